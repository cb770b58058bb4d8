import type { Carte } from '#lib/map/carte.ts';
import type { LonLat } from '#lib/map/lonlat.ts';
import type { Camera, Pixel } from '#lib/map/projection.ts';
import type { TeamRow } from './presence.ts';
import type { QueueRow } from './queue.ts';
import type { Taken } from './plates.ts';

/** Size of one mark on the map, in px, and from one to the next below it. */
export const MARK = { width: 72, pitch: 27 } as const;
/** From here on the map writes the zones' names, and marks stand below the name of their zone. */
const ZONE_NAMES_FROM = 75;

/** A team or a request, at its zone's label and nowhere else. */
export type MarkItem =
  | { readonly kind: 'equipe'; readonly id: string; readonly row: TeamRow }
  | { readonly kind: 'demande'; readonly id: string; readonly row: QueueRow };

/** What stands in one zone: requests, then teams. */
export type ZoneMarks = {
  readonly zone: string;
  readonly items: readonly MarkItem[];
  /** Somebody is asked for there. */
  readonly asks: boolean;
  readonly boxAt: (place: (point: LonLat) => Pixel, camera: Camera) => Taken;
};

/** A team underground is on no zone, and a request at a station neither (PRV-8). */
export function zoneMarks(carte: Carte, teams: readonly TeamRow[], queue: readonly QueueRow[]): ZoneMarks[] {
  return carte.zones.flatMap(({ id, label }) => {
    const asked = queue
      .filter(({ place }) => place.kind === 'zone' && place.id === id)
      .map((row): MarkItem => ({ kind: 'demande', id: row.id, row }));
    const standing = teams
      .filter(({ presence }) => presence?.place?.kind === 'zone' && presence.place.id === id)
      .map((row): MarkItem => ({ kind: 'equipe', id: row.team, row }));
    const items = [...asked, ...standing];
    if (items.length === 0) return [];
    const lines = carte.basemap.zoneNames.features.find(({ zone }) => zone === id)?.lines.length ?? 1;
    const height = items.length * MARK.pitch;
    return [
      {
        zone: id,
        items,
        asks: asked.length > 0,
        boxAt(place, { pixelsPerKm }) {
          const [x, centre] = place(label);
          const top = pixelsPerKm < ZONE_NAMES_FROM ? centre - height / 2 : centre + 2 + lines * 7.5;
          return { left: x - MARK.width / 2, top, width: MARK.width, height };
        },
      },
    ];
  });
}

import type { RatpPostId, RestSpaceId, StationGroupId, StationId } from '#shared/kernel/ids';
import { rhythmSchema, servicesSchema, teamsSchema, undergroundSchema } from '#shared/territory/schema';
import basemap from '#territory/basemap.json' with { type: 'json' };
import rhythm from '#territory/rhythm.json' with { type: 'json' };
import services from '#territory/services.json' with { type: 'json' };
import stations from '#territory/stations.json' with { type: 'json' };
import teams from '#territory/teams.json' with { type: 'json' };
import { lineDrawings, type LineDrawing } from './line-drawings.ts';

export type StationFact = {
  readonly id: StationId;
  readonly name: string;
  readonly lines: readonly string[];
  readonly group: StationGroupId;
};

export type RatpFacts = {
  readonly timezone: string;
  /** Hours of the day between which teams are out: the first half-day's beginning, the last one's end. */
  readonly hours: { readonly from: string; readonly to: string };
  /** `phone`: of the post itself, for its agents; null until it is configured. */
  readonly posts: readonly {
    readonly id: RatpPostId;
    readonly name: string;
    readonly phone: string | null;
  }[];
  readonly groups: readonly { readonly id: StationGroupId; readonly name: string }[];
  readonly stations: readonly StationFact[];
  readonly lines: readonly LineDrawing[];
  readonly restSpaces: readonly { readonly id: RestSpaceId; readonly name: string }[];
  readonly acknowledgeMin: number;
  readonly mergeMin: number;
  readonly expiresMin: number;
};

let written: RatpFacts | undefined;

/** What the pack says that these screens write, in the pack's order. Read on the server: no point leaves it. */
export function ratpFacts(): RatpFacts {
  written ??= write();
  return written;
}

function write(): RatpFacts {
  const { timezone, windows, thresholds } = rhythmSchema.parse(rhythm);
  const { ratpPosts } = teamsSchema.parse(teams);
  const underground = undergroundSchema.parse(stations);
  return {
    timezone,
    hours: { from: windows[0]?.from ?? '00:00', to: windows.at(-1)?.to ?? '24:00' },
    posts: ratpPosts.map(({ id, name, phone }) => ({ id, name: name.value, phone: phone.value })),
    groups: underground.groups.map(({ id, name }) => ({ id, name })),
    stations: underground.stations.map(({ id, name, lines, group }) => ({ id, name, lines, group })),
    lines: lineDrawings(basemap.metro.features, underground.stations),
    restSpaces: servicesSchema.parse(services).restSpaces.map(({ id, name }) => ({ id, name: name.value })),
    acknowledgeMin: thresholds.reportAcknowledgeMin,
    mergeMin: thresholds.reportMergeMin,
    expiresMin: thresholds.reportExpiresMin,
  };
}

import { assertNever } from '#shared/kernel/assert-never';
import type { Carte } from '../carte.ts';
import type { Line, LonLat, Polygon } from '../lonlat.ts';
import type { ShapeId } from './layer.ts';

/** `id`: the area whose state colours the feature; empty for the ground. */
export type Shape =
  | { readonly kind: 'polygons'; readonly id: string; readonly polygons: readonly Polygon[] }
  | { readonly kind: 'lines'; readonly id: string; readonly lines: readonly Line[]; readonly colour: string };

/** The features of one family, in the order in which they are drawn. */
export function shapesOf(carte: Carte, shape: ShapeId): Shape[] {
  const { basemap } = carte;
  switch (shape) {
    case 'inside':
      return basemap.peripherique.features.map(({ ring }) => polygons('', [[ring]]));
    case 'peripherique':
      return basemap.peripherique.features.map(({ ring }) => lines([ring]));
    case 'parks':
      return basemap.parks.features.map(({ ring }) => polygons('', [[closed(ring)]]));
    case 'parks-inside':
      return basemap.parks.features
        .filter((park) => park.inside)
        .map(({ ring }) => polygons('', [[closed(ring)]]));
    case 'motorways':
      return basemap.motorways.features.map(({ line }) => lines([line]));
    case 'seine':
      return basemap.seine.features.filter(({ part }) => part === 'river').map(({ line }) => lines([line]));
    case 'seine-arm':
      return basemap.seine.features.filter(({ part }) => part === 'arm').map(({ line }) => lines([line]));
    case 'canal':
    case 'basin':
    case 'tunnel':
      return basemap.canals.features.filter(({ part }) => part === shape).map(({ line }) => lines([line]));
    case 'rail':
      return basemap.rail.features.map(({ line }) => lines([line]));
    case 'metro':
      return basemap.metro.features.map(({ line, colour }) => lines([line], '', colour));
    case 'territory':
      return [polygons('', carte.territory)];
    case 'shade':
      return [lines(carte.territory.flatMap((polygon) => polygon.slice(0, 1)).map(rounded))];
    case 'sectors':
      return carte.sectors.map((sector) => polygons(sector.id, sector.outline));
    case 'zones':
      return carte.zones.map((zone) => polygons(zone.id, zone.outline));
    case 'zone-mesh':
      return carte.zones.map((zone) => lines(zone.mesh, zone.id));
    case 'sector-mesh':
      // Borders between two zones of a sector are cell edges like any other; the sector's own are under its casing.
      return carte.sectors.map((sector) => {
        const zones = carte.zones.filter((zone) => zone.sector === sector.id);
        return lines(
          zones.flatMap((zone) => [...zone.mesh, ...zone.outline.flat()]),
          sector.id,
        );
      });
    default:
      return assertNever(shape);
  }
}

function polygons(id: string, outline: readonly Polygon[]): Shape {
  return { kind: 'polygons', id, polygons: outline };
}

function lines(of: readonly Line[], id = '', colour = ''): Shape {
  return { kind: 'lines', id, lines: of, colour };
}

function closed(ring: Line): Line {
  const first = ring[0];
  return first === undefined ? ring : [...ring, first];
}

/** Corners averaged on each side of a vertex: enough to lose the teeth of the cells, not the shape of the land. */
const ROUNDING = 8;

/** The ring without its teeth: a wide blurred stroke throws a spike at each of them in WebGL. */
function rounded(ring: Line): Line {
  const corners = ring.slice(0, -1);
  const smooth = corners.map((_, i): LonLat => {
    const near = Array.from({ length: 2 * ROUNDING + 1 }, (_, k) => {
      const corner = corners[(i + k - ROUNDING + corners.length) % corners.length];
      return corner ?? [0, 0];
    });
    const mean = (axis: 0 | 1): number => near.reduce((sum, corner) => sum + corner[axis], 0) / near.length;
    return [mean(0), mean(1)];
  });
  return closed(smooth);
}

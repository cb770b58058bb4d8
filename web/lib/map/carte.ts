import type { Basemap } from './basemap.ts';
import type { Line, LonLat, Polygon } from './lonlat.ts';

/**
 * The drawing of a territory, sent as static `/carte.json`: borders of zones and sectors, the mesh of their
 * cells and the basemap, ready to be drawn. No observed fact is in it, and no cell identifier.
 */
export interface Carte {
  readonly territory: readonly Polygon[];
  readonly zones: readonly ZoneShape[];
  readonly sectors: readonly SectorShape[];
  readonly basemap: Basemap;
}

export interface ZoneShape {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly label: LonLat;
  readonly outline: readonly Polygon[];
  /** Edges between two cells of the zone, each once. */
  readonly mesh: readonly Line[];
}

export interface SectorShape {
  readonly id: string;
  readonly name: string;
  /** `93 N` is { number: '93', cardinal: 'N' }; the cardinal may be empty. */
  readonly code: { readonly number: string; readonly cardinal: string };
  readonly outline: readonly Polygon[];
}

/** Degrees, longitude first (GeoJSON order), WGS 84. Public geography only: never where somebody was. */
export type LonLat = readonly [lon: number, lat: number];

/** An open line. */
export type Line = readonly LonLat[];

/** A closed line: the first point is repeated at the end. */
export type Ring = readonly LonLat[];

/** One outer ring, then its holes. */
export type Polygon = readonly Ring[];

/** Rounds to 5 decimals: about one metre, the precision of every coordinate that is sent. */
export function compact([lon, lat]: LonLat): LonLat {
  return [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5];
}

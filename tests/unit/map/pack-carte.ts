import { basemapSchema } from '#lib/map/basemap.ts';
import { buildCarte } from '#lib/map/build-carte.ts';
import basemapFile from '../../../shared/territories/paris-nord-est/basemap.json' with { type: 'json' };
import stationsFile from '../../../shared/territories/paris-nord-est/stations.json' with { type: 'json' };
import zonesFile from '../../../shared/territories/paris-nord-est/zones.json' with { type: 'json' };
import type { Line, LonLat } from '#lib/map/lonlat.ts';

/** The default pack as it is drawn, shared by the tests of this folder. */
export const carte = buildCarte(zonesFile, basemapFile);
export const basemap = basemapSchema.parse(basemapFile);
export const { zones, sectors } = zonesFile;

export function station(name: string): LonLat {
  const found = stationsFile.stations.find((candidate) => candidate.name === name);
  const [lon, lat] = found?.point ?? [];
  if (lon === undefined || lat === undefined) throw new Error(`no station ${name} in the pack`);
  return [lon, lat];
}

export const stations = stationsFile.stations;

/** Metres between a point and the nearest segment of a line. */
export function metresFrom(point: LonLat, line: Line): number {
  let nearest = Infinity;
  for (let i = 0; i + 1 < line.length; i += 1) {
    const [a, b] = [plane(point, line[i] ?? point), plane(point, line[i + 1] ?? point)];
    const length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
    const along = length === 0 ? 0 : -(a[0] * (b[0] - a[0]) + a[1] * (b[1] - a[1])) / length;
    const t = Math.max(0, Math.min(1, along));
    nearest = Math.min(nearest, Math.hypot(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])));
  }
  return nearest;
}

function plane(origin: LonLat, point: LonLat): [number, number] {
  return [(point[0] - origin[0]) * 73_140, (point[1] - origin[1]) * 111_195];
}

export function isInside(point: LonLat, ring: Line): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [a, b] = [ring[i] ?? point, ring[j] ?? point];
    const crosses = a[1] > point[1] !== b[1] > point[1];
    if (crosses && point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import type { Carte } from '#lib/map/carte.ts';
import { outlineOf } from '#lib/map/outline.ts';
import { fitCamera, type Camera } from '#lib/map/projection.ts';
import { carte } from '../../../unit/map/pack-carte.ts';

/** Where the territory is: its ground is drawn under the cells. */
const MIDDLE = { latitude: 48.895, longitude: 2.375 } as const;
const RESOLUTION = 9;
/** Small: where the processor paints, pixels are what a frame waits for, and the main thread does not paint them. */
const SIZE = [683, 384] as const;

export type Drawn = { carte: Carte; camera: Camera };

/** The ground of the default pack under so many areas of one cell each, all of them on the screen. */
export function cellsOf(count: number): Drawn {
  const middle = latLngToCell(MIDDLE.latitude, MIDDLE.longitude, RESOLUTION);
  let rings = 1;
  while (3 * rings * (rings + 1) + 1 < count) rings += 1;
  const cells = gridDisk(middle, rings).slice(0, count);
  const places = cells.map((cell) => cellToLatLng(cell));
  const latitudes = places.map(([latitude]) => latitude);
  const longitudes = places.map(([, longitude]) => longitude);
  const box = {
    west: least(longitudes),
    east: -least(longitudes.map((longitude) => -longitude)),
    south: least(latitudes),
    north: -least(latitudes.map((latitude) => -latitude)),
  };
  return {
    carte: {
      ...carte,
      sectors: [],
      zones: cells.map((cell, index) => ({
        id: `c-${index}`,
        name: '',
        sector: '',
        label: [0, 0],
        outline: outlineOf([cell]),
        mesh: [],
      })),
    },
    camera: fitCamera(box, SIZE, 10),
  };
}

/** `Math.min(...)` does not take so many. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other), Infinity);
}

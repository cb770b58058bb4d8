import { radians } from './numbers.ts';
import { mercatorShare } from './projections.ts';

// Grids that name a place by a word.

const GEOHASH = '0123456789bcdefghjkmnpqrstuvwxyz';

export function geohash(lat: number, lon: number, length: number): string {
  const ranges: Record<'lat' | 'lon', [number, number]> = { lat: [-90, 90], lon: [-180, 180] };
  let word = '';
  for (let bits = 0, letter = 0; word.length < length;) {
    // Longitude first, then in turn.
    const range = bits % 2 === 0 ? ranges.lon : ranges.lat;
    const value = bits % 2 === 0 ? lon : lat;
    const middle = (range[0] + range[1]) / 2;
    const isUpper = value >= middle;
    range[isUpper ? 0 : 1] = middle;
    letter = letter * 2 + (isUpper ? 1 : 0);
    bits += 1;
    if (bits % 5 === 0) {
      word += GEOHASH[letter];
      letter = 0;
    }
  }
  return word;
}

const PLUS = '23456789CFGHJMPQRVWX';

/** An open location code of 10 digits, or of 11 with the last refinement. */
export function plusCode(lat: number, lon: number, digits: 10 | 11): string {
  // In 1/8000 of a degree: the size of the tenth digit.
  const [north, east] = [(lat + 90) * 8000, (lon + 180) * 8000];
  let word = '';
  for (const size of [160_000, 8_000, 400, 20, 1]) {
    word += PLUS.charAt(Math.floor(north / size) % 20) + PLUS.charAt(Math.floor(east / size) % 20);
  }
  const last = 4 * Math.floor((north % 1) * 5) + Math.floor((east % 1) * 4);
  return `${word.slice(0, 8)}+${word.slice(8)}${digits === 11 ? PLUS.charAt(last) : ''}`;
}

export type Tile = { readonly x: number; readonly y: number; readonly zoom: number };

/** The map tile that holds a point. */
export function tileOf(lat: number, lon: number, zoom: number): Tile {
  const { x, y } = mercatorShare(lat, lon);
  return { x: Math.floor(x * 2 ** zoom), y: Math.floor(y * 2 ** zoom), zoom };
}

export function quadkey({ x, y, zoom }: Tile): string {
  return Array.from({ length: zoom }, (_, level) => {
    const bit = zoom - level - 1;
    return 2 * ((y >> bit) & 1) + ((x >> bit) & 1);
  }).join('');
}

/** The S2 cell of level 30 that holds a point: three bits of face, sixty of Hilbert curve, one to end. */
export function s2Cell(lat: number, lon: number): bigint {
  const [phi, theta] = [radians(lat), radians(lon)];
  const point = [Math.cos(phi) * Math.cos(theta), Math.cos(phi) * Math.sin(theta), Math.sin(phi)] as const;
  const [x, y, z] = point;
  const widest = point
    .map(Math.abs)
    .reduce((best, size, axis, sizes) => (size > (sizes[best] ?? 0) ? axis : best), 0);
  const face = widest + ((point[widest] ?? 0) < 0 ? 3 : 0);
  const [u, v] = (
    [
      [y / x, z / x],
      [-x / y, z / y],
      [-x / z, -y / z],
      [z / x, y / x],
      [z / y, -x / y],
      [-y / z, -x / z],
    ] as const
  )[face] ?? [0, 0];
  const [i, j] = [onGrid(u), onGrid(v)];

  // Where a quadrant stands on the curve, and how the curve turns inside it (1: axes swapped, 2: upside down).
  const order = [
    [0, 1, 3, 2],
    [0, 3, 1, 2],
    [2, 3, 1, 0],
    [2, 1, 3, 0],
  ];
  const turns = [1, 0, 0, 3];
  let orientation = face & 1;
  let cell = BigInt(face);
  for (let level = 29; level >= 0; level -= 1) {
    const quadrant = 2 * ((i >> level) & 1) + ((j >> level) & 1);
    const position = order[orientation]?.[quadrant] ?? 0;
    cell = (cell << 2n) | BigInt(position);
    orientation ^= turns[position] ?? 0;
  }
  return (cell << 1n) | 1n;
}

/** From the cube's face to its grid of 2^30, by S2's quadratic transform. */
function onGrid(side: number): number {
  const share = side >= 0 ? 0.5 * Math.sqrt(1 + 3 * side) : 1 - 0.5 * Math.sqrt(1 - 3 * side);
  return Math.min(2 ** 30 - 1, Math.max(0, Math.floor(share * 2 ** 30)));
}

/** The cell of a coarser level around this one, as hexadecimal without its closing zeros. */
export function s2Token(cell: bigint, level: number): string {
  const last = 1n << BigInt(2 * (30 - level));
  return ((cell & -last) | last).toString(16).padStart(16, '0').replace(/0+$/, '');
}

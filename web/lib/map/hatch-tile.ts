import { HATCH } from './layers/layer.ts';

/**
 * A tile of 45 degree stripes for MapLibre, which has no pattern of its own: the same stripes as the SVG's.
 * The side is the pitch along x, rounded so that the tile joins itself. RGBA, not premultiplied.
 */
export function hatchTile(colour: string): { width: number; height: number; data: Uint8ClampedArray } {
  const side = Math.round(HATCH.pitch * Math.SQRT2);
  const ink = (HATCH.stripe / HATCH.pitch) * side;
  const [red, green, blue] = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
  const data = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      // How much of this pixel the stripe covers, so that its edges are as smooth as the SVG's.
      const across = (x + y) % side;
      const cover = Math.max(0, Math.min(1, ink - across));
      data.set([red ?? 0, green ?? 0, blue ?? 0, Math.round(cover * 255)], (y * side + x) * 4);
    }
  }
  return { width: side, height: side, data };
}

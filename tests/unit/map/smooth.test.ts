import { describe, expect, test } from 'vitest';
import { smooth } from '#lib/map/smooth.ts';

const bend = [
  [2.37, 48.88],
  [2.38, 48.881],
  [2.381, 48.89],
] as const;

describe('smoothing of water and roads', () => {
  test('the curve passes through every point', () => {
    for (const [lon, lat] of bend) {
      const meets = smooth(bend).some(([x, y]) => Math.hypot(x - lon, y - lat) < 1e-12);
      expect(meets).toBe(true);
    }
  });

  test('a straight line of two points stays as it is', () => {
    expect(smooth(bend.slice(0, 2))).toEqual(bend.slice(0, 2));
  });

  test('a closed line stays closed, and no corner shows where it began', () => {
    const square = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ] as const;
    const curve = smooth(square);
    expect(curve.at(-1)).toEqual(curve[0]);
    // Six points a side: the first side bends outwards as much as the one across.
    const middleOf = (side: number) => curve[6 * side + 3]?.[1] ?? NaN;
    expect(middleOf(0)).toBeCloseTo(1 - middleOf(2), 9);
    expect(middleOf(0)).toBeLessThan(0);
  });

  test('it never strays from its chords by more than a sixth of the longest one', () => {
    for (const [lon, lat] of smooth(bend)) {
      expect(lon).toBeGreaterThanOrEqual(2.37);
      expect(lon).toBeLessThan(2.3825);
      expect(lat).toBeGreaterThan(48.8785);
      expect(lat).toBeLessThanOrEqual(48.89);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { isReadFrom, smallestLetters } from '#shared/access/screen-size';

describe('[SCR-7, D06] the smallest letters that are read on a screen', () => {
  // UX 5.3, its table at sixteen minutes of arc.
  test.each([
    [43, 4, 51],
    [43, 6, 76],
    [50, 5, 54],
    [55, 4, 40],
    [55, 5, 49],
    [55, 6, 59],
    [65, 6, 50],
    [75, 4, 29],
    [86, 6, 38],
  ])('%i inches at %i m: %i px', (diagonalIn, distanceM, px) => {
    expect(smallestLetters({ diagonalIn, distanceM })).toBe(px);
  });

  test('are those of the wall where it may be used, and no larger', () => {
    expect(isReadFrom({ diagonalIn: 55, distanceM: 6 })).toBe(true);
    expect(isReadFrom({ diagonalIn: 50, distanceM: 6 })).toBe(false);
    expect(isReadFrom({ diagonalIn: 43, distanceM: 4 })).toBe(true);
  });
});

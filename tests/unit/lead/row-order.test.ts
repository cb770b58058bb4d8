import { describe, expect, test } from 'vitest';
import { rowOrder } from '../../../web/routes/maraudes/row-order.ts';

const FREE = { frozen: false, focused: null };

describe('order of the rows', () => {
  test('a list that nobody holds follows', () => {
    expect(rowOrder(['a', 'b'], ['b', 'a'], FREE)).toEqual(['b', 'a']);
  });

  test('[K04] the row that holds the focus stays where it is', () => {
    expect(rowOrder(['a', 'b', 'c'], ['c', 'b', 'a', 'd'], { frozen: false, focused: 'a' })).toEqual([
      'a',
      'c',
      'b',
      'd',
    ]);
    expect(rowOrder(['a', 'b', 'c'], ['b', 'd', 'c', 'a'], { frozen: false, focused: 'b' })).toEqual([
      'd',
      'b',
      'c',
      'a',
    ]);
  });

  test('[K04] a hundred updates do not move it', () => {
    let shown: readonly number[] = [0, 1, 2, 3, 4];
    for (let n = 0; n < 100; n += 1) {
      const wanted = [...shown].sort((a, b) => ((a * 7 + n) % 5) - ((b * 7 + n) % 5));
      shown = rowOrder(shown, wanted, { frozen: false, focused: 2 });
      expect(shown.indexOf(2)).toBe(2);
    }
  });

  test('when the focused row goes, the others follow', () => {
    expect(rowOrder(['a', 'b'], ['c', 'b'], { frozen: false, focused: 'a' })).toEqual(['c', 'b']);
  });

  test('a frozen list keeps its order; what is new waits at its end, what is over leaves', () => {
    expect(rowOrder(['a', 'b', 'c'], ['d', 'c', 'a'], { frozen: true, focused: null })).toEqual([
      'a',
      'c',
      'd',
    ]);
  });
});

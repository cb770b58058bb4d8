import { describe, expect, test } from 'vitest';
import { gridStep } from '../../../web/routes/maraudes/grid-step.ts';

/** Two half-days; the second row is shorter: 0 1 | 100 101 over 0 | 100. */
const spots = [
  { row: 0, column: 0 },
  { row: 0, column: 1 },
  { row: 0, column: 100 },
  { row: 0, column: 101 },
  { row: 1, column: 0 },
  { row: 1, column: 100 },
];

describe('arrows from cell to cell', () => {
  test.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 1, 2],
    ['ArrowLeft', 2, 1],
    ['ArrowDown', 2, 5],
    ['ArrowUp', 5, 2],
  ])('%s from %i leads to %i', (key, from, to) => {
    expect(gridStep(key, spots, from)).toBe(to);
  });

  test('at an edge it stays, and never runs on into the next row', () => {
    expect(gridStep('ArrowRight', spots, 3)).toBe(3);
    expect(gridStep('ArrowLeft', spots, 4)).toBe(4);
    expect(gridStep('ArrowUp', spots, 0)).toBe(0);
    expect(gridStep('ArrowDown', spots, 5)).toBe(5);
  });

  test('where a row has no such column, the nearest of its half-day', () => {
    expect(gridStep('ArrowDown', spots, 3)).toBe(5);
    expect(gridStep('ArrowDown', spots, 1)).toBe(4);
  });

  test('another key is not its own', () => {
    expect(gridStep('Enter', spots, 0)).toBeNull();
    expect(gridStep('ArrowDown', spots, 99)).toBeNull();
  });
});

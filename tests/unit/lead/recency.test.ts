import { describe, expect, test } from 'vitest';
import { HOUR, plus, type Instant } from '#shared/kernel/instant';
import type { Slot } from '#shared/kernel/slot';
import { recencyStep } from '../../../web/routes/maraudes/recency.ts';

const HALF_DAY = 8 * HOUR;
const SLOT = '2026-11-21T13:00Z' as Slot;
const LEFT = '2026-11-21T13:30:00.000Z' as Instant;

describe('recency of an area', () => {
  test('an area where no pass is held has no step', () => {
    expect(recencyStep(null, LEFT, HALF_DAY)).toBeNull();
  });

  test('a pass of the running half-hour is fresh, not negative', () => {
    expect(recencyStep(SLOT, plus(LEFT, -HOUR / 4), HALF_DAY)).toBe(0);
  });

  test.each([
    [0, 0],
    [HALF_DAY / 4 - 1, 0],
    [HALF_DAY / 4, 1],
    [HALF_DAY / 2, 2],
    [(HALF_DAY * 3) / 4, 3],
    [HALF_DAY - 1, 3],
    [HALF_DAY, 4],
    [9 * HALF_DAY, 4],
  ])('%i ms after its slot ends, a pass is on step %i', (age, step) => {
    expect(recencyStep(SLOT, plus(LEFT, age), HALF_DAY)).toBe(step);
  });

  test('a shorter half-day ages faster', () => {
    expect(recencyStep(SLOT, plus(LEFT, 4 * HOUR), 4 * HOUR)).toBe(4);
    expect(recencyStep(SLOT, plus(LEFT, 4 * HOUR), 8 * HOUR)).toBe(2);
  });
});

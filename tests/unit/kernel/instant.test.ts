import { expect, test } from 'vitest';
import { DAY, elapsed, instantAt, instantSchema, msOf, plus } from '#shared/kernel/instant';

const instant = instantSchema.parse('2026-11-21T17:00:00.000Z');

test('[TIM-9] an instant is written in one way only, in UTC with its milliseconds', () => {
  for (const text of [
    '2026-11-21T17:00:00Z',
    '2026-11-21T17:00:00.000+01:00',
    '2026-11-21 17:00:00.000Z',
    '2026-02-30T25:00:00.000Z',
  ]) {
    expect(instantSchema.safeParse(text).success).toBe(false);
  }
  expect(instantAt(msOf(instant))).toBe(instant);
});

test('[TIM-9] instants sort as text', () => {
  const later = [plus(instant, 1), plus(instant, 7 * DAY), plus(instant, 60 * DAY)];
  expect([...later, instant].sort()).toEqual([instant, ...later]);
});

test('[TIM-10] a duration is absolute: a clock change neither adds to it nor takes from it', () => {
  const evening = instantSchema.parse('2026-10-24T18:00:00.000Z');
  expect(elapsed(evening, plus(evening, DAY))).toBe(DAY);
  expect(elapsed(plus(instant, DAY), instant)).toBe(-DAY);
});

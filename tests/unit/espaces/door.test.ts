import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, plus } from '#shared/kernel/instant';
import { flawOf, nothingWritten, sheetOf, type Written } from '../../../web/routes/espaces/day-sheet.ts';
import { regimeByTheHour } from '../../../web/routes/espaces/regime.ts';
import { reopeningTimes } from '../../../web/routes/espaces/reopening.ts';
import { trendAfter, trendSteps, type TrendPoint } from '../../../web/routes/espaces/trend.ts';
import { paris } from '../../support/said.ts';

describe('the regime of the hour', () => {
  test.each([
    ['08:59', 'nuit'],
    ['09:00', 'jour'],
    ['20:59', 'jour'],
    ['21:00', 'nuit'],
    ['03:00', 'nuit'],
  ] as const)('at %s it is %s', (hour, regime) => {
    expect(regimeByTheHour('Europe/Paris', { jour: '09:00', nuit: '21:00' }, paris(hour))).toBe(regime);
  });
});

test('a space may be said to open again at any coming half-hour of a day and a half', () => {
  const times = reopeningTimes(paris('17:01'));
  expect([times[0], times.at(-1), times.length]).toEqual([
    paris('17:30'),
    plus(paris('17:00'), 36 * HOUR),
    72,
  ]);
});

describe('the last hour', () => {
  const now = paris('18:00');
  const box = { width: 60, height: 40, highest: 40 };

  test('what is older than an hour is forgotten, but for what was true an hour ago', () => {
    const points = [0, 30, 61, 95].reduce<readonly TrendPoint[]>(
      (known, minutes) => trendAfter(known, plus(now, minutes * MINUTE), minutes),
      [],
    );
    expect(points.map(({ present }) => present)).toEqual([30, 61, 95]);
  });

  test('it is drawn in steps, and what was not seen is left empty', () => {
    const points = [
      { at: plus(now, -30 * MINUTE), present: 10 },
      { at: plus(now, -15 * MINUTE), present: 20 },
    ];
    expect(trendSteps(points, now, box)).toBe('M30 30H45V20H60');
    expect(trendSteps([], now, box)).toBe('');
  });
});

describe('the sheet of a day', () => {
  const written = (over: Partial<Written> = {}): Written => ({
    ...(Object.fromEntries(Object.keys(nothingWritten()).map((field) => [field, 0])) as Written),
    visits: 90,
    ...over,
  });

  test('an empty field is not zero', () => {
    expect(flawOf(written({ meals: null }))).toEqual({ kind: 'manque', field: 'meals' });
    expect(flawOf(written())).toBeNull();
  });

  test('a figure is a whole number of a thousand at most, and a part is no more than the whole', () => {
    expect(flawOf(written({ showers: 1.5 }))).toEqual({ kind: 'forme', field: 'showers' });
    expect(flawOf(written({ d2o: 1_001 }))).toEqual({ kind: 'forme', field: 'd2o' });
    expect(flawOf(written({ women: 91 }))).toEqual({ kind: 'plus-que-les-entrees', field: 'women' });
  });

  test('what leaves is what was written', () => {
    const figures = sheetOf(written({ women: 9, d2o: 2, cmp: 1 }));
    expect(figures).toMatchObject({ visits: 90, women: 9, orientations: { d2o: 2, cmp: 1, csapa: 0 } });
  });
});

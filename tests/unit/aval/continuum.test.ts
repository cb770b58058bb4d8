import { describe, expect, test } from 'vitest';
import type { LocalDate } from '#shared/kernel/local-time';
import { continuumStageSchema, type Flows } from '#shared/view/services';
import {
  countWords,
  figureOf,
  firstShown,
  monthsTo,
  monthWords,
  scaleOf,
} from '../../../web/routes/continuum/months.ts';
import { STAGES } from '../../../web/routes/continuum/stages.ts';
import { unitTotals } from '../../../web/routes/continuum/totals.ts';
import { paris } from '../../support/said.ts';

const flows = (month: string, closed: boolean, stages: Flows['stages'] = []): Flows => ({
  kind: 'flows',
  month,
  closed,
  stages,
});

test('thirteen months end with the one under way, across a year', () => {
  const months = monthsTo('2026-11-21' as LocalDate);
  expect(months).toHaveLength(13);
  expect([months[0], months[1], months[2], months[12]]).toEqual(['2025-11', '2025-12', '2026-01', '2026-11']);
});

test('a reader is shown the last whole month first, or the one under way when there is no other', () => {
  expect(firstShown([flows('2026-11', false), flows('2026-09', true), flows('2026-10', true)])).toBe(
    '2026-10',
  );
  expect(firstShown([flows('2026-11', false)])).toBe('2026-11');
  expect(firstShown([])).toBeNull();
});

describe('what is written for a stage', () => {
  const october = flows('2026-10', true, [
    { stage: 'visites', count: 6940 },
    { stage: 'placements', count: null },
    { stage: 'autres-fins', count: null },
  ]);

  test('a number that was released is written', () => {
    expect(figureOf(october, 'visites')).toEqual({ kind: 'nombre', n: 6940 });
  });

  test('[PRV-23] a number that stands alone and is hidden is fewer than eleven', () => {
    expect(figureOf(october, 'placements')).toEqual({ kind: 'peu' });
  });

  test('[PRV-24] a number that a sum binds to others may be hidden for their sake: it is not called small', () => {
    expect(figureOf(october, 'autres-fins')).toEqual({ kind: 'masque' });
  });

  test('a stage that nothing feeds, or a month that was not counted, is not a zero', () => {
    expect(figureOf(october, 'rencontres')).toEqual({ kind: 'non-compte' });
    expect(figureOf(undefined, 'visites')).toEqual({ kind: 'non-compte' });
  });
});

test('each line has the scale of its own tallest month, whatever is hidden', () => {
  expect(scaleOf([{ kind: 'nombre', n: 12 }, { kind: 'masque' }, { kind: 'nombre', n: 31 }])).toBe(31);
  expect(scaleOf([{ kind: 'peu' }, { kind: 'non-compte' }])).toBe(1);
});

test('months and counts are said in the reader’s words, with spaces that the fonts have', () => {
  expect(monthWords('2026-10', 'fr-FR')).toBe('octobre 2026');
  expect(monthWords('2026-01', 'fr-FR', 'court')).toBe('janv.');
  expect(countWords(6940, 'fr-FR')).toBe('6\u00a0940');
});

test('every stage of the chain is on the page, once, in its order', () => {
  expect(STAGES.map(({ id }) => id)).toEqual(continuumStageSchema.options);
});

test('[U01] beds that can no longer be believed, or were never reported, are apart from the total', () => {
  const report = (free: number, hour: string) => ({
    free,
    occupied: 10,
    closed: 1,
    confirmedAt: paris(hour),
  });
  expect(
    unitTotals([
      { report: report(2, '08:12'), fresh: 'frais' },
      { report: report(1, '06:40'), fresh: 'vieillissant' },
      { report: report(7, '06:00'), fresh: 'perime' },
      { report: null, fresh: 'inconnu' },
    ]),
  ).toEqual({ free: 3, occupied: 20, closed: 2, counted: 2, stale: 1, never: 1, oldest: paris('06:40') });
  expect(unitTotals([]).oldest).toBeNull();
});

import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, plus } from '#shared/kernel/instant';
import { reportAge } from '../../../web/routes/lits/aval/report-age.ts';
import { cadenceWords, spanWords } from '../../../web/routes/lits/aval/span-words.ts';
import { nextSlots } from '../../../web/routes/lits/unites/next-slots.ts';
import { paris, slotAt } from '../../support/said.ts';

const now = paris('19:12');
/** As it is read: a number and its unit never part at the end of a line. */
const plain = (words: string) => words.replaceAll('\u00a0', ' ');

describe('how old a report is', () => {
  test.each([
    ['fresh within one cadence', 12 * HOUR, 'frais'],
    ['ageing within two', 12 * HOUR + MINUTE, 'vieillissant'],
    ['stale beyond', 24 * HOUR + MINUTE, 'perime'],
  ] as const)('[U01] it is %s', (_what, ago, shown) => {
    expect(reportAge(plus(now, -ago), now, 720, 'C0').shown).toBe(shown);
  });

  test('[U01] one that never came is unknown, on a cut link too', () => {
    expect(reportAge(null, now, 720, 'C0')).toEqual({ at: null, own: 'inconnu', shown: 'inconnu' });
    expect(reportAge(null, now, 720, 'C2').shown).toBe('inconnu');
  });

  test('[U02] on a cut link whatever was received is stale', () => {
    expect(reportAge(now, now, 720, 'C2')).toEqual({ at: now, own: 'frais', shown: 'perime' });
  });
});

test('a span is said in minutes, hours, days, then weeks', () => {
  expect(
    [45 * MINUTE, 4 * HOUR + 32 * MINUTE, 47 * HOUR, 2 * DAY, 20 * DAY, 21 * DAY, 61 * DAY].map((ms) =>
      plain(spanWords(ms)),
    ),
  ).toEqual(['45 min', '4 h 32', '47 h 00', '2 jours', '20 jours', '3 semaines', '8 semaines']);
});

test('a rhythm of days is said in days', () => {
  expect([480, 1440, 10_080].map((minutes) => plain(cadenceWords(minutes)))).toEqual([
    '8 h',
    '24 h',
    '7 jours',
  ]);
});

test('a team may say that it is free again at a half-hour to come, and keeps the one it said once that is past', () => {
  const offered = nextSlots(now, null);
  expect(offered[0]).toBe(slotAt('19:30'));
  expect(offered).toHaveLength(24);
  expect(nextSlots(now, slotAt('20:30'))).toEqual(offered);
  expect(nextSlots(now, slotAt('18:30'))).toEqual([slotAt('18:30'), ...offered]);
});

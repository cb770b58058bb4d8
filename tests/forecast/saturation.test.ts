import { describe, expect, test } from 'vitest';
import { likelihoodOf } from '#shared/forecast/bands';
import { PROFILE_DAYS, type SpaceProfile } from '#shared/forecast/profile';
import { forecastSaturation, saturationOdds, type SaturationNow } from '#shared/forecast/saturation';
import { dateAfter, instantAtLocal, localDateSchema, type LocalDate } from '#shared/kernel/local-time';
import { slotOf } from '#shared/kernel/slot';
import { saturationSetting as setting } from './season.ts';

const today = localDateSchema.parse('2026-11-18');
const at = (hour: number) => instantAtLocal(setting.timezone, today, hour * 60);

const released = {
  band: '1-4',
  regime: 'jour',
  jaugeJour: 32,
  jaugeNuit: 22,
  source: { freshness: 'frais' },
} as const;
const now: SaturationNow = { at: at(14), released };

/** Days of `1-4` from 14:00 on; on those chosen the space is full from 15:00 to 16:00. */
function past(days: number, isFull: (daysAgo: number) => boolean): SpaceProfile {
  const letters = (full: boolean) => 'X'.repeat(28) + `11${full ? 'CC' : '11'}` + '1'.repeat(16);
  const known = Array.from({ length: days }, (_, i): [LocalDate, string] => [
    dateAfter(today, -1 - i),
    letters(isFull(1 + i)),
  ]);
  return { told: { band: '1-4', since: at(0) }, days: new Map(known) };
}

function chances(profile: SpaceProfile | undefined, moment = now) {
  const odds = saturationOdds(profile, moment, setting);
  if (odds.kind !== 'odds') throw new Error(odds.kind);
  return odds;
}

describe('how likely a space is to be full', () => {
  test.each([
    [0, 'improbable'],
    [0.0999, 'improbable'],
    [0.1, 'peu-probable'],
    [0.3, 'possible'],
    [0.6, 'probable'],
    [0.85, 'probable'],
    [0.8501, 'tres-probable'],
    [1, 'tres-probable'],
  ])('[FOR-1] %d is said %s', (chance, word) => {
    expect(likelihoodOf(chance)).toBe(word);
  });

  test('[FOR-1] the forecast holds no figure but that of its basis', () => {
    const forecast = forecastSaturation(
      past(PROFILE_DAYS, () => true),
      now,
      setting,
    );
    expect(forecast).toEqual({
      kind: 'prevu',
      withinTwoHours: 'tres-probable',
      marks: expect.any(Array) as unknown,
      basis: { kind: 'meme-jour', weeks: 8 },
    });
    expect(JSON.stringify(forecast)).not.toMatch(/\d\.\d/);
  });

  test('[FOR-5] it is full at the half-hours at which it was full', () => {
    const { marks } = chances(past(PROFILE_DAYS, () => true));
    expect(marks.map((chance) => likelihoodOf(chance ?? 0))).toEqual([
      expect.stringMatching(/improbable|peu-probable/),
      expect.stringMatching(/probable|tres-probable/),
      expect.stringMatching(/probable|tres-probable/),
      expect.stringMatching(/improbable|peu-probable/),
    ]);
    expect(chances(past(PROFILE_DAYS, () => false)).withinTwoHours).toBeLessThan(0.05);
  });

  test('[FOR-5] full twice as often is twice as likely', () => {
    const often = chances(past(PROFILE_DAYS, (daysAgo) => daysAgo % 2 === 0)).withinTwoHours;
    const seldom = chances(past(PROFILE_DAYS, (daysAgo) => daysAgo % 4 === 0)).withinTwoHours;
    expect(often).toBeGreaterThan(0.4);
    expect(often).toBeLessThan(0.6);
    expect(often / seldom).toBeGreaterThan(1.7);
    expect(often / seldom).toBeLessThan(2.3);
  });

  test('[FOR-6] the same weekday counts more, and the forecast says how many of them it rests on', () => {
    const sameDayOnly = chances(past(PROFILE_DAYS, (daysAgo) => daysAgo % 7 === 0));
    const anotherOnly = chances(past(PROFILE_DAYS, (daysAgo) => daysAgo % 7 === 1));
    expect(sameDayOnly.withinTwoHours).toBeGreaterThan(1.5 * anotherOnly.withinTwoHours);
    expect(sameDayOnly.basis).toEqual({ kind: 'meme-jour', weeks: 8 });
  });

  test('[FOR-6] with two weeks all days count alike', () => {
    const sameDayOnly = chances(past(20, (daysAgo) => daysAgo % 7 === 0));
    const anotherOnly = chances(past(20, (daysAgo) => daysAgo % 7 === 1 && daysAgo > 1));
    expect(sameDayOnly.withinTwoHours).toBeCloseTo(anotherOnly.withinTwoHours, 10);
    expect(sameDayOnly.basis).toEqual({ kind: 'tous-les-jours', days: 20 });
  });

  test('[FOR-7] nothing is foreseen where no class is released', () => {
    const of = (more: Partial<typeof released> | object, moment = now.at) =>
      forecastSaturation(
        past(PROFILE_DAYS, () => true),
        { at: moment, released: { ...released, ...more } },
        setting,
      ).kind;
    expect(of({ jaugeJour: 10 })).toBe('hors-classe');
    // Declared full at a small limit: the class is told, and its history would be the counter's.
    expect(of({ jaugeJour: 10, band: 'complet' })).toBe('hors-classe');
    expect(of({ band: 'ouvert' })).toBe('hors-classe');
    expect(of({ band: 'ferme' })).toBe('ferme');
    expect(of({ band: 'inconnu' })).toBe('sans-nouvelle');
    expect(of({ source: { freshness: 'perime', since: slotOf(at(9)) } })).toBe('sans-nouvelle');
    expect(of({})).toBe('prevu');
  });

  test('[FOR-7] in the evening nothing is said of the hours whose limit is too small for classes', () => {
    const evening = { at: at(20), released: { ...released, jaugeNuit: 9 } };
    const { marks } = chances(
      past(PROFILE_DAYS, () => true),
      evening,
    );
    expect(marks.map((chance) => chance === null)).toEqual([false, false, true, true]);
  });

  test('[FOR-7] a space that is known for less than a week has no forecast', () => {
    expect(
      forecastSaturation(
        past(6, () => true),
        now,
        setting,
      ),
    ).toEqual({ kind: 'trop-peu', days: 6 });
    expect(forecastSaturation(undefined, now, setting)).toEqual({ kind: 'trop-peu', days: 0 });
  });

  test('[FOR-8] with one place left it is likelier full than with four, for those who may know', () => {
    const profile: SpaceProfile = past(PROFILE_DAYS, (daysAgo) => daysAgo % 2 === 0);
    // On some days it was already full at 14:00, and stayed so.
    const days = [...profile.days].map(
      ([date, letters], i) => [date, i % 3 === 0 ? 'X'.repeat(28) + 'C'.repeat(20) : letters] as const,
    );
    const known = { ...profile, days: new Map(days) };
    const within = (freePlaces?: number) => chances(known, { ...now, freePlaces }).withinTwoHours;
    expect(within(1)).toBeGreaterThan(within(2));
    expect(within(2)).toBeGreaterThan(within());
    expect(within(0)).toBeGreaterThan(within(1));
  });
});

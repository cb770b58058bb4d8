import { describe, expect, test } from 'vitest';
import { toPlain, fromPlain } from '#server/commands/plain';
import {
  historyBefore,
  markOf,
  MARKS_A_DAY,
  NO_PROFILE,
  profileAfter,
  PROFILE_DAYS,
  profileUntil,
  type Profile,
} from '#shared/forecast/profile';
import { restSpaceIdSchema } from '#shared/kernel/ids';
import { instantSchema, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { dateAfter, instantAtLocal, localDateSchema } from '#shared/kernel/local-time';
import { slotOf } from '#shared/kernel/slot';
import type { Band } from '#shared/view/capacity';
import type { RestSpaceBand } from '#shared/view/offered';

const PARIS = 'Europe/Paris';
const space = restSpaceIdSchema.parse('ER-1');
const day = localDateSchema.parse('2026-11-16');
const at = (minutes: number) => instantAtLocal(PARIS, day, minutes);

const told = (band: Band, source: RestSpaceBand['source'] = { freshness: 'frais' }): RestSpaceBand => ({
  kind: 'rest-space-band',
  id: space,
  band,
  regime: 'jour',
  jaugeJour: 32,
  jaugeNuit: 22,
  source,
});

function afterAll(...tellings: readonly (readonly [Instant, RestSpaceBand])[]): Profile {
  return tellings.reduce(
    (profile, [tick, released]) => profileAfter(profile, released, tick, PARIS),
    NO_PROFILE,
  );
}

function classesOf(profile: Profile, until: Instant, date = day): Band[] {
  const known = profile.get(space);
  if (!known) return [];
  return historyBefore(profileUntil(known, until, PARIS).days, dateAfter(date, 1)).slice(-MARKS_A_DAY);
}

describe('the profile of a space', () => {
  test('[FOR-2] a half-hour has the class told last before it, or at it', () => {
    const profile = afterAll([at(600), told('10+')], [at(640), told('5-9')], [at(690), told('complet')]);
    expect(classesOf(profile, at(725)).slice(19, 26)).toEqual([
      'inconnu',
      '10+',
      '10+',
      '5-9',
      'complet',
      'complet',
      'inconnu',
    ]);
  });

  test('[FOR-2] a class that came and went between two half-hours leaves nothing', () => {
    const quiet = afterAll([at(600), told('10+')], [at(720), told('10+')]);
    const moved = afterAll(
      [at(600), told('10+')],
      [at(605), told('complet')],
      [at(625), told('10+')],
      [at(720), told('10+')],
    );
    expect(moved.get(space)?.days).toEqual(quiet.get(space)?.days);
  });

  test('[FOR-3] a silent space is not what it was last told to be', () => {
    const silent = told('1-4', { freshness: 'perime', since: slotOf(at(600)) });
    const profile = afterAll([at(600), told('1-4')], [at(640), silent]);
    expect(classesOf(profile, at(700)).slice(20, 24)).toEqual(['1-4', '1-4', 'inconnu', 'inconnu']);
  });

  test('[FOR-4] eight weeks are remembered, however long it lives', () => {
    const days = Array.from({ length: 100 }, (_, i) => instantAtLocal(PARIS, dateAfter(day, i), 0));
    const profile = afterAll(...days.map((tick) => [tick, told('5-9')] as const));
    expect(profile.get(space)?.days.size).toBe(PROFILE_DAYS + 1);
  });

  test('[FOR-4] a server that was down for months writes no more than eight weeks', () => {
    const profile = afterAll([at(0), told('5-9')], [plus(at(0), 300 * 24 * 60 * MINUTE), told('5-9')]);
    expect(profile.get(space)?.days.size).toBeLessThanOrEqual(PROFILE_DAYS + 1);
  });

  test('[FOR-4] the night of 25 hours has 48 half-hours, and that of 23 lacks two', () => {
    const october = localDateSchema.parse('2026-10-25');
    const march = localDateSchema.parse('2027-03-28');
    for (const [date, missing] of [
      [october, 0],
      [march, 2],
    ] as const) {
      const midnight = instantAtLocal(PARIS, date, 0);
      const end = instantAtLocal(PARIS, dateAfter(date, 1), 0);
      const classes = classesOf(afterAll([midnight, told('5-9')]), plus(end, -1), date);
      expect(classes.filter((band) => band === 'inconnu')).toHaveLength(missing);
    }
    expect(markOf(instantSchema.parse('2026-10-25T01:10:00.000Z'), PARIS)).toEqual({
      date: october,
      mark: 4,
    });
  });

  test('what is kept is written as JSON and read back the same', () => {
    const profile = afterAll([at(600), told('10+')], [at(700), told('1-4')]);
    expect(fromPlain(JSON.parse(JSON.stringify(toPlain(profile))))).toEqual(profile);
  });
});

import { describe, expect, test } from 'vitest';
import { errorToShow, type Backtest } from '#shared/forecast/measured';
import type { SpaceProfile } from '#shared/forecast/profile';
import { SHIPPED_BACKTEST } from '#shared/forecast/shipped-backtest';
import { restSpaceIdSchema } from '#shared/kernel/ids';
import { breachTrial, together } from './breach-trial.ts';
import { livedMarks } from './lived-space.ts';
import { LivedWard } from './lived-ward.ts';
import { brierOf, errorOf, isBetter, saturationTrial, type Trial } from './saturation-trial.ts';
import { breachSetting, policy, saturationSetting, seasonOf, territory } from './season.ts';

// The short form of `npm run forecast`: one life of the first space, three weeks; three lives of the ward.

const space = restSpaceIdSchema.parse('ER-1');
const season = seasonOf(21);

const life = (seed: number) =>
  livedMarks(territory, policy, space, { seed, variant: '200', everyNightIsHard: false }, season.spaces);
const trialOf = (lived: ReturnType<typeof life>, spoil?: (profile: SpaceProfile) => SpaceProfile): Trial =>
  saturationTrial(lived, {
    ...saturationSetting,
    knows: 'classes',
    first: season.first,
    ...(spoil ? { spoil } : {}),
  });

const lived = life(1);
const trial = trialOf(lived);

/** Every morning where its evening was. */
function shiftedByHalfADay(profile: SpaceProfile): SpaceProfile {
  const half = (letters: string) => letters.slice(24) + letters.slice(0, 24);
  return { ...profile, days: new Map([...profile.days].map(([date, letters]) => [date, half(letters)])) };
}

describe('the back-test', () => {
  test('[FOR-9] the forecast of a space is better than its rivals on days that it has not seen', () => {
    expect(trial.within).toHaveLength(21 * 48);
    expect(isBetter(trial)).toBe(true);
  });

  test('[FOR-9] what was learnt half a day off loses', () => {
    const spoiled = trialOf(lived, shiftedByHalfADay);
    expect(brierOf(spoiled.marks).ours).toBeGreaterThan(1.1 * brierOf(trial.marks).ours);
    expect(isBetter(spoiled)).toBe(false);
  });

  test('[FOR-9] a day is not foreseen from itself: another end changes nothing before it', () => {
    const cut = lived.findIndex(({ at }) => at >= seasonOf(10).to);
    const otherEnd = lived.map((each, i) =>
      i < cut ? each : { ...each, released: { ...each.released, band: 'complet' as const } },
    );
    const said = (each: Trial, count: number) => each.within.slice(0, count).map(({ ours }) => ours);
    expect(said(trialOf(otherEnd), 10 * 48)).toEqual(said(trial, 10 * 48));
  });

  test('[FOR-9] a forecast that is not better is not shown', () => {
    const [first] = SHIPPED_BACKTEST.saturation;
    if (!first) throw new Error('nothing was measured');
    const losing: Backtest = { ...SHIPPED_BACKTEST, saturation: [{ ...first, shown: false }] };
    expect(errorToShow(losing, first.space, first.knows)).toBeNull();
    expect(errorToShow(SHIPPED_BACKTEST, first.space, first.knows)).toEqual(first);
    expect(errorToShow(SHIPPED_BACKTEST, restSpaceIdSchema.parse('ER-9'), 'classes')).toBeNull();
  });

  test('[FOR-14] most breaches are announced four hours ahead, and false alarms are fewer than one a week', () => {
    const error = together(
      [1, 2, 3].map((seed) => {
        const ward = new LivedWard(territory);
        const weeks = seasonOf(60);
        ward.live(
          territory,
          { seed, demand: 'ordinaire' },
          { ...weeks, from: weeks.wardFrom, watchedFrom: weeks.from },
        );
        return breachTrial(ward, weeks, breachSetting);
      }),
    );
    expect(error.breaches).toBeGreaterThan(10);
    expect(error.announced / error.breaches).toBeGreaterThan(0.6);
    expect(error.falseAlarms / error.weeks).toBeLessThan(1);
  });

  test('[FOR-15] the same seed gives the same figures', () => {
    expect(errorOf(space, 'classes', trialOf(life(1)))).toEqual(errorOf(space, 'classes', trial));
    expect(errorOf(space, 'classes', trialOf(life(2)))).not.toEqual(errorOf(space, 'classes', trial));
  });

  test('[FOR-15] every space of the pack that releases classes was measured, for both readers', () => {
    const { min_limit_for_classes: least } = policy.rest;
    const withClasses = territory.services.restSpaces.filter(
      ({ jaugeJour, jaugeNuit }) => Math.max(jaugeJour.value, jaugeNuit.value) >= least,
    );
    expect(SHIPPED_BACKTEST.saturation.map(({ space: id, knows }) => `${id} ${knows}`)).toEqual(
      withClasses.flatMap(({ id }) => [`${id} classes`, `${id} places`]),
    );
  });
});

import { likelihoodOf, likelihoodSchema, type Likelihood } from '#shared/forecast/bands';
import type { Knows, SaturationError } from '#shared/forecast/measured';
import {
  historyBefore,
  markOf,
  MARKS_A_DAY,
  NO_PROFILE,
  profileAfter,
  PROFILE_DAYS,
  profileUntil,
  type SpaceProfile,
} from '#shared/forecast/profile';
import { MARKS_AHEAD, saturationOdds, type SaturationSetting } from '#shared/forecast/saturation';
import type { RestSpaceId } from '#shared/kernel/ids';
import type { LocalDate } from '#shared/kernel/local-time';
import type { LivedMark } from './lived-space.ts';

export type Rival = 'ours' | 'sameAsNow' | 'sameAsLastWeek' | 'ofTheHour';
const RIVALS: readonly Rival[] = ['ours', 'sameAsNow', 'sameAsLastWeek', 'ofTheHour'];

/** What each rival said of one moment, 0 to 1, and what came. */
type Said = Record<Rival, number> & { readonly came: number };
export type Trial = {
  /** *Complet* at one half-hour ahead. */
  readonly marks: readonly Said[];
  /** *Complet* at one at least of the half-hours ahead that have a class. */
  readonly within: readonly Said[];
};

export type TrialSetting = SaturationSetting & {
  readonly knows: Knows;
  /** The first day foreseen. The marks before it are only learnt from. */
  readonly first: LocalDate;
  /** Spoils what was learnt, to see the forecast lose. The rivals keep theirs. */
  readonly spoil?: (profile: SpaceProfile) => SpaceProfile;
};

/**
 * Foresees every half-hour of a space from the first day on. What is learnt stops at the midnight before the moment: a
 * day is never foreseen from itself, by us or by a rival.
 */
export function saturationTrial(lived: readonly LivedMark[], setting: TrialSetting): Trial {
  const { timezone, first, knows, spoil = (profile) => profile } = setting;
  const trial: { marks: Said[]; within: Said[] } = { marks: [], within: [] };
  let profile = NO_PROFILE;
  let known: SpaceProfile | undefined;
  let today: LocalDate | undefined;
  lived.forEach(({ at, released, freePlaces }, i) => {
    const { date, mark } = markOf(at, timezone);
    if (date !== today) {
      today = date;
      const before = profile.get(released.id);
      known = before && profileUntil(before, at, timezone);
    }
    profile = profileAfter(profile, released, at, timezone);
    const ahead = MARKS_AHEAD.map((count) => lived[i + count]);
    if (date < first || !known || ahead.includes(undefined)) return;
    const places = knows === 'places' ? freePlaces : undefined;
    const odds = saturationOdds(spoil(known), { at, released, freePlaces: places }, setting);
    if (odds.kind !== 'odds') return;

    const history = historyBefore(known.days, date);
    const wasFull = (daysAgo: number, count: number) =>
      history[(PROFILE_DAYS - daysAgo) * MARKS_A_DAY + mark + count] === 'complet';
    const now = released.band === 'complet' ? 1 : 0;
    const withClass = MARKS_AHEAD.filter((_, step) => odds.marks[step] !== null);
    const rivals = (counts: readonly number[]): Omit<Said, 'ours'> => ({
      sameAsNow: now,
      sameAsLastWeek: counts.some((count) => wasFull(7, count)) ? 1 : 0,
      ofTheHour:
        Array.from({ length: PROFILE_DAYS }, (_, day) => day + 1).filter((daysAgo) =>
          counts.some((count) => wasFull(daysAgo, count)),
        ).length / PROFILE_DAYS,
      came: counts.some((count) => lived[i + count]?.released.band === 'complet') ? 1 : 0,
    });
    odds.marks.forEach((ours, step) => {
      if (ours !== null) trial.marks.push({ ours, ...rivals([step + 1]) });
    });
    if (withClass.length > 0) trial.within.push({ ours: odds.withinTwoHours, ...rivals(withClass) });
  });
  return trial;
}

/** Mean squared error of each rival. */
export function brierOf(said: readonly Said[]): Record<Rival, number> {
  return scores((rival) => mean(said.map((each) => (each[rival] - each.came) ** 2)));
}

/** How often each rival's yes (one in two or more) or no was wrong, 0 to 1. */
export function wrongOf(said: readonly Said[]): Record<Rival, number> {
  return scores((rival) => mean(said.map((each) => (each[rival] >= 0.5 !== (each.came === 1) ? 1 : 0))));
}

/**
 * Better than « as now » and « as last week » on both scores, and than the hour's own share on the first: a forecast that
 * is no better than that makes nothing of the class now. (Where a space is seldom full, the hour's yes or no is *never*.)
 */
export function isBetter({ marks, within }: Trial): boolean {
  const brier = brierOf(marks);
  return (
    brier.ours < brier.ofTheHour &&
    [brier, wrongOf(within)].every(
      ({ ours, sameAsNow, sameAsLastWeek }) => ours < sameAsNow && ours < sameAsLastWeek,
    )
  );
}

/** The trial as it is shipped, in whole numbers. */
export function errorOf(space: RestSpaceId, knows: Knows, trial: Trial): SaturationError {
  const whole = (each: Record<Rival, number>, unit: number) =>
    scores((rival) => Math.round(each[rival] * unit));
  return {
    space,
    knows,
    forecasts: trial.within.length,
    fullWithinTwoHours: Math.round(1_000 * mean(trial.within.map(({ came }) => came))),
    brier: whole(brierOf(trial.marks), 10_000),
    wrong: whole(wrongOf(trial.within), 1_000),
    words: likelihoodSchema.options.map((likelihood) => wordOf(likelihood, trial.within)),
    shown: isBetter(trial),
  };
}

function wordOf(likelihood: Likelihood, said: readonly Said[]): SaturationError['words'][number] {
  const times = said.filter(({ ours }) => likelihoodOf(ours) === likelihood);
  const cameTrue = times.length === 0 ? 0 : Math.round(1_000 * mean(times.map(({ came }) => came)));
  return { likelihood, said: times.length, cameTrue };
}

function scores(of: (rival: Rival) => number): Record<Rival, number> {
  return Object.fromEntries(RIVALS.map((rival) => [rival, of(rival)])) as Record<Rival, number>;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

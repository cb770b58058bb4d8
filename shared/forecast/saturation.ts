import type { Regime } from '../domain/rest-space/commands.ts';
import type { Instant } from '../kernel/instant.ts';
import { minutesOf } from '../kernel/local-time.ts';
import type { RestSpaceBand } from '../view/offered.ts';
import { likelihoodOf, type Likelihood } from './bands.ts';
import { historyBefore, markOf, MARKS_A_DAY, PROFILE_DAYS, type SpaceProfile } from './profile.ts';
import { chancesOfFull, type LookBack } from './saturation-chances.ts';
import { placesBeside } from './places-beside.ts';

/** What does not change from one moment to the next. */
export type SaturationSetting = {
  readonly timezone: string;
  /** When the regimes change, by the wall clock: the pack's `rhythm.regimes`. */
  readonly regimes: Readonly<Record<Regime, string>>;
  /** Below this limit no class is released: the policy's `rest.min_limit_for_classes` (PRV-26). */
  readonly leastJauge: number;
};

/** What is known of the space now. */
export type SaturationNow = {
  readonly at: Instant;
  /** As the hospital was told. */
  readonly released: Omit<RestSpaceBand, 'kind' | 'id'>;
  /** Free places exactly: for the space's own staff and the leads alone (PRV-25). The others' forecast is made without. */
  readonly freePlaces?: number | undefined;
};

/** What a forecast rests on: so many same weekdays, or so many days when those are too few. */
export type SaturationBasis =
  | { readonly kind: 'meme-jour'; readonly weeks: number }
  | { readonly kind: 'tous-les-jours'; readonly days: number };

/** Why nothing is foreseen. `hors-classe`: the limit in force is too small for classes, and nothing of the counter may show. */
export type NoSaturationForecast =
  | { readonly kind: 'hors-classe' }
  | { readonly kind: 'ferme' }
  | { readonly kind: 'sans-nouvelle' }
  | { readonly kind: 'trop-peu'; readonly days: number };

export type SaturationForecast =
  | NoSaturationForecast
  | {
      readonly kind: 'prevu';
      /** *Complet* at one of the next four half-hours or more. */
      readonly withinTwoHours: Likelihood;
      /** At +30, +60, +90 and +120 min; `hors-classe` where the limit of that hour is too small for classes. */
      readonly marks: readonly (Likelihood | 'hors-classe')[];
      readonly basis: SaturationBasis;
    };

/** The same as probabilities, 0 to 1: they stay on the server, and are what the back-test scores. */
export type SaturationOdds = {
  readonly kind: 'odds';
  readonly withinTwoHours: number;
  readonly marks: readonly (number | null)[];
  readonly basis: SaturationBasis;
};

/** Half-hours looked ahead: the next mark of the clock is the first. */
export const MARKS_AHEAD = [1, 2, 3, 4] as const;

/** Days with this half-hour on record, below which nothing is said. */
const LEAST_DAYS = 7;
/** The same weekday counts more from this many of them on. */
const LEAST_WEEKS = 3;
const SAME_WEEKDAY_WEIGHT = 2;

/** How likely a space is to be *complet* in the next two hours, in words. */
export function forecastSaturation(
  profile: SpaceProfile | undefined,
  now: SaturationNow,
  setting: SaturationSetting,
): SaturationForecast {
  const odds = saturationOdds(profile, now, setting);
  if (odds.kind !== 'odds') return odds;
  return {
    kind: 'prevu',
    withinTwoHours: likelihoodOf(odds.withinTwoHours),
    marks: odds.marks.map((chance) => (chance === null ? 'hors-classe' : likelihoodOf(chance))),
    basis: odds.basis,
  };
}

export function saturationOdds(
  profile: SpaceProfile | undefined,
  { at, released, freePlaces }: SaturationNow,
  { timezone, regimes, leastJauge }: SaturationSetting,
): SaturationOdds | NoSaturationForecast {
  const { band, regime, jaugeJour, jaugeNuit, source } = released;
  const hasClasses = (each: Regime) => (each === 'jour' ? jaugeJour : jaugeNuit) >= leastJauge;
  if (band === 'ferme') return { kind: 'ferme' };
  if (band === 'inconnu' || source.freshness === 'perime' || source.freshness === 'inconnu')
    return { kind: 'sans-nouvelle' };
  if (band === 'ouvert' || !hasClasses(regime)) return { kind: 'hors-classe' };

  const { date, mark } = markOf(at, timezone);
  const history = historyBefore(profile?.days ?? new Map(), date);
  const known = Array.from({ length: PROFILE_DAYS }, (_, day) => day).filter(
    (day) => history[day * MARKS_A_DAY + mark] !== 'inconnu',
  );
  if (known.length < LEAST_DAYS) return { kind: 'trop-peu', days: known.length };
  const weeks = known.filter(isSameWeekday).length;
  const basis: SaturationBasis =
    weeks >= LEAST_WEEKS ? { kind: 'meme-jour', weeks } : { kind: 'tous-les-jours', days: known.length };

  const lookBack: LookBack = {
    history,
    mark,
    regimeAt: (each) => regimeAtMark(each, regimes),
    weightOf: (day) => (basis.kind === 'meme-jour' && isSameWeekday(day) ? SAME_WEEKDAY_WEIGHT : 1),
  };
  const withClass = MARKS_AHEAD.filter((ahead) => hasClasses(regimeAtMark(mark + ahead, regimes)));
  const questions = [withClass, ...MARKS_AHEAD.map((ahead) => [ahead])];
  const chances = chancesOfFull(lookBack, placesBeside(band, freePlaces), questions);
  return {
    kind: 'odds',
    withinTwoHours: chances[0] ?? 0,
    marks: MARKS_AHEAD.map((ahead, i) => (withClass.includes(ahead) ? (chances[i + 1] ?? 0) : null)),
    basis,
  };
}

/** Days are counted from the oldest of the history, whose length is a whole number of weeks. */
function isSameWeekday(day: number): boolean {
  return (PROFILE_DAYS - day) % 7 === 0;
}

/** The regime that a half-hour shows. People change it once its hour has come: on the hour the one before still shows. */
function regimeAtMark(mark: number, { jour, nuit }: Readonly<Record<Regime, string>>): Regime {
  const minute = ((mark + MARKS_A_DAY - 1) % MARKS_A_DAY) * 30;
  return minute >= minutesOf(jour) && minute < minutesOf(nuit) ? 'jour' : 'nuit';
}

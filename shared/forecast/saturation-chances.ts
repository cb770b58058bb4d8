import type { Regime } from '../domain/rest-space/commands.ts';
import type { Band } from '../view/capacity.ts';
import { MARKS_A_DAY } from './profile.ts';

/** The past, as seen from one half-hour of the day. */
export type LookBack = {
  /** Classes half-hour after half-hour, from a midnight on, oldest first. */
  readonly history: readonly Band[];
  /** The half-hour of the day that it is now, 0 to 47. */
  readonly mark: number;
  /** How much a day of the history counts, by its place in it. */
  readonly weightOf: (day: number) => number;
  /** The limit that a half-hour has, by its regime. Marks may leave 0-47. */
  readonly regimeAt: (mark: number) => Regime;
};

/** Classes that are like what the space shows now, and how much: the weights sum to 1. */
export type Likeness = readonly (readonly [Band, number])[];

/** How much the half-hours beside count, by their distance: as many as that are looked at, before and after. */
const BESIDE = [1, 0.75, 0.5, 0.25];
const ALONE = [1];
/** Days of the half-hour itself that outweigh what is known of those beside it. A smooth day would take more; meals and relèves are not. */
const BESIDE_DAYS = 12;
/** Days of the class itself that outweigh what is known of the hour, whatever the class. */
const HOUR_DAYS = 4;
/** What is known of nothing at all. */
const NOTHING_KNOWN = { chance: 0.5, days: 0.5 };

/**
 * How often the space was *complet* at one of some half-hours ahead, after it showed this class at this time of day.
 * Where the class was seldom seen at this half-hour, what it led to at those beside counts more; where it was seldom
 * seen there either, what is known of the hour whatever the class.
 * @param questions each a list of half-hours ahead; an empty one is never full
 * @returns a probability for each question
 */
export function chancesOfFull(
  lookBack: LookBack,
  likeness: Likeness,
  questions: readonly (readonly number[])[],
): number[] {
  return questions.map((aheads) => {
    if (aheads.length === 0) return 0;
    const ofHour = share(tally(lookBack, aheads, null, BESIDE), NOTHING_KNOWN.chance, NOTHING_KNOWN.days);
    return likeness.reduce((sum, [band, weight]) => {
      const beside = share(tally(lookBack, aheads, band, BESIDE), ofHour, HOUR_DAYS);
      return sum + weight * share(tally(lookBack, aheads, band, ALONE), beside, BESIDE_DAYS);
    }, 0);
  });
}

type Tally = { readonly full: number; readonly seen: number };

/** The share of days, as if some days more had gone as it was expected before. */
function share({ full, seen }: Tally, expected: number, days: number): number {
  return (full + days * expected) / (seen + days);
}

/** Weighted days on which the class was shown, and those after which the space was full. `null`: whatever the class. */
function tally(
  { history, mark, weightOf, regimeAt }: LookBack,
  aheads: readonly number[],
  band: Band | null,
  reach: readonly number[],
): Tally {
  let full = 0;
  let seen = 0;
  for (let aside = 1 - reach.length; aside < reach.length; aside += 1) {
    // Beside a change of limit, the same class is not the same number of people.
    if ([0, ...aheads].some((ahead) => regimeAt(mark + ahead) !== regimeAt(mark + ahead + aside))) continue;
    for (let day = 0; day * MARKS_A_DAY < history.length; day += 1) {
      const start = day * MARKS_A_DAY + mark + aside;
      const shown = history[start];
      if (shown === undefined || shown === 'inconnu' || (band !== null && shown !== band)) continue;
      const after = aheads.map((ahead) => history[start + ahead] ?? 'inconnu');
      if (after.includes('inconnu')) continue;
      const weight = (reach[Math.abs(aside)] ?? 0) * weightOf(day);
      seen += weight;
      if (after.includes('complet')) full += weight;
    }
  }
  return { full, seen };
}

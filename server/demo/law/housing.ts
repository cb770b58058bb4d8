import { instantAt, type Instant } from '#shared/kernel/instant';
import { dateAfter, type LocalDate } from '#shared/kernel/local-time';
import { msAtLocal } from './calendar.ts';
import { dayAfterDay } from './day-after-day.ts';
import { poisson, uniform, wholeNumber } from './distributions.ts';
import type { HousingIntention } from './intention.ts';
import { randomOf } from './random.ts';
import type { LawTerritory } from './territory.ts';

/** Places of ASSORE: « 610 places », reached in 2023 (paris.fr, bilan et perspectives). */
const CAPACITY = 610;
// [SIM] DOMAIN 12: 97 % taken, 1.5 exits a day, each place taken again in 2 to 5 days. So some five are free at any time.
const EXITS_A_DAY = 1.5;
const REFILLED_IN = { from: 2, to: 5 };
const BLOCKED = 13;
/** Before the point of the morning (DOMAIN 10). */
const REPORTED_AT = { from: 8 * 60 + 20, to: 8 * 60 + 40 };

/** The one line that somebody reports in the simulated day: the others stay never heard of. */
export function housingIntentions(
  seed: number,
  { rhythm: { timezone } }: LawTerritory,
  from: Instant,
): Generator<HousingIntention, never> {
  return dayAfterDay(timezone, from, (date): HousingIntention[] => {
    const minutes = uniform(randomOf(seed, 'housing', date), REPORTED_AT.from, REPORTED_AT.to);
    const yesterday = dateAfter(date, -1);
    const free = freeAfter(seed, yesterday);
    return [
      {
        kind: 'housing-reported',
        at: instantAt(Math.floor(msAtLocal(timezone, date, minutes))),
        line: 'assore',
        capacity: CAPACITY,
        taken: CAPACITY - BLOCKED - free,
        blocked: BLOCKED,
        exitsThisWeek: exitsSinceMonday(seed, date),
      },
    ];
  });
}

/** For each person who left on this day, how many days the place waits for another. */
function exitsOf(seed: number, date: LocalDate): number[] {
  const random = randomOf(seed, 'exits', date);
  return Array.from({ length: poisson(random, EXITS_A_DAY) }, () =>
    wholeNumber(random, REFILLED_IN.from, REFILLED_IN.to),
  );
}

/** Places left and not yet taken again at the end of this day: a function of the date alone. */
function freeAfter(seed: number, date: LocalDate): number {
  return Array.from({ length: REFILLED_IN.to }, (_, back) =>
    exitsOf(seed, dateAfter(date, -back)).filter((days) => days > back),
  ).flat().length;
}

function exitsSinceMonday(seed: number, date: LocalDate): number {
  const sinceMonday = (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: sinceMonday }, (_, back) => exitsOf(seed, dateAfter(date, -1 - back))).flat()
    .length;
}

import { instantAt, MINUTE, msOf, type Instant } from '#shared/kernel/instant';
import { dateAfter, localDateOf, type LocalDate } from '#shared/kernel/local-time';
import { coursesOf, type WardDemand } from './admission-course.ts';
import { stepsOf } from './admission-steps.ts';
import { assessmentsOf, closureAfter } from './bed-care.ts';
import { BedPlan } from './bed-plan.ts';
import { msAtLocal } from './calendar.ts';
import { uniform } from './distributions.ts';
import type { WardIntention } from './intention.ts';
import { randomOf } from './random.ts';
import type { LawTerritory } from './territory.ts';

/** The ward is lived in silence from this day on, so that a span started twice finds the same people in the same beds. */
const WARD_OPENS = '2025-01-01' as LocalDate;
/** [SIM] Around the clock, inside the 4 h after which the board would look stale. */
const CONFIRM_EVERY_MIN = 180;

/**
 * Everything that happens around the D2O beds, in time order, without end: only requests made from `from` on, and what
 * follows from them. People admitted before keep their bed in the law and are never told of.
 */
export function* wardIntentions(
  seed: number,
  territory: LawTerritory,
  options: { from: Instant; demand: WardDemand },
): Generator<WardIntention, never> {
  const { timezone } = territory.rhythm;
  const units = territory.services.units.map(({ id }) => id);
  const firstDate = localDateOf(timezone, options.from);
  const start = msOf(options.from);
  const beds = new BedPlan(territory.services.ward.beds.value, options.demand);
  let agenda: WardIntention[] = [];
  let request = 0;
  for (let date = firstDate < WARD_OPENS ? firstDate : WARD_OPENS; ; date = dateAfter(date, 1)) {
    const midnight = msAtLocal(timezone, date, 24 * 60);
    for (const course of coursesOf(seed, territory, date, options.demand)) {
      request += 1;
      const isTold = course.requestedAt >= start;
      agenda.push(...beds.dischargesBefore(course.requestedAt));
      const steps = stepsOf(
        course,
        request,
        { beds, units },
        randomOf(seed, 'course', date, course.requestedAt),
        isTold,
      );
      if (isTold) agenda.push(...steps);
    }
    agenda.push(...assessmentsOf(seed, timezone, date, beds.told));
    agenda.push(...beds.dischargesBefore(midnight));
    const closure = closureAfter(seed, timezone, date, beds);
    if (closure.every(({ at }) => at >= options.from)) agenda.push(...closure);
    if (date >= firstDate) agenda.push(...confirmations(seed, timezone, date, options.from));
    agenda.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    const tomorrow = instantAt(midnight);
    yield* agenda.filter(({ at }) => at < tomorrow);
    agenda = agenda.filter(({ at }) => at >= tomorrow);
  }
}

function confirmations(seed: number, timezone: string, date: LocalDate, from: Instant): WardIntention[] {
  const random = randomOf(seed, 'ward-confirmed', date);
  return Array.from({ length: (24 * 60) / CONFIRM_EVERY_MIN }, (_, i): WardIntention => {
    const minutes = 20 + i * CONFIRM_EVERY_MIN;
    const at = instantAt(Math.floor(msAtLocal(timezone, date, minutes) + uniform(random, -15, 15) * MINUTE));
    return { kind: 'ward-confirmed', at };
  }).filter(({ at }) => at >= from);
}

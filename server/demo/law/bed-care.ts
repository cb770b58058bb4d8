import { assessmentSchema } from '#shared/domain/bed/commands';
import { HOUR, instantAt, MINUTE } from '#shared/kernel/instant';
import { dateAfter, type LocalDate } from '#shared/kernel/local-time';
import type { BedPlan, PlannedStay } from './bed-plan.ts';
import { msAtLocal } from './calendar.ts';
import { chance, oneOf, uniform } from './distributions.ts';
import type { WardIntention } from './intention.ts';
import { randomOf } from './random.ts';

// Everything below: [SIM].
/** The three assessments of a day are made in the morning; now and then one is left for later. */
const ASSESSED = { fromMin: 9 * 60 + 30, toMin: 12 * 60, probability: 0.92 };
/** About one bed a week is closed for some hours of the day. */
const CLOSED = { probability: 0.14, fromMin: 8 * 60, toMin: 11 * 60, fromH: 4, toH: 9 };
const REASONS = ['travaux', 'effectif', 'autre'] as const;

/** The assessments of this day, of everybody who is there at that moment and came since the span began. */
export function assessmentsOf(
  seed: number,
  timezone: string,
  date: LocalDate,
  stays: readonly PlannedStay[],
): WardIntention[] {
  return stays.flatMap(({ bed, request, admittedAt, leavesAt }) => {
    const random = randomOf(seed, 'assessed', date, request);
    return assessmentSchema.options.flatMap((assessment): WardIntention[] => {
      const at = Math.floor(msAtLocal(timezone, date, uniform(random, ASSESSED.fromMin, ASSESSED.toMin)));
      const isDone = chance(random, ASSESSED.probability);
      if (!isDone || at <= admittedAt || at >= leavesAt) return [];
      return [{ kind: 'assessment-ticked', at: instantAt(at), request, bed, assessment }];
    });
  });
}

/** On some days, a bed that nobody needs is closed for some hours of the next one. The plan then counts without it. */
export function closureAfter(
  seed: number,
  timezone: string,
  date: LocalDate,
  beds: BedPlan,
): WardIntention[] {
  const random = randomOf(seed, 'bed-closed', date);
  if (!chance(random, CLOSED.probability)) return [];
  const closesAt = Math.floor(
    msAtLocal(timezone, dateAfter(date, 1), uniform(random, CLOSED.fromMin, CLOSED.toMin)),
  );
  const reopensAt =
    Math.floor((closesAt + uniform(random, CLOSED.fromH, CLOSED.toH) * HOUR) / MINUTE) * MINUTE;
  const reason = oneOf(random, REASONS);
  const bed = beds.closeSpare(msAtLocal(timezone, date, 24 * 60), reopensAt);
  if (bed === undefined) return [];
  return [
    { kind: 'bed-closed', at: instantAt(closesAt), bed, reason, reopensAt: instantAt(reopensAt) },
    { kind: 'bed-reopened', at: instantAt(reopensAt), bed },
  ];
}

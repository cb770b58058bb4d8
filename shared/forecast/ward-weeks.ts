import { admissionDelay, waitClassOf, type WaitClass } from '../domain/admission/clock.ts';
import type { D2oEvent } from '../domain/d2o/evolve.ts';
import type { D2oState } from '../domain/d2o/state.ts';
import type { Instant } from '../kernel/instant.ts';
import { dateAfter, localDateOf, mondayOf, type LocalDate } from '../kernel/local-time.ts';

/** One week of the ward: how many left, and how many were admitted by class of delay. No day, no bed, no request. */
export type WardWeek = {
  readonly discharged: number;
  readonly admitted: Readonly<Record<WaitClass, number>>;
};
/** Under the date of the week's Monday. A week in which nothing happened is not there. */
export type WardWeeks = ReadonlyMap<LocalDate, WardWeek>;
export const NO_WARD_WEEKS: WardWeeks = new Map();

export const WEEKS_COUNTED = 4;

const EMPTY_WEEK: WardWeek = {
  discharged: 0,
  admitted: { '<6': 0, '6-12': 0, '12-18': 0, '18-24': 0, '>24': 0 },
};

/**
 * Counts a discharge or an admission in its week; the running week and the four before it are kept.
 * @param before the ward as it was before the event: only it knows what an undone change was
 */
export function wardWeeksAfter(
  weeks: WardWeeks,
  event: D2oEvent,
  before: D2oState,
  timezone: string,
): WardWeeks {
  if (event.type === 'PersonAdmitted') {
    const delay = waitClassOf(admissionDelay(event.requestedAt, event.at));
    return changed(weeks, mondayAt(event.at, timezone), (week) => withAdmission(week, delay));
  }
  if (event.type === 'BedDischarged') {
    return changed(weeks, mondayAt(event.at, timezone), (week) => withDischarges(week, 1));
  }
  if (event.type === 'BedChangeUndone') {
    const bed = before.beds.get(event.bed);
    // A bed to be cleaned whose change is taken back was not left after all.
    if (bed?.state !== 'menage' || !bed.undo) return weeks;
    return changed(weeks, mondayAt(bed.undo.at, timezone), (week) => withDischarges(week, -1));
  }
  return weeks;
}

/** The four closed weeks before the one of `now`, added up. */
export function lastFourWeeks(weeks: WardWeeks, now: Instant, timezone: string): WardWeek {
  const running = mondayAt(now, timezone);
  const oldest = dateAfter(running, -7 * WEEKS_COUNTED);
  return [...weeks].reduce(
    (sum, [monday, week]) => (monday >= oldest && monday < running ? added(sum, week) : sum),
    EMPTY_WEEK,
  );
}

export function admissionsIn({ admitted }: WardWeek): number {
  return Object.values(admitted).reduce((sum, count) => sum + count, 0);
}

function changed(weeks: WardWeeks, monday: LocalDate, change: (week: WardWeek) => WardWeek): WardWeeks {
  const after = new Map(weeks).set(monday, change(weeks.get(monday) ?? EMPTY_WEEK));
  const oldest = dateAfter(monday, -7 * WEEKS_COUNTED);
  return new Map([...after].filter(([each]) => each >= oldest));
}

function withDischarges(week: WardWeek, more: number): WardWeek {
  return { ...week, discharged: Math.max(0, week.discharged + more) };
}

function withAdmission(week: WardWeek, delay: WaitClass): WardWeek {
  return { ...week, admitted: { ...week.admitted, [delay]: week.admitted[delay] + 1 } };
}

function added(a: WardWeek, b: WardWeek): WardWeek {
  return {
    discharged: a.discharged + b.discharged,
    admitted: {
      '<6': a.admitted['<6'] + b.admitted['<6'],
      '6-12': a.admitted['6-12'] + b.admitted['6-12'],
      '12-18': a.admitted['12-18'] + b.admitted['12-18'],
      '18-24': a.admitted['18-24'] + b.admitted['18-24'],
      '>24': a.admitted['>24'] + b.admitted['>24'],
    },
  };
}

function mondayAt(at: Instant, timezone: string): LocalDate {
  return mondayOf(localDateOf(timezone, at));
}

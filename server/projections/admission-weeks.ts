import { admissionDelay, isMet } from '#shared/domain/admission/clock';
import type { AdmissionEvent } from '#shared/domain/admission/events';
import { localDateOf, mondayOf, type LocalDate } from '#shared/kernel/local-time';

export type AdmissionWeek = { readonly admitted: number; readonly under24h: number };
/** Admissions by week, under the date of its Monday. */
export type AdmissionWeeks = ReadonlyMap<LocalDate, AdmissionWeek>;

/** Counts an admission in its week; the last six weeks are enough for a share of four closed ones. */
export function countAdmission(
  weeks: AdmissionWeeks,
  event: AdmissionEvent,
  timezone: string,
): AdmissionWeeks {
  if (event.type !== 'PersonAdmitted') return weeks;
  const week = mondayOf(localDateOf(timezone, event.at));
  const before = weeks.get(week) ?? { admitted: 0, under24h: 0 };
  const met = isMet(admissionDelay(event.requestedAt, event.at)) ? 1 : 0;
  const after = new Map(weeks).set(week, { admitted: before.admitted + 1, under24h: before.under24h + met });
  for (const old of [...after.keys()].sort().slice(0, -6)) after.delete(old);
  return after;
}

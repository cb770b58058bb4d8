import { z } from 'zod';
import { HOUR, instantAt, MINUTE, msOf, type Instant } from './instant.ts';

/** A calendar day of the territory: `2026-11-21`. */
export const localDateSchema = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  .brand<'LocalDate'>();
export type LocalDate = z.infer<typeof localDateSchema>;

/** An hour of the day as the pack writes it: `07:00`. */
export const localHourSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Minutes after midnight of `HH:MM`. */
export function minutesOf(localHour: string): number {
  return Number(localHour.slice(0, 2)) * 60 + Number(localHour.slice(3, 5));
}

export function localDateOf(timezone: string, instant: Instant): LocalDate {
  return local(timezone, instant).slice(0, 10) as LocalDate;
}

/** Minutes after local midnight on the wall clock (02:30 occurs twice on the October night). */
export function localMinutesOf(timezone: string, instant: Instant): number {
  return minutesOf(local(timezone, instant).slice(11, 16));
}

/** `HH:MM` on the wall clock. */
export function localHourOf(timezone: string, instant: Instant): string {
  return local(timezone, instant).slice(11, 16);
}

/** The calendar day `days` later (earlier when negative). */
export function dateAfter(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00Z`) + days * 24 * HOUR).toISOString().slice(0, 10) as LocalDate;
}

/** The Monday of the week that holds this day. */
export function mondayOf(date: LocalDate): LocalDate {
  const weekday = new Date(`${date}T00:00Z`).getUTCDay();
  return dateAfter(date, -((weekday + 6) % 7));
}

/**
 * The moment a wall clock shows this hour on this day. An hour that occurs twice is its first occurrence; one that is
 * skipped is read an hour later, as clocks do. `minutes` may pass 24 h: it then belongs to the next day.
 */
export function instantAtLocal(timezone: string, date: LocalDate, minutes: number): Instant {
  const asIfUtc = Date.parse(`${date}T00:00Z`) + minutes * MINUTE;
  // The offset half a day before a change and half a day after it are the only two candidates.
  const before = asIfUtc - offset(timezone, asIfUtc - 12 * HOUR);
  const after = asIfUtc - offset(timezone, asIfUtc + 12 * HOUR);
  const first = Math.min(before, after);
  return instantAt(offset(timezone, first) === asIfUtc - first ? first : Math.max(before, after));
}

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Of each time zone, by the hour since 1970. */
const offsets = new Map<string, Map<number, number>>();

/** Milliseconds to add to UTC to read the local clock. Kept by the hour: asking Intl each time costs most of a replay. */
function offset(timezone: string, ms: number): number {
  const hour = Math.floor(ms / HOUR);
  let ofZone = offsets.get(timezone);
  if (!ofZone) offsets.set(timezone, (ofZone = new Map<number, number>()));
  const known = ofZone.get(hour);
  if (known !== undefined) return known;
  let formatter = formatters.get(timezone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formatters.set(timezone, formatter);
  }
  const parts = Object.fromEntries(
    formatter.formatToParts(hour * HOUR).map(({ type, value }) => [type, value]),
  );
  const localMs = Date.parse(
    `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}Z`,
  );
  const found = localMs - hour * HOUR;
  if (ofZone.size > 50_000) ofZone.clear();
  ofZone.set(hour, found);
  return found;
}

function local(timezone: string, instant: Instant): string {
  const ms = msOf(instant);
  return new Date(ms + offset(timezone, ms)).toISOString();
}

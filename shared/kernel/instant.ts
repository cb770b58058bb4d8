import { z } from 'zod';

/** A moment in UTC at millisecond precision, always written the same way: `2026-11-21T17:00:00.000Z`. Sorts as text. */
export const instantSchema = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/)
  .refine(isOfTheCalendar)
  .brand<'Instant'>();
export type Instant = z.infer<typeof instantSchema>;

/** Whether the day exists: 30 February reads as 2 March, and one moment must have one name. */
export function isOfTheCalendar(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text.slice(0, 10));
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The moment that many milliseconds after 1970-01-01T00:00:00Z. */
export function instantAt(ms: number): Instant {
  return new Date(ms).toISOString() as Instant;
}

/** Milliseconds since 1970-01-01T00:00:00Z. */
export function msOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The moment `ms` milliseconds later (earlier when negative). */
export function plus(instant: Instant, ms: number): Instant {
  return instantAt(msOf(instant) + ms);
}

/** Absolute milliseconds from `from` to `to`: unaffected by clock changes. */
export function elapsed(from: Instant, to: Instant): number {
  return msOf(to) - msOf(from);
}

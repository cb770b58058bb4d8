import { z } from 'zod';
import { instantAt, isOfTheCalendar, MINUTE, msOf, type Instant } from './instant.ts';

/**
 * A half-hour aligned on the hour, named by its start in UTC: `2026-11-21T17:00Z` (PRV-14). It is the only time a
 * pass carries. Paris is a whole number of hours from UTC, so a clock change never merges or reopens a slot.
 */
export const slotSchema = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):(00|30)Z$/)
  .refine(isOfTheCalendar)
  .brand<'Slot'>();
export type Slot = z.infer<typeof slotSchema>;

export const SLOT_MS = 30 * MINUTE;

/** The slot that holds this moment. */
export function slotOf(instant: Instant): Slot {
  return slotAt(Math.floor(msOf(instant) / SLOT_MS));
}

export function slotStart(slot: Slot): Instant {
  return instantAt(slotIndex(slot) * SLOT_MS);
}

export function slotEnd(slot: Slot): Instant {
  return instantAt((slotIndex(slot) + 1) * SLOT_MS);
}

/** The slot `count` half-hours later (earlier when negative). */
export function slotAfter(slot: Slot, count: number): Slot {
  return slotAt(slotIndex(slot) + count);
}

/** Half-hours from `from` to `to`. */
export function slotsBetween(from: Slot, to: Slot): number {
  return slotIndex(to) - slotIndex(from);
}

function slotIndex(slot: Slot): number {
  return Date.parse(slot) / SLOT_MS;
}

function slotAt(index: number): Slot {
  return `${new Date(index * SLOT_MS).toISOString().slice(0, 16)}Z` as Slot;
}

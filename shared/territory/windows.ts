import type { WindowId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { dateAfter, instantAtLocal, localDateOf, minutesOf, type LocalDate } from '../kernel/local-time.ts';
import { slotStart, type Slot } from '../kernel/slot.ts';
import type { Territory } from './schema.ts';

/** One half-day of one day. `end` is the first moment after it. */
export type DatedWindow = {
  readonly day: LocalDate;
  readonly window: WindowId;
  readonly start: Instant;
  readonly end: Instant;
};

export type Windows = {
  /** The half-day a slot begins in; null at night, when nothing is due. */
  readonly windowOf: (slot: Slot) => { readonly day: LocalDate; readonly window: WindowId } | null;
  /** The half-days of an operational day, in order. */
  readonly windowsOfDay: (day: LocalDate) => readonly DatedWindow[];
  /** A day runs from the start of its first window to the start of the next day's: the night belongs to the evening before. */
  readonly operationalDayOf: (instant: Instant) => LocalDate;
};

const MINUTES_A_DAY = 24 * 60;

/** Half-days of a pack whose windows were checked: in order, and not overlapping. */
export function createWindows({
  timezone,
  windows,
}: Pick<Territory['rhythm'], 'timezone' | 'windows'>): Windows {
  const dayBegins = Math.min(...windows.map(({ from }) => minutesOf(from)));
  const days = new Map<LocalDate, readonly DatedWindow[]>();

  function windowsOfDay(day: LocalDate): readonly DatedWindow[] {
    const known = days.get(day);
    if (known) return known;
    const dated = windows.map(({ id, from, to }) => {
      const [begins, ends] = minutesOfWindow(from, to);
      return {
        day,
        window: id,
        start: instantAtLocal(timezone, day, begins),
        end: instantAtLocal(timezone, day, ends),
      };
    });
    // A fold of thirteen months asks for some four hundred days; anything more is a loop gone wrong.
    if (days.size > 1_000) days.clear();
    days.set(day, dated);
    return dated;
  }

  function operationalDayOf(instant: Instant): LocalDate {
    const date = localDateOf(timezone, instant);
    return instant < instantAtLocal(timezone, date, dayBegins) ? dateAfter(date, -1) : date;
  }

  const bySlot = new Map<Slot, { readonly day: LocalDate; readonly window: WindowId } | null>();

  // Asked for each pass of a replay, and local time is slow to work out: each half-hour is worked out once.
  function windowOf(slot: Slot) {
    const known = bySlot.get(slot);
    if (known !== undefined) return known;
    if (bySlot.size > 10_000) bySlot.clear();
    const found = findWindow(slot);
    bySlot.set(slot, found);
    return found;
  }

  function findWindow(slot: Slot) {
    const start = slotStart(slot);
    const found = windowsOfDay(operationalDayOf(start)).find(
      (dated) => dated.start <= start && start < dated.end,
    );
    return found ? { day: found.day, window: found.window } : null;
  }

  return { windowOf, windowsOfDay, operationalDayOf };
}

/** Minutes after midnight of both ends; a window that ends at or before its start ends the day after. */
export function minutesOfWindow(from: string, to: string): [begins: number, ends: number] {
  const begins = minutesOf(from);
  const ends = minutesOf(to);
  return [begins, ends > begins ? ends : ends + MINUTES_A_DAY];
}

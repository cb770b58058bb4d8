import { MINUTE, elapsed, type Instant } from '#shared/kernel/instant';
import { dateAfter, instantAtLocal, localDateOf, minutesOf, type LocalDate } from '#shared/kernel/local-time';
import type { WindowId } from '#shared/kernel/ids';

/** A half-day window as the pack writes it: hours on the wall clock. */
export type WindowFacts = {
  readonly id: WindowId;
  readonly name: string;
  readonly from: string;
  readonly to: string;
};

/** Where the clock stands among the half-days: inside one, or before the next. */
export type HalfDay =
  | { readonly kind: 'en-cours'; readonly window: WindowFacts; readonly from: Instant; readonly to: Instant }
  | { readonly kind: 'entre'; readonly next: WindowFacts; readonly from: Instant };

/** The moments at which a window begins and ends on one day. */
export function boundsOf(
  timezone: string,
  day: LocalDate,
  window: WindowFacts,
): { from: Instant; to: Instant } {
  return {
    from: instantAtLocal(timezone, day, minutesOf(window.from)),
    to: instantAtLocal(timezone, day, minutesOf(window.to)),
  };
}

/** The half-day of `now`; between two, the one that comes. `windows` are in the order of the day. */
export function halfDayAt(timezone: string, windows: readonly WindowFacts[], now: Instant): HalfDay {
  const today = localDateOf(timezone, now);
  for (const day of [today, dateAfter(today, 1)]) {
    for (const window of windows) {
      const { from, to } = boundsOf(timezone, day, window);
      if (now < from) return { kind: 'entre', next: window, from };
      if (now < to) return { kind: 'en-cours', window, from, to };
    }
  }
  throw new Error('a territory has at least one window a day');
}

/** Length in ms of the half-day against which a pass ages: the current one, or the one that comes. */
export function lengthOf(halfDay: HalfDay): number {
  const { from, to } = halfDay.kind === 'en-cours' ? halfDay.window : halfDay.next;
  return (minutesOf(to) - minutesOf(from)) * MINUTE;
}

/** Minutes left in the half-day, rounded up; null between two. */
export function minutesLeft(halfDay: HalfDay, now: Instant): number | null {
  return halfDay.kind === 'en-cours' ? Math.ceil(elapsed(now, halfDay.to) / MINUTE) : null;
}

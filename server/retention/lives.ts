import { DAY, HOUR, plus, type Instant } from '#shared/kernel/instant';
import { slotStart, type Slot } from '#shared/kernel/slot';

// Once an hour what is older than these is erased. Two hours under the promise of 72 h (PRV-33, PRIVACY 11): one
// because the hour goes by, one for a storage that fails once or a server that is started again.

/** Age at which passes, counters and beds are erased; after its closing, a request. */
export const KEPT_MS = 70 * HOUR;

/** A closed request leaves the screens this long after its closing: an hour before it is erased, so that they are told. */
export const SHOWN_CLOSED_MS = 69 * HOUR;

/** A mission and a tour leave the screens, then the log, within 24 h of their end (PRV-37), with the same two hours. */
export const SHOWN_ENDED_MS = 21 * HOUR;
export const ENDED_KEPT_MS = 22 * HOUR;

/** What was released is erased by the day, before thirteen months are over: they never last less than 393 days. */
export const RELEASES_KEPT_MS = 391 * DAY;

/** A view is the same, whatever was erased, once it has been without the erased passes for the day that it shows them. */
export const SETTLES_WITHIN_MS = KEPT_MS - DAY - HOUR;

/** Whether some pass of this slot may already be erased at this hour: then nothing of the slot is remembered. */
export function isForgottenAt(at: Instant, slot: Slot): boolean {
  return slotStart(slot) < plus(at, -KEPT_MS);
}

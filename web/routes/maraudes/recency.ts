import { elapsed, type Instant } from '#shared/kernel/instant';
import { slotEnd, type Slot } from '#shared/kernel/slot';

/** Quarters of a half-day since the last pass; 4 is a whole half-day or more (UX 5.5). */
export type RecencyStep = 0 | 1 | 2 | 3 | 4;

/**
 * The step of an area whose last pass was declared in `slot`, against a half-day of `halfDayMs`; null when no pass is
 * held. Age runs from the end of the slot, the latest moment the team can have left: within the slot it is zero.
 */
export function recencyStep(slot: Slot | null, now: Instant, halfDayMs: number): RecencyStep | null {
  if (slot === null) return null;
  const share = elapsed(slotEnd(slot), now) / halfDayMs;
  if (share < 0.25) return 0;
  if (share < 0.5) return 1;
  if (share < 0.75) return 2;
  return share < 1 ? 3 : 4;
}

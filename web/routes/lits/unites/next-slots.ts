import type { Instant } from '#shared/kernel/instant';
import { slotAfter, slotOf, type Slot } from '#shared/kernel/slot';

/** A shift and a half: beyond, nobody knows. */
const OFFERED = 24;

/** The half-hours from which a team may say that it is free again: those to come, and the one it said, even past. */
export function nextSlots(now: Instant, said: Slot | null): Slot[] {
  const coming = Array.from({ length: OFFERED }, (_, index) => slotAfter(slotOf(now), index + 1));
  return said === null || coming.includes(said) ? coming : [said, ...coming];
}

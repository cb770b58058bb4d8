import { elapsed, MINUTE, type Instant } from '../../kernel/instant.ts';

/** A door on the network tells a count within seconds. What it tells later, it counted without one (DOMAIN 3). */
export const TOLD_WITHIN_MS = MINUTE;

/** Whether a door tells only now what it counted before: it had no network then, and its count is a fact of the past. */
export function isToldLate(seenAt: Instant, toldAt: Instant): boolean {
  return elapsed(seenAt, toldAt) > TOLD_WITHIN_MS;
}

/**
 * Whether a count adds itself to a balance that begins at `countedAt` (an opening, or a recount). People who came in
 * before the room was counted were counted with it: to add them when their door is back would count them twice.
 */
export function isOfBalance(
  count: { readonly seenAt: Instant; readonly at: Instant },
  countedAt: Instant,
): boolean {
  // Told at once, it is of now whatever the door's clock says: a clock a few seconds slow must lose nobody.
  return !isToldLate(count.seenAt, count.at) || count.seenAt >= countedAt;
}

import { HOUR, instantAt, MINUTE, msOf, type Instant } from '#shared/kernel/instant';

const STEP = 30 * MINUTE;
const WITHIN = 36 * HOUR;

/** When a closed space may be said to open again: the coming half-hours of a day and a half. */
export function reopeningTimes(now: Instant): Instant[] {
  const first = Math.floor(msOf(now) / STEP) * STEP + STEP;
  return Array.from({ length: WITHIN / STEP }, (_, index) => instantAt(first + index * STEP));
}

import type { Instant } from '#shared/kernel/instant';
import { localMinutesOf, minutesOf } from '#shared/kernel/local-time';

/** Whether teams are out at this moment: within the hours of the territory's half-days. */
export function isServed(hours: { from: string; to: string }, timezone: string, now: Instant): boolean {
  const minutes = localMinutesOf(timezone, now);
  return minutes >= minutesOf(hours.from) && minutes < minutesOf(hours.to);
}

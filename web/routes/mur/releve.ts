import { releves, timezone } from '#lib/territory.ts';
import { elapsed, MINUTE, type Instant } from '#shared/kernel/instant';
import { localHourOf } from '#shared/kernel/local-time';
import { shiftEnd } from '#shared/territory/shifts';

/** The next relève: its hour, and how many whole minutes are left. */
export function nextReleve(now: Instant): { readonly hour: string; readonly minutes: number } {
  const end = shiftEnd({ timezone, releves: [...releves] }, now);
  return { hour: localHourOf(timezone, end), minutes: Math.ceil(elapsed(now, end) / MINUTE) };
}

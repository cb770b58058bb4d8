import { MINUTE, msOf, type Instant } from '#shared/kernel/instant';
import { localDateOf, localHourOf } from '#shared/kernel/local-time';

/** A moment to the second on the wall clock of this zone, with its offset: `2026-11-21T17:30:00+01:00`. */
export function offsetDate(timezone: string, instant: Instant): string {
  const local = `${localDateOf(timezone, instant)}T${localHourOf(timezone, instant)}`;
  const minute = Math.floor(msOf(instant) / MINUTE);
  const ahead = Date.parse(`${local}Z`) / MINUTE - minute;
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${local}:${instant.slice(17, 19)}${ahead < 0 ? '-' : '+'}${hours}:${minutes}`;
}

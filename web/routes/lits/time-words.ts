import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { DAY, elapsed, HOUR, MINUTE, type Instant } from '#shared/kernel/instant';
import { dateAfter, localDateOf, localHourOf, type LocalDate } from '#shared/kernel/local-time';

/** `45 min`, `3 h 42`, `4 j 6 h`: absolute time, rounded down. */
export function lengthWords(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE);
  if (minutes < 60) return m.lits_minutes({ minutes });
  if (ms < 2 * DAY) {
    return m.lits_hours({ hours: Math.floor(ms / HOUR), minutes: String(minutes % 60).padStart(2, '0') });
  }
  return m.lits_days({ days: Math.floor(ms / DAY), hours: Math.floor((ms % DAY) / HOUR) });
}

/** How often something is expected: `4 h`, `2 h 30`, `45 min`. */
export function rhythmWords(minutes: number): string {
  return minutes % 60 === 0 ? m.lits_whole_hours({ hours: minutes / 60 }) : lengthWords(minutes * MINUTE);
}

/** A moment as it is said on the ward: `18:27` today, `dim. 04:38` within a week, `24 nov. 08:00` else. */
export function momentWords(timezone: string, at: Instant, now: Instant, locale: string): string {
  const hour = localHourOf(timezone, at);
  const day = localDateOf(timezone, at);
  const today = localDateOf(timezone, now);
  if (day === today) return hour;
  return `${dayWords(day, today, locale)}\u00a0${hour}`;
}

/** `dim.` within a week, `24 nov.` else, or always where a date is asked for. */
export function dayWords(
  day: LocalDate,
  today: LocalDate,
  locale: string,
  form: 'jour' | 'date' = 'jour',
): string {
  const near = form === 'jour' && day > dateAfter(today, -7) && day < dateAfter(today, 7);
  // The day is already the territory's: noon UTC keeps it whatever the formatter's own zone.
  return new Intl.DateTimeFormat(
    locale,
    near ? { weekday: 'short', timeZone: 'UTC' } : { day: 'numeric', month: 'short', timeZone: 'UTC' },
  )
    .format(Date.parse(`${day}T12:00Z`))
    .replace(' ', '\u00a0');
}

/** Days in a bed as the ward counts them: the day of the admission is the first, whatever its hour. */
export function dayInBed(timezone: string, since: Instant, now: Instant): number {
  const from = Date.parse(`${localDateOf(timezone, since)}T00:00Z`);
  const to = Date.parse(`${localDateOf(timezone, now)}T00:00Z`);
  return Math.round((to - from) / DAY) + 1;
}

/** Both times of a deadline: `avant mar. 14:20 (reste 5 h 40)`; once past, by how much. */
export function deadlineWords(timezone: string, deadline: Instant, now: Instant, locale: string): string {
  const moment = momentWords(timezone, deadline, now, locale);
  const left = elapsed(now, deadline);
  return left > 0
    ? m.lits_deadline({ moment, left: lengthWords(left) })
    : m.lits_deadline_past({ moment, over: lengthWords(-left) });
}

/** The locale in which days are said. */
export function localeTag(): string {
  return getLocale() === 'fr' ? 'fr-FR' : 'en-GB';
}

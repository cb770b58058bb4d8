import { getLocale } from '#lib/paraglide/runtime.js';
import { timezone } from '#lib/territory.ts';
import type { Instant } from '#shared/kernel/instant';

const FORMS = {
  'day-and-hour': { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  day: { day: '2-digit', month: '2-digit', year: 'numeric' },
  hour: { hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

function written(instant: Instant, form: keyof typeof FORMS): string {
  const locale = getLocale() === 'fr' ? 'fr-FR' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { timeZone: timezone, ...FORMS[form] }).format(new Date(instant));
}

/** `mar. 24 nov., 14:20`, by the clock of the territory. */
export function dayAndHour(instant: Instant): string {
  return written(instant, 'day-and-hour');
}

/** `24/11/2026 14:20`. */
export function minuteWords(instant: Instant): string {
  return `${written(instant, 'day')} ${written(instant, 'hour')}`;
}

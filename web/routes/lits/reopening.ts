import { m } from '#lib/paraglide/messages.js';
import { HOUR, plus, type Instant } from '#shared/kernel/instant';
import { dateAfter, instantAtLocal, localDateOf } from '#shared/kernel/local-time';
import { dayWords, momentWords } from './time-words.ts';

/** When a closed bed is expected back; `at` null: nobody knows. */
export type Reopening = { readonly id: string; readonly at: Instant | null; readonly words: string };

const MORNING = 8 * 60;
const IN_DAYS = [1, 2, 3, 7, 14, 30];

/** In two hours, in the morning of one of the next days, or unknown: picked, so that nothing is typed. */
export function reopeningChoices(timezone: string, now: Instant, locale: string): Reopening[] {
  const today = localDateOf(timezone, now);
  const soon = plus(now, 2 * HOUR);
  return [
    { id: '2h', at: soon, words: m.lits_reopen_at({ moment: momentWords(timezone, soon, now, locale) }) },
    ...IN_DAYS.map((days) => {
      const day = dateAfter(today, days);
      const words =
        days === 1
          ? m.lits_reopen_tomorrow()
          : m.lits_reopen_in({ days, day: dayWords(day, today, locale, 'date') });
      return { id: `${days}j`, at: instantAtLocal(timezone, day, MORNING), words };
    }),
    { id: 'inconnue', at: null, words: m.lits_reopen_unknown() },
  ];
}

import { m } from '#lib/paraglide/messages.js';
import { DAY, MINUTE } from '#shared/kernel/instant';
import { lengthWords, rhythmWords } from '../time-words.ts';

/** `45 min`, `3 h 42`, then `5 jours`, `6 semaines`: a placement lasts weeks, and its minutes say nothing. */
export function spanWords(ms: number): string {
  const days = Math.floor(Math.max(0, ms) / DAY);
  if (days < 2) return lengthWords(ms);
  return days < 21 ? m.aval_days({ n: days }) : m.aval_weeks({ n: Math.floor(days / 7) });
}

/** How often something is expected: `12 h`, `24 h`, `7 jours`. */
export function cadenceWords(minutes: number): string {
  const ms = minutes * MINUTE;
  return ms >= 2 * DAY && ms % DAY === 0 ? m.aval_days({ n: ms / DAY }) : rhythmWords(minutes);
}

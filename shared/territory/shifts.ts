import type { Instant } from '../kernel/instant.ts';
import { dateAfter, instantAtLocal, localDateOf, minutesOf } from '../kernel/local-time.ts';
import type { Territory } from './schema.ts';

/** The end of the shift under way: the pack's first relève strictly after this moment. */
export function shiftEnd(
  { timezone, releves }: Pick<Territory['rhythm'], 'timezone' | 'releves'>,
  now: Instant,
): Instant {
  const today = localDateOf(timezone, now);
  const ends = [today, dateAfter(today, 1)].flatMap((date) =>
    releves.map((releve) => instantAtLocal(timezone, date, minutesOf(releve))),
  );
  const next = ends.filter((end) => end > now).sort()[0];
  // The pack has one relève at least, and tomorrow's is after now.
  if (next === undefined) throw new Error('a day without a relève');
  return next;
}

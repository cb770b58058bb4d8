import { instantAt, type Instant } from '#shared/kernel/instant';
import { dateAfter, localDateOf, type LocalDate } from '#shared/kernel/local-time';
import { msAtLocal } from './calendar.ts';

/**
 * What each calendar day plans, in time order and without end. A plan may reach into the days that follow; what it puts
 * before `from` is left out.
 */
export function* dayAfterDay<Item extends { readonly at: Instant }>(
  timezone: string,
  from: Instant,
  plansOf: (date: LocalDate) => readonly Item[],
): Generator<Item, never> {
  let agenda: Item[] = [];
  for (let date = localDateOf(timezone, from); ; date = dateAfter(date, 1)) {
    const tomorrow = instantAt(msAtLocal(timezone, date, 24 * 60));
    agenda.push(...plansOf(date).filter(({ at }) => at >= from));
    agenda.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    yield* agenda.filter(({ at }) => at < tomorrow);
    agenda = agenda.filter(({ at }) => at >= tomorrow);
  }
}

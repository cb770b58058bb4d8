import type { Instant } from '#shared/kernel/instant';
import { instantAtLocal, localDateOf, minutesOf } from '#shared/kernel/local-time';
import type { Intention } from '../law/intention.ts';
import type { LawTerritory } from '../law/territory.ts';
import type { Who } from './moment.ts';
import { EVENING_ENDS_AT, SCRIPT } from './script.ts';

/** One act of the evening: who, and what at which moment. */
export type Moment = { readonly who: Who; readonly intention: Intention };

/** From when on no report and no tour of the law is still under way when the script begins. */
const REPORTS_STOP_AT = '13:00';
const TOURS_STOP_AT = '16:00';
/** Nothing of the law's own evening is left after this. */
const NIGHT = '23:59';
/** The space whose door is the script's. */
const DOOR = 'ER-1';
const DOOR_STOPS_AT = '17:57';

/** The script on the day of `present`, in time order. */
export function eveningOf({ rhythm: { timezone } }: LawTerritory, present: Instant): Moment[] {
  const date = localDateOf(timezone, present);
  return SCRIPT.map(({ hour, who, at }) => ({
    who,
    intention: at(instantAtLocal(timezone, date, minutesOf(hour))),
  }));
}

/**
 * Scenario `evening`: the law of the day, but for the tours, the reports and one door, which follow the script of the
 * evening. What a person does first at a screen is refused to the script, and stays theirs.
 */
export function* withEvening(
  intentions: Iterable<Intention>,
  territory: LawTerritory,
  present: Instant,
): Generator<Intention, void> {
  const { timezone } = territory.rhythm;
  const date = localDateOf(timezone, present);
  const at = (hour: string) => instantAtLocal(timezone, date, minutesOf(hour));
  const script = eveningOf(territory, present).map(({ intention }) => intention);
  let next = 0;
  for (const intention of intentions) {
    for (let own = script[next]; own && own.at <= intention.at; own = script[next]) {
      yield own;
      next += 1;
    }
    if (!isScripted(intention, at)) yield intention;
  }
}

/** Whether this of the law gives way to the script. */
function isScripted(intention: Intention, hour: (hour: string) => Instant): boolean {
  const between = (from: string, to: string) => intention.at >= hour(from) && intention.at < hour(to);
  if ('report' in intention) return between(REPORTS_STOP_AT, NIGHT);
  if ('space' in intention) return intention.space === DOOR && between(DOOR_STOPS_AT, EVENING_ENDS_AT);
  return 'team' in intention && between(TOURS_STOP_AT, NIGHT);
}

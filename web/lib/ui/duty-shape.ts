import { MINUTE, elapsed, type Instant } from '#shared/kernel/instant';
import { instantAtLocal, minutesOf, type LocalDate } from '#shared/kernel/local-time';
import type { CoverageCellState } from '#shared/view/coverage';

/** What a duty glyph draws: what was released, and `fin-proche`, which the clock alone decides. */
export type DutyShape = CoverageCellState | 'fin-proche';

/** The usual order of a key. */
export const DUTY_SHAPES: readonly DutyShape[] = [
  'passe',
  'a-couvrir',
  'fin-proche',
  'manque',
  'non-du',
  'pas-encore-diffuse',
];

type Hours = { readonly from: string; readonly to: string };

/** When a half-day of this operational day ends. */
export function endOf(halfDay: Hours, day: LocalDate, timezone: string): Instant {
  return instantAtLocal(timezone, day, minutesOf(halfDay.to));
}

/** The half-day in course, or the last one begun: at night the day's last is what matters until the next begins. */
export function halfDayInCourse<H extends Hours>(
  halfDays: readonly H[],
  day: LocalDate,
  timezone: string,
  now: Instant,
): H | undefined {
  return (
    halfDays.findLast(({ from }) => instantAtLocal(timezone, day, minutesOf(from)) <= now) ?? halfDays[0]
  );
}

/** A gap whose half-day ends within `soonMin` minutes calls for a decision; once it has ended, it no longer does. */
export function dutyShape(state: CoverageCellState, end: Instant, now: Instant, soonMin: number): DutyShape {
  const left = elapsed(now, end);
  return state === 'a-couvrir' && left > 0 && left <= soonMin * MINUTE ? 'fin-proche' : state;
}

const USUAL: ReadonlySet<DutyShape> = new Set(['passe', 'a-couvrir', 'manque']);
/** Rows the wall keeps for its key. */
const KEY_ROWS = 5;

/**
 * What a key explains: the usual shapes, `fin proche` while the half-day can still end (`ending`), and any other while
 * it is on screen. When there are too many, those that are not on screen leave first.
 */
export function keyShapes(shown: readonly DutyShape[], ending: boolean): DutyShape[] {
  const wanted = DUTY_SHAPES.filter(
    (shape) => USUAL.has(shape) || shown.includes(shape) || (shape === 'fin-proche' && ending),
  );
  const absent = wanted.filter((shape) => !shown.includes(shape));
  while (wanted.length > KEY_ROWS) {
    const leaving = absent.pop() ?? 'non-du';
    wanted.splice(wanted.indexOf(leaving), 1);
  }
  return wanted;
}

import { DAY, HOUR, msOf } from '#shared/kernel/instant';
import { dateAfter, instantAtLocal, type LocalDate } from '#shared/kernel/local-time';
import { chance, normal } from './distributions.ts';
import { randomOf } from './random.ts';

/** Days since 1970-01-01, on the calendar: rotations count in it. */
export function dayNumberOf(date: LocalDate): number {
  return Math.round(Date.parse(`${date}T00:00Z`) / DAY);
}

export function isWeekend(date: LocalDate): boolean {
  return [0, 6].includes(new Date(`${date}T00:00Z`).getUTCDay());
}

/** This day, or the Monday after it. */
export function weekdayFrom(date: LocalDate): LocalDate {
  return isWeekend(date) ? weekdayFrom(dateAfter(date, 1)) : date;
}

/** Milliseconds since 1970 at which the wall clock shows this many minutes after midnight. */
export function msAtLocal(timezone: string, date: LocalDate, minutes: number): number {
  return msOf(instantAtLocal(timezone, date, minutes));
}

/** First and last millisecond bounds of the 24 wall-clock hours. The repeated hour of October belongs to the hour it repeats. */
export function hoursOfDay(timezone: string, date: LocalDate): { from: number; to: number }[] {
  const starts = Array.from({ length: 25 }, (_, hour) => msAtLocal(timezone, date, hour * 60));
  return starts.slice(0, 24).map((from, hour) => {
    const next = starts[hour + 1] ?? from + HOUR;
    return { from, to: next > from ? next : from + HOUR };
  });
}

// DOMAIN 12, "Multipliers": Saturday 0.95, Sunday 0.9, days 1 to 8 of the month 0.9.
const SATURDAY = 0.95;
const SUNDAY = 0.9;
const FIRST_DAYS = 0.9;
const YEARLY_MEAN = ((5 + SATURDAY + SUNDAY) / 7) * (1 - (1 - FIRST_DAYS) * ((8 * 12) / 365.25));

const DAY_EFFECT_SD = 0.1;
const DAY_EFFECT_MEMORY = 0.3; // [SIM] DOMAIN gives the spread of the AR(1), not its memory
const DAY_EFFECT_REACH = 12; // 0.3^12 < 1e-6: days before have no weight left

/** How busy a space is on this day, 1 on the yearly average. A function of the date alone: any span may start anywhere. */
export function affluence(seed: number, space: string, date: LocalDate): number {
  const weekday = new Date(`${date}T00:00Z`).getUTCDay();
  const ofWeek = weekday === 6 ? SATURDAY : weekday === 0 ? SUNDAY : 1;
  const ofMonth = Number(date.slice(8, 10)) <= 8 ? FIRST_DAYS : 1;
  return ((ofWeek * ofMonth) / YEARLY_MEAN) * Math.max(0.2, 1 + dayEffect(seed, space, date));
}

function dayEffect(seed: number, space: string, date: LocalDate): number {
  const innovation = DAY_EFFECT_SD * Math.sqrt(1 - DAY_EFFECT_MEMORY ** 2);
  let effect = 0;
  for (let back = DAY_EFFECT_REACH; back >= 0; back -= 1) {
    const shock = normal(randomOf(seed, 'day-effect', space, dateAfter(date, -back)));
    effect = DAY_EFFECT_MEMORY * effect + innovation * shock;
  }
  return effect;
}

// [SIM] DOMAIN says what a cold or wet night does, not how often it comes.
const COLD_SEASON_SHARE = 0.35;
const WARM_SEASON_SHARE = 0.1;

/** Whether the night that starts on this day is cold or wet: the same for the whole territory. */
export function isHardNight(seed: number, date: LocalDate): boolean {
  const month = Number(date.slice(5, 7));
  const isColdSeason = month <= 3 || month >= 11;
  return chance(randomOf(seed, 'night', date), isColdSeason ? COLD_SEASON_SHARE : WARM_SEASON_SHARE);
}

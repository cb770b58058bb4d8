import { describe, expect, test } from 'vitest';
import { DAY, elapsed, plus, type Instant } from '#shared/kernel/instant';
import { localDateOf } from '#shared/kernel/local-time';
import { dayAfterDay } from '../../server/demo/law/day-after-day.ts';
import { housingIntentions } from '../../server/demo/law/housing.ts';
import { outingIntentions } from '../../server/demo/law/outings.ts';
import { placementIntentions } from '../../server/demo/law/placements.ts';
import { unitIntentions } from '../../server/demo/law/units.ts';
import { shippedTerritory } from './pack.ts';

const territory = shippedTerritory();
const { timezone } = territory.rhythm;
const FROM = '2026-01-05T05:00:00.000Z' as Instant;
const TO = plus(FROM, 365 * DAY);
const SEED = 20261121;

type Law<Item> = (seed: number, of: typeof territory, from: Instant) => Iterable<Item>;
function year<Item extends { readonly at: Instant }>(law: Law<Item>, from = FROM, seed = SEED): Item[] {
  const items: Item[] = [];
  for (const item of law(seed, territory, from)) {
    if (item.at >= TO) break;
    items.push(item);
  }
  return items;
}

const units = year(unitIntentions);
const housing = year(housingIntentions);
const outings = year(outingIntentions);
const placements = year(placementIntentions);

/** How many of these there are on each day. */
function perDay(items: readonly { readonly at: Instant }[]): Map<string, number> {
  const days = new Map<string, number>();
  for (const { at } of items) {
    const day = localDateOf(timezone, at);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return days;
}
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay());

describe.each([
  ['units', unitIntentions, units],
  ['housing', housingIntentions, housing],
  ['outings', outingIntentions, outings],
  ['placements', placementIntentions, placements],
] as const)('the law of %s', (_name, law, items) => {
  test('is in time order, and the same for the same seed', () => {
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted());
    expect(year(law as Law<(typeof items)[number]>)).toEqual(items);
  });

  test('tells the same of a day, wherever it starts from', () => {
    const since = plus(FROM, 100 * DAY);
    const names = (of: readonly object[]) =>
      new Set(of.flatMap((item) => ('placement' in item ? [String(item.placement)] : [])));
    const later = year(law as Law<(typeof items)[number]>, since);
    const known = names(later);
    const same = items.filter(
      (item) => item.at >= since && (!('placement' in item) || known.has(item.placement)),
    );
    expect(later).toEqual(same);
  });
});

test('a plan that reaches into the days that follow keeps its place among theirs', () => {
  const at = (day: number, hour: number) => plus(FROM, day * DAY + hour * 3_600_000);
  const days = dayAfterDay(timezone, FROM, (date) => {
    const day = Math.round((Date.parse(date) - Date.parse('2026-01-05')) / DAY);
    return [
      { at: at(day + 2, 3), of: day },
      { at: at(day, 1), of: day },
    ];
  });
  const first = Array.from({ length: 6 }, () => days.next().value.of);
  expect(first).toEqual([0, 1, 2, 0, 3, 1]);
});

describe('DOMAIN 12, others', () => {
  test('every unit has 0 to 2 beds free, and speaks twice a day', () => {
    for (const [, count] of perDay(units)) expect(count).toBe(2 * territory.services.units.length);
    const free = units.flatMap((item) => (item.kind === 'unit-reported' ? [item.free] : []));
    expect(new Set(free)).toEqual(new Set([0, 1, 2]));
    expect(units.some(({ kind }) => kind === 'unit-confirmed')).toBe(true);
  });

  test('ASSORE is 97 % taken, with 1.5 exits a day, reported once a day', () => {
    for (const [, count] of perDay(housing)) expect(count).toBe(1);
    const taken = housing.map(({ taken: each, capacity }) => each / capacity);
    expect(taken.reduce((sum, each) => sum + each, 0) / taken.length).toBeCloseTo(0.97, 2);
    for (const { taken: each, blocked, capacity } of housing)
      expect(each + blocked).toBeLessThanOrEqual(capacity);
    // Each Sunday tells of Monday to Saturday.
    const sundays = housing
      .filter(({ at }) => new Date(at).getUTCDay() === 0)
      .map((item) => item.exitsThisWeek);
    const exitsADay = sundays.reduce((sum, each) => sum + each, 0) / sundays.length / 6;
    expect(exitsADay).toBeGreaterThan(1.35);
    expect(exitsADay).toBeLessThan(1.65);
  });

  test('each hospital mobile team goes out twice on a weekday, and never at the weekend', () => {
    const days = perDay(outings.filter(({ kind }) => kind === 'outing-done'));
    for (const [day, count] of days) {
      expect([day, isWeekend(day), count]).toEqual([day, false, 2 * territory.services.hospitalTeams.length]);
    }
    expect(days.size).toBeGreaterThan(255);
  });

  test('1.5 placements are opened a week', () => {
    // One year has some 78 of them, give or take 9: five years say more.
    const years = [1, 2, 3, 4, 5].map((seed) => year(placementIntentions, FROM, seed));
    const opened = years.flat().filter(({ kind }) => kind === 'placement-opened').length;
    expect(opened / ((5 * 365) / 7)).toBeGreaterThan(1.35);
    expect(opened / ((5 * 365) / 7)).toBeLessThan(1.65);
  });

  test('the entry comes 3 to 8 weeks after the opening, and about 15 % stop before it', () => {
    let [entered, stopped] = [0, 0];
    for (const opening of placements.filter(({ kind }) => kind === 'placement-opened')) {
      const course = placements.filter(({ placement }) => placement === opening.placement);
      const entry = course.find((item) => item.kind === 'placement-advanced' && item.step === 'entree');
      if (entry) {
        const weeks = elapsed(opening.at, entry.at) / (7 * DAY);
        expect([weeks > 2.8, weeks < 8.2]).toEqual([true, true]);
        entered += 1;
      } else if (course.some(({ kind }) => kind === 'placement-ended')) stopped += 1;
    }
    expect(entered).toBeGreaterThan(40);
    expect(stopped / (entered + stopped)).toBeGreaterThan(0.06);
    expect(stopped / (entered + stopped)).toBeLessThan(0.26);
  });
});

import type { UnitId } from '#shared/kernel/ids';
import { instantAt, type Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import { msAtLocal } from './calendar.ts';
import { dayAfterDay } from './day-after-day.ts';
import { chance, pick, uniform } from './distributions.ts';
import type { UnitIntention } from './intention.ts';
import { randomOf } from './random.ts';
import type { LawTerritory } from './territory.ts';

// [SIM] DOMAIN 12: 0 to 2 beds free, confirmed twice a day. How many beds a unit has is not public: all have as many here.
const BEDS = 12;
const FREE = [
  [0, 0.45],
  [1, 0.35],
  [2, 0.2],
] as const;
const ONE_IS_CLOSED = 0.2;
/** The morning's report, then at the end of the afternoon the word that it is still right, or another report. */
const MORNING = { from: 8 * 60 + 15, to: 9 * 60 };
const EVENING = { from: 17 * 60, to: 18 * 60 };
const HAS_CHANGED = 0.35;

/** The addictology units and their beds, from `from` on. A day depends on its date alone. */
export function unitIntentions(
  seed: number,
  { services, rhythm: { timezone } }: LawTerritory,
  from: Instant,
): Generator<UnitIntention, never> {
  return dayAfterDay(timezone, from, (date) =>
    services.units.flatMap(({ id }) => dayOf(seed, timezone, id, date)),
  );
}

function dayOf(seed: number, timezone: string, unit: UnitId, date: LocalDate): UnitIntention[] {
  const random = randomOf(seed, 'unit', unit, date);
  const within = ({ from, to }: typeof MORNING) =>
    instantAt(Math.floor(msAtLocal(timezone, date, 0) + uniform(random, from, to) * 60_000));
  const report = (at: Instant): UnitIntention => {
    const free = pick(random, FREE);
    const closed = chance(random, ONE_IS_CLOSED) ? 1 : 0;
    return { kind: 'unit-reported', at, unit, free, occupied: BEDS - free - closed, closed };
  };
  const [morning, evening] = [within(MORNING), within(EVENING)];
  return [
    report(morning),
    chance(random, HAS_CHANGED) ? report(evening) : { kind: 'unit-confirmed', at: evening, unit },
  ];
}

import {
  regionSchema,
  residenceKindSchema,
  sendingSchema,
  type PlacementEnd,
  type PlacementStep,
} from '#shared/domain/placement/commands';
import { instantAt, MINUTE, type Instant } from '#shared/kernel/instant';
import { dateAfter, type LocalDate } from '#shared/kernel/local-time';
import { isWeekend, msAtLocal, weekdayFrom } from './calendar.ts';
import { dayAfterDay } from './day-after-day.ts';
import { chance, oneOf, pick, poisson, uniform, wholeNumber } from './distributions.ts';
import type { PlacementIntention } from './intention.ts';
import { randomOf, type Random } from './random.ts';
import type { LawTerritory } from './territory.ts';

// [SIM] DOMAIN 12: 1.5 a week, 3 to 8 weeks to the entry, 15 % stop before the departure. The rest is ours.
const A_WEEK = 1.5;
const TO_ENTRY_DAYS = { from: 21, to: 54 };
const STOPS = 0.15;
const WITH_EXPERT = 0.3;
const OFFICE = { from: 9 * 60 + 15, to: 17 * 60 };
/** How far between the opening (0) and the entry (1) each thing falls. */
const ADVANCES: readonly (readonly [PlacementStep, number])[] = [
  ['accord', 0.08],
  ['evaluation', 0.2],
  ['choix', 0.3],
  ['dossier', 0.45],
  ['concertation', 0.6],
  ['date-fixee', 0.75],
  ['accompagnement', 0.97],
  ['entree', 1],
];
const ASKED = 0.33;
const DECLINED = 0.5;
const ACCEPTED = 0.7;
/** Days after the entry. */
const FOLLOWED_FROM = 7;
const STAYS = { from: 30, to: 80 };
const STOPPED: readonly (readonly [PlacementEnd, number])[] = [
  ['abandon', 60],
  ['perdue-de-vue', 25],
  ['reorientation', 15],
];
const LEFT: readonly (readonly [PlacementEnd, number])[] = [
  ['sortie', 70],
  ['retour', 20],
  ['reorientation', 10],
];

/** Placements opened from `from` on, and what follows from them. A day depends on its date alone. */
export function placementIntentions(
  seed: number,
  { rhythm: { timezone } }: LawTerritory,
  from: Instant,
): Generator<PlacementIntention, never> {
  return dayAfterDay(timezone, from, (date) => {
    const random = randomOf(seed, 'placements', date);
    const opened = isWeekend(date) ? 0 : poisson(random, A_WEEK / 5);
    return Array.from({ length: opened }, (_, index) =>
      courseOf(randomOf(seed, 'placement', date, index), timezone, date, `${date} ${index}`),
    ).flatMap((course) => (course[0] && course[0].at >= from ? course : []));
  });
}

function courseOf(
  random: Random,
  timezone: string,
  date: LocalDate,
  placement: string,
): PlacementIntention[] {
  const days = wholeNumber(random, TO_ENTRY_DAYS.from, TO_ENTRY_DAYS.to);
  // In office hours of the day it falls on, and never before what came before it.
  let last = 0;
  const after = (afterDays: number): Instant => {
    const wished = msAtLocal(
      timezone,
      weekdayFrom(dateAfter(date, Math.floor(afterDays))),
      uniform(random, OFFICE.from, OFFICE.to),
    );
    last = Math.max(last + 5 * MINUTE, Math.floor(wished));
    return instantAt(last);
  };
  const stopsAt = chance(random, STOPS) ? uniform(random, 0.1, 0.9) : null;
  const isReached = (share: number) => stopsAt === null || share < stopsAt;
  const kinds = residenceKindSchema.options;
  // Corse is not confirmed as one of the regions that take part: nobody of the simulated day is sent there.
  const regions = regionSchema.options.filter((region) => region !== 'COR');
  const wished = Array.from({ length: wholeNumber(random, 2, 3) }, () => ({
    region: oneOf(random, regions),
    residence: oneOf(random, kinds),
  }));
  const asked = wished.filter(
    (one, index) =>
      wished.findIndex((other) => other.region === one.region && other.residence === one.residence) === index,
  );

  const sending = oneOf(random, sendingSchema.options);
  const expertSupport = chance(random, WITH_EXPERT);
  const [first, second] = asked;
  const plans: (readonly [share: number, plan: Plan])[] = [
    [0, { kind: 'placement-opened', placement, sending, expertSupport }],
    ...ADVANCES.map(([step, share]) => plan(share, { kind: 'placement-advanced', placement, step })),
    ...asked.map((one) => plan(ASKED, { kind: 'residence-asked', placement, ...one })),
    ...(second ? [plan(DECLINED, { kind: 'residence-declined', placement, ...second })] : []),
    ...(first ? [plan(ACCEPTED, { kind: 'residence-accepted', placement, ...first })] : []),
  ];
  const course = plans
    .filter(([share]) => isReached(share))
    .toSorted(([a], [b]) => a - b)
    .map(([share, planned]): PlacementIntention => ({ ...planned, at: after(days * share) }));
  if (stopsAt !== null) {
    const end = pick(random, STOPPED);
    return [...course, { kind: 'placement-ended', at: after(days * stopsAt), placement, end }];
  }
  const stay = uniform(random, STAYS.from, STAYS.to);
  return [
    ...course,
    { kind: 'placement-advanced', at: after(days + FOLLOWED_FROM), placement, step: 'suivi-conjoint' },
    { kind: 'placement-ended', at: after(days + FOLLOWED_FROM + stay), placement, end: pick(random, LEFT) },
  ];
}

/** What is intended, before its moment is known. */
type Plan = PlacementIntention extends infer One ? (One extends unknown ? Omit<One, 'at'> : never) : never;

function plan(share: number, planned: Plan): readonly [share: number, plan: Plan] {
  return [share, planned];
}

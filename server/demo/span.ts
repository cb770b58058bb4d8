import { DAY, HOUR, MINUTE, msOf, plus, type Instant } from '#shared/kernel/instant';
import { dateAfter, instantAtLocal, localDateOf, localMinutesOf } from '#shared/kernel/local-time';
import type { Intention } from './law/intention.ts';

/** The operational day starts at 06:00 on the wall clock. */
const DAY_STARTS_AT = 6 * 60;
/** Days of admissions behind the weekly share: its four closed weeks, and the one under way, whatever the weekday. */
const WARD_DAYS = 35;
/** Days of the rest spaces behind their forecast, which says nothing before it has seen a week. */
const SPACE_DAYS = 8;
/** How finely the past is lived: roughly where only the ward's totals remain, by half-hours where classes are remembered, closely for what the screens show. */
const GRAINS: readonly { readonly before: number; readonly size: number }[] = [
  { before: (SPACE_DAYS + 1) * DAY, size: 6 * HOUR },
  { before: 2 * HOUR, size: 30 * MINUTE },
  { before: 0, size: 5 * MINUTE },
];

/**
 * Steps that end their bucket: a hold is counted to the minute, a placement is known again by its opening, a bed is clean
 * before it is given again, and presence has a least interval.
 */
const TO_THE_MINUTE: readonly Intention['kind'][] = [
  'bed-reserved',
  'placement-opened',
  'reservation-renewed',
  'person-admitted',
  'bed-cleaned',
  'bed-closed',
  'bed-reopened',
  'presence-declared',
  'went-underground',
  'mission-given',
  'mission-finished',
];

/** Where the past of a demonstration starts: the streets, the rest spaces a week before, and the ward long before. */
export type Past = { readonly from: Instant; readonly spacesFrom: Instant; readonly wardFrom: Instant };

export function pastOf(timezone: string, present: Instant): Past {
  const date = localDateOf(timezone, present);
  const today = localMinutesOf(timezone, present) >= DAY_STARTS_AT ? date : dateAfter(date, -1);
  return {
    from: instantAtLocal(timezone, dateAfter(today, -1), DAY_STARTS_AT),
    spacesFrom: instantAtLocal(timezone, dateAfter(today, -SPACE_DAYS), DAY_STARTS_AT),
    wardFrom: instantAtLocal(timezone, dateAfter(today, -WARD_DAYS), DAY_STARTS_AT),
  };
}

/**
 * Whether the past is worth telling: presence is forgotten after 45 min, an old confirmation confirms nothing, and a bed
 * shows the assessments of its day alone.
 */
export function isWorthTelling({ kind, at }: Intention, present: Instant): boolean {
  if (kind === 'presence-declared' || kind === 'went-underground' || kind === 'came-up')
    return at >= plus(present, -45 * MINUTE);
  if (kind === 'ward-confirmed' || kind === 'assessment-ticked') return at >= plus(present, -DAY);
  return true;
}

/**
 * Cuts a list in time order into buckets: devices speak at once, and the clock makes one step. A bucket never straddles a
 * half-hour where there are passes, so no slot is told late.
 */
export function* inBuckets(intentions: Iterable<Intention>, present: Instant): Generator<Intention[], void> {
  let bucket: Intention[] = [];
  let current = '';
  for (const intention of intentions) {
    const place = grainOf(intention.at, present);
    if (place !== current && bucket.length > 0) {
      yield bucket;
      bucket = [];
    }
    current = place;
    bucket.push(intention);
    if (TO_THE_MINUTE.includes(intention.kind)) {
      yield bucket;
      bucket = [];
    }
  }
  if (bucket.length > 0) yield bucket;
}

function grainOf(at: Instant, present: Instant): string {
  const size = GRAINS.find(({ before }) => at < plus(present, -before))?.size ?? MINUTE;
  return `${size} ${Math.floor(msOf(at) / size)}`;
}

import { TARGET_MS, type WaitClass } from '../domain/admission/clock.ts';
import type { OpenStep } from '../domain/admission/state.ts';
import { assertNever } from '../kernel/assert-never.ts';
import { DAY, elapsed, HOUR, MINUTE, type Instant } from '../kernel/instant.ts';
import { likelihoodOf, type Likelihood } from './bands.ts';
import { admissionsIn, lastFourWeeks, type WardWeek, type WardWeeks, WEEKS_COUNTED } from './ward-weeks.ts';

/** An open request, as far as its clock and its place in the queue go. */
export type WaitingRequest = {
  readonly requestedAt: Instant;
  readonly step: OpenStep['step'];
  /** When the hold on its bed ends; null when it holds none, also once it was accepted elsewhere. */
  readonly heldUntil: Instant | null;
  /** 1 for the one closest to its 24 h of those not yet accepted anywhere; of no use once it was. */
  readonly rank: number;
};

/** The ward's beds now, those added in a surge included (`freeBeds`). They are exact: this forecast is for those who may know them so, with every clock (PRV-29, 31). */
export type BedsNow = { readonly available: number; readonly cleaning: number };

export type BreachSetting = {
  readonly timezone: string;
  /** Minutes from the hold of a bed to the admission: the pack's `holdMin`. */
  readonly holdMin: number;
  /** Admissions below which nothing is said: the policy's `request.share.k` (PRV-32). */
  readonly leastAdmissions: number;
};

/** « 28 jours, 17 admissions » */
export type BreachBasis = { readonly days: number; readonly admissions: number };

export type BreachForecast =
  | { readonly kind: 'trop-peu'; readonly basis: BreachBasis }
  /** The 24 h are over: there is nothing left to foresee. */
  | { readonly kind: 'hors-delai' }
  | { readonly kind: 'prevu'; readonly likelihood: Likelihood; readonly basis: BreachBasis };

/** The same as a probability, 0 to 1: it stays on the server. */
export type BreachOdds = { readonly kind: 'odds'; readonly chance: number; readonly basis: BreachBasis };

/** Something always goes wrong now and then, even for somebody on the way. */
const EVEN_THEN: Record<'acceptee' | 'en-route', number> = { acceptee: 0.05, 'en-route': 0.02 };
/**
 * Where nobody leaves by the usual pace, room is made three times in four [SIM]. A guess on the prudent side: weekly
 * counts cannot tell what a missing bed costs, and the law of the demonstration makes room for everybody.
 */
const NO_ROOM_MADE = 0.25;
/** Added to each class of delay: in four weeks a class may be empty by luck. */
const UNSEEN = 1;

/** How likely an open request is not to be admitted strictly under 24 h, in words. */
export function forecastBreach(
  weeks: WardWeeks,
  request: WaitingRequest,
  beds: BedsNow,
  now: Instant,
  setting: BreachSetting,
): BreachForecast {
  const odds = breachOdds(weeks, request, beds, now, setting);
  if (odds.kind !== 'odds') return odds;
  return { kind: 'prevu', likelihood: likelihoodOf(odds.chance), basis: odds.basis };
}

/**
 * From the delays of the last four weeks: of the admissions that took longer than this one has already waited, the
 * share that was late. A request without a bed cannot be admitted before a hold's length from now. The delays already
 * hold the ward's usual wait for a bed; those before it in the queue, beyond the beds there are, need a discharge each.
 */
export function breachOdds(
  weeks: WardWeeks,
  request: WaitingRequest,
  beds: BedsNow,
  now: Instant,
  { timezone, holdMin, leastAdmissions }: BreachSetting,
): BreachOdds | Exclude<BreachForecast, { kind: 'prevu' }> {
  const waited = elapsed(request.requestedAt, now);
  if (waited >= TARGET_MS) return { kind: 'hors-delai' };
  const past = lastFourWeeks(weeks, now, timezone);
  const basis = { days: 7 * WEEKS_COUNTED, admissions: admissionsIn(past) };
  if (basis.admissions < leastAdmissions) return { kind: 'trop-peu', basis };
  const odds = (chance: number): BreachOdds => ({ kind: 'odds', chance, basis });
  switch (request.step) {
    case 'acceptee':
    case 'en-route':
      return odds(Math.max(EVEN_THEN[request.step], overrun(request, now)));
    case 'demandee':
    case 'vue':
    case 'en-evaluation': {
      const soonest = waited + holdMin * MINUTE;
      const inTime = 1 - share(past.admitted, TARGET_MS) / share(past.admitted, Math.min(soonest, TARGET_MS));
      // The next in line finds its bed as others did; a bed more than that serves one more of those before this one.
      const others = request.rank - 1 - Math.max(0, beds.available + beds.cleaning - 1);
      const noBed = 1 - chanceOfAtLeast(others, leavingBy(past, TARGET_MS - waited));
      return odds(1 - inTime * (1 - NO_ROOM_MADE * noBed));
    }
    default:
      return assertNever(request.step);
  }
}

/** The part of a hold that lies beyond the 24 h. */
function overrun({ requestedAt, heldUntil }: WaitingRequest, now: Instant): number {
  if (heldUntil === null) return 0;
  const beyond = elapsed(requestedAt, heldUntil) - TARGET_MS;
  const left = elapsed(now, heldUntil);
  return beyond > 0 && left > 0 ? Math.min(1, beyond / left) : 0;
}

const CLASS_MS = 6 * HOUR;
const CLASSES: readonly WaitClass[] = ['<6', '6-12', '12-18', '18-24'];

/** Admissions whose delay was longer than this, up to 24 h; inside a class they are taken as evenly spread. */
function share(admitted: WardWeek['admitted'], delayMs: number): number {
  return CLASSES.reduce((sum, each, i) => {
    const after = Math.min(1, Math.max(0, i + 1 - delayMs / CLASS_MS));
    return sum + after * (admitted[each] + UNSEEN);
  }, admitted['>24'] + UNSEEN);
}

/** Discharges to expect in this time, at the pace of the four weeks. */
function leavingBy({ discharged }: WardWeek, ms: number): number {
  return (discharged * ms) / (7 * WEEKS_COUNTED * DAY);
}

/** Poisson: at least `count` events where `mean` are expected. */
function chanceOfAtLeast(count: number, mean: number): number {
  let fewer = 0;
  let term = Math.exp(-mean);
  for (let i = 0; i < count; i += 1) {
    fewer += term;
    term *= mean / (i + 1);
  }
  return 1 - fewer;
}

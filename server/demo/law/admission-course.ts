import type {
  AdmissionNeed,
  AdmissionRefusalReason,
  OriginType,
  Redirection,
} from '#shared/domain/admission/commands';
import { HOUR, MINUTE } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import { msAtLocal } from './calendar.ts';
import { chance, gamma, lognormalOfMedian, oneOf, pick, poisson, uniform } from './distributions.ts';
import type { Filer } from './intention.ts';
import { randomOf, type Random } from './random.ts';
import type { LawTerritory } from './territory.ts';

/** How one request would go if a bed were always free. Milliseconds since 1970, or durations in milliseconds. */
export type Course = {
  readonly requestedAt: number;
  readonly origin: OriginType;
  readonly needs: readonly AdmissionNeed[];
  readonly filer: Filer;
  readonly seenAt: number;
  readonly assessedAt: number;
  readonly outcome:
    | {
        readonly kind: 'admitted';
        readonly reservedAt: number;
        readonly admittedAt: number;
        readonly stay: Stay;
        readonly cleaning: number;
      }
    | { readonly kind: 'redirected'; readonly at: number; readonly to: Redirection }
    | { readonly kind: 'refused'; readonly at: number; readonly reason: AdmissionRefusalReason }
    | { readonly kind: 'withdrawn'; readonly at: number }
    | { readonly kind: 'lost'; readonly at: number };
};
/** How much the ward is asked for: as DOMAIN 12 says, or more than its beds can take. */
export type WardDemand = 'ordinaire' | 'forte';

type Stay = { readonly kind: 'short' | 'long'; readonly length: number };

// Everything below: [SIM], DOMAIN 12 "D2O".
const A_WEEK = 6;
/** Scenario `d2o-plein`: so many more requests that every bed is taken and some people wait for a day. */
const STRONG_DEMAND = 2.2;
const WEEKDAYS_SHARE = 0.75;
const WORKING_HOURS = { from: 9, to: 18, share: 0.7 };
const ORIGINS: readonly (readonly [OriginType, number])[] = [
  ['maraude', 45],
  ['espace-repos', 25],
  ['equipe-mobile', 15],
  ['csapa-cmp', 10],
  ['urgences', 5],
];
const OUTCOMES = [
  ['admitted', 70],
  ['redirected', 15],
  ['withdrawn', 8],
  ['lost', 4],
  ['refused', 3],
] as const;
const DELAY = { medianH: 14, sigma: 0.52, leastH: 1.5 };
const SHORT_STAY = { share: 0.22, fromH: 6, toH: 72 };
const LONG_STAY = { shape: 6, meanD: 20, fromD: 5, toD: 28 };
const CLEANING_MIN = { from: 45, to: 150 };
const NEEDS: readonly (readonly [AdmissionNeed, number])[] = [
  ['sevrage', 0.6],
  ['somatique', 0.45],
  ['psychiatrie', 0.4],
  ['bilan', 0.3],
  ['mise-a-distance', 0.5],
];

/** The requests made on one calendar day, in time order. A day depends on its date alone. */
export function coursesOf(
  seed: number,
  territory: LawTerritory,
  date: LocalDate,
  demand: WardDemand,
): Course[] {
  const random = randomOf(seed, 'admissions', date);
  const weekday = new Date(`${date}T00:00Z`).getUTCDay();
  const share = weekday === 0 || weekday === 6 ? (1 - WEEKDAYS_SHARE) / 2 : WEEKDAYS_SHARE / 5;
  return Array.from(
    { length: poisson(random, A_WEEK * (demand === 'forte' ? STRONG_DEMAND : 1) * share) },
    () => courseOf(random, territory, date),
  ).sort((a, b) => a.requestedAt - b.requestedAt);
}

function courseOf(random: Random, territory: LawTerritory, date: LocalDate): Course {
  const requestedAt = Math.floor(msAtLocal(territory.rhythm.timezone, date, minuteOfRequest(random)));
  const origin = pick(random, ORIGINS);
  const delay = Math.max(DELAY.leastH, lognormalOfMedian(random, DELAY.medianH, DELAY.sigma)) * HOUR;
  const seenAt = requestedAt + Math.min(uniform(random, 5, 45) * MINUTE, delay * 0.1);
  const assessedAt = Math.min(seenAt + uniform(random, 20, 120) * MINUTE, requestedAt + delay * 0.3);
  const common = {
    requestedAt,
    origin,
    filer: filerOf(random, territory, origin),
    needs: NEEDS.filter(([, probability]) => chance(random, probability)).map(([need]) => need),
    seenAt: Math.floor(seenAt),
    assessedAt: Math.floor(assessedAt),
  };
  const later = (from: number, to: number) => Math.floor(assessedAt + uniform(random, from, to) * HOUR);
  const kind = pick(random, OUTCOMES);
  switch (kind) {
    case 'admitted': {
      const admittedAt = Math.floor(requestedAt + delay);
      const hold = Math.min(uniform(random, 40, 200) * MINUTE, delay * 0.5);
      const stay = stayOf(random);
      const cleaning = Math.floor(uniform(random, CLEANING_MIN.from, CLEANING_MIN.to) * MINUTE);
      return {
        ...common,
        outcome: { kind, admittedAt, reservedAt: Math.floor(admittedAt - hold), stay, cleaning },
      };
    }
    case 'redirected':
      return { ...common, outcome: { kind, at: later(0.5, 9), to: redirectionOf(random) } };
    case 'refused':
      return { ...common, outcome: { kind, at: later(0.5, 5), reason: refusalOf(random) } };
    case 'withdrawn':
      return { ...common, outcome: { kind, at: later(0.5, 12) } };
    case 'lost':
      return { ...common, outcome: { kind, at: later(8, 30) } };
  }
}

export function redirectionOf(random: Random): Redirection {
  return oneOf(random, ['unite-addictologie', 'csapa', 'cmp', 'hopital-de-jour', 'urgences'] as const);
}

function refusalOf(random: Random): AdmissionRefusalReason {
  return oneOf(random, ['hors-criteres', 'urgence-vitale-vers-sau', 'doublon'] as const);
}

function minuteOfRequest(random: Random): number {
  const { from, to, share } = WORKING_HOURS;
  if (chance(random, share)) return uniform(random, from * 60, to * 60);
  const minute = uniform(random, 0, 24 * 60 - (to - from) * 60);
  return minute < from * 60 ? minute : minute + (to - from) * 60;
}

function filerOf(random: Random, territory: LawTerritory, origin: OriginType): Filer {
  const team = oneOf(random, territory.teams).id;
  const space = oneOf(random, territory.services.restSpaces).id;
  switch (origin) {
    case 'maraude':
      return { kind: 'team', team };
    case 'espace-repos':
      return { kind: 'space', space };
    case 'equipe-mobile':
    case 'csapa-cmp':
    case 'urgences':
      return { kind: 'ward' };
  }
}

function stayOf(random: Random): Stay {
  if (chance(random, SHORT_STAY.share)) {
    return { kind: 'short', length: uniform(random, SHORT_STAY.fromH, SHORT_STAY.toH) * HOUR };
  }
  const days = gamma(random, LONG_STAY.shape, LONG_STAY.meanD / LONG_STAY.shape);
  return { kind: 'long', length: Math.min(LONG_STAY.toD, Math.max(LONG_STAY.fromD, days)) * 24 * HOUR };
}

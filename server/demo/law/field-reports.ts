import type { Assignee, ReportKind, ReportOrigin, ReportOutcome } from '#shared/domain/field-report/commands';
import type { PeopleClass, Place } from '#shared/domain/pass/commands';
import type { RatpPostId, TeamId } from '#shared/kernel/ids';
import { instantAt, type Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import { msAtLocal } from './calendar.ts';
import { dayAfterDay } from './day-after-day.ts';
import { chance, lognormalOfMedian, oneOf, pick, poisson, uniform } from './distributions.ts';
import type { FieldReportIntention } from './intention.ts';
import { randomOf, type Random } from './random.ts';
import { toursOf, type Tour } from './roster.ts';
import type { LawTerritory } from './territory.ts';
import { zoneWeights } from './zone-weights.ts';

// [SIM] DOMAIN 12, "Field reports": 8 a day, 60 % between 17 and 23 h, and who notices.
const A_DAY = 8;
const EVENING = { share: 0.6, from: 17 * 60, to: 23 * 60 };
const DAYTIME = { from: 7 * 60, to: 17 * 60 };
const ORIGINS: readonly (readonly [ReportOrigin, number])[] = [
  ['ratp', 45],
  ['riverain', 25],
  ['commerce', 10],
  ['mairie', 10],
  ['partenaire', 10],
];
const GIVEN_TO: readonly (readonly [Assignee, number])[] = [
  ['maraude', 70],
  ['uasa', 25],
  ['mediation', 5],
];
const UNFOUNDED = 0.15;
const GONE = 0.25;
/** [SIM] Median 45 min to a team; the spread is ours. */
const TO_A_TEAM = { medianMin: 45, sigma: 0.4, leastMin: 20, mostMin: 110 };
// [SIM] Not in DOMAIN: what is noticed, and how many people it is about.
const KINDS: readonly (readonly [ReportKind, number])[] = [
  ['personne-en-difficulte', 45],
  ['groupe', 30],
  ['arret-non-marque', 5],
  ['materiel-a-ramasser', 15],
  ['autre', 5],
];
const CLASSES: readonly (readonly [PeopleClass, number])[] = [
  ['0-4', 70],
  ['5-9', 22],
  ['10-19', 7],
  ['20+', 1],
];

/** A second report of one place within half an hour is the first one (DOMAIN 4). */
const MERGED_WITHIN_MIN = 30;

type Course = { readonly report: string; readonly at: (minutes: number) => Instant; readonly random: Random };
/** Minutes of the day between which a team is on its way to somebody, or with them. */
type Busy = { readonly team: TeamId; readonly from: number; readonly to: number };

/** What is noticed, and what becomes of it, from `from` on. A day depends on its date alone. */
export function fieldReportIntentions(
  seed: number,
  territory: LawTerritory,
  from: Instant,
): Generator<FieldReportIntention, never> {
  return dayAfterDay(territory.rhythm.timezone, from, (date) => dayOf(seed, territory, date));
}

function dayOf(seed: number, territory: LawTerritory, date: LocalDate): FieldReportIntention[] {
  const random = randomOf(seed, 'field-reports', date);
  const at = (minutes: number) =>
    instantAt(Math.floor(msAtLocal(territory.rhythm.timezone, date, 0) + minutes * 60_000));
  const tours = toursOf(seed, territory, date);
  const busy: Busy[] = [];
  const noticedAt = new Map<string, number>();
  const moments = Array.from({ length: poisson(random, A_DAY) }, () => {
    const hours = chance(random, EVENING.share) ? EVENING : DAYTIME;
    return uniform(random, hours.from, hours.to);
  });
  return moments
    .sort((a, b) => a - b)
    .flatMap((filedAt, number) => {
      const report = `${date} ${number}`;
      return courseOf({ report, at, random }, filedAt, territory, tours, busy, noticedAt);
    });
}

function courseOf(
  { report, at, random }: Course,
  filedAt: number,
  territory: LawTerritory,
  tours: readonly Tour[],
  busy: Busy[],
  noticedAt: Map<string, number>,
): FieldReportIntention[] {
  const { place, origin, post } = noticed(random, territory);
  const [what, people] = [pick(random, KINDS), pick(random, CLASSES)];
  const seen = filedAt + uniform(random, 2, 9);
  const given = seen + uniform(random, 2, 9);
  const way = lognormalOfMedian(random, TO_A_TEAM.medianMin, TO_A_TEAM.sigma);
  const reached = filedAt + Math.min(TO_A_TEAM.mostMin, Math.max(TO_A_TEAM.leastMin, way));
  const left = reached + uniform(random, 8, 20);
  const wanted = pick(random, GIVEN_TO);
  const outcome = outcomeOf(random, wanted);
  const team = wanted === 'maraude' ? freeTeam(territory, tours, busy, place, given, left) : undefined;
  if (team) busy.push({ team, from: given, to: left });
  // Out of the hours of the tours, the desk asks those who are there.
  const to = wanted === 'maraude' && !team ? 'uasa' : wanted;
  // Somebody else noticed it before: the server joins the two, and the course of the first goes on.
  const key = `${place.kind} ${place.id}`;
  const joins = filedAt - (noticedAt.get(key) ?? -Infinity) <= MERGED_WITHIN_MIN;
  if (!joins) noticedAt.set(key, filedAt);
  const step = <Kind extends FieldReportIntention['kind']>(kind: Kind, minutes: number) => ({
    kind,
    at: at(minutes),
    report,
  });
  const filed: FieldReportIntention = { ...step('report-filed', filedAt), origin, post, place, what, people };
  const acknowledged: FieldReportIntention = step('report-acknowledged', seen);
  const closed: FieldReportIntention = { ...step('report-closed', left + 3), outcome };
  if (joins) return [filed];
  if (!team)
    return [
      filed,
      acknowledged,
      { ...step('report-assigned', given), to },
      step('report-reached', reached),
      closed,
    ];
  return [
    filed,
    acknowledged,
    { ...step('mission-given', given), team, place },
    { ...step('mission-taken', given + 2), team },
    { ...step('mission-reached', reached), team },
    { ...step('mission-finished', left), team },
    closed,
  ];
}

function noticed(
  random: Random,
  { surface, underground, ratpPosts }: LawTerritory,
): { origin: ReportOrigin; post: RatpPostId | null; place: Place } {
  const origin = pick(random, ORIGINS);
  if (origin === 'ratp' && ratpPosts.length > 0) {
    const post = oneOf(random, ratpPosts).id;
    // Stations are never ranked (DOMAIN 4): each is as likely as any other.
    return { origin, post, place: { kind: 'station', id: oneOf(random, underground.stations).id } };
  }
  const zone = pick(random, zoneWeights(surface.zones));
  return {
    origin: origin === 'ratp' ? 'riverain' : origin,
    post: null,
    place: { kind: 'zone', id: zone.id },
  };
}

function outcomeOf(random: Random, to: Assignee): ReportOutcome {
  if (chance(random, UNFOUNDED)) return 'infonde';
  if (chance(random, GONE / (1 - UNFOUNDED))) return 'personne-partie';
  return to === 'mediation' ? 'mediation' : 'rencontre';
}

/** The first team whose tour has room for it, and may go there. */
function freeTeam(
  { teams }: LawTerritory,
  tours: readonly Tour[],
  busy: readonly Busy[],
  place: Place,
  from: number,
  to: number,
): TeamId | undefined {
  const level = place.kind === 'zone' ? 'surface' : 'souterrain';
  const allowed = (team: TeamId) =>
    place.kind === 'zone' || teams.some(({ id, undergroundAllowed }) => id === team && undergroundAllowed);
  return tours.find(
    ({ team, level: where, startsAt, endsAt }) =>
      where === level &&
      startsAt + 5 <= from &&
      // Underground a tour may be over long before its hours are: it takes what comes early in it.
      to <= (level === 'surface' ? endsAt - 30 : startsAt + 100) &&
      allowed(team) &&
      !busy.some((other) => other.team === team && other.from < to + 5 && from < other.to + 5),
  )?.team;
}

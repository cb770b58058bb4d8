import type { Assignee, ReportKind, ReportOrigin, ReportOutcome } from '#shared/domain/field-report/commands';
import type { AdmissionNeed } from '#shared/domain/admission/commands';
import type { MaraudeLevel } from '#shared/domain/maraude/commands';
import type { Need, PeopleClass, Place } from '#shared/domain/pass/commands';
import type { PresenceStatus } from '#shared/domain/presence/commands';
import type { ExitMinutes } from '#shared/domain/safety/commands';
import {
  bedIdSchema,
  ratpPostIdSchema,
  restSpaceIdSchema,
  stationIdSchema,
  teamIdSchema,
  type StationId,
} from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { slotOf } from '#shared/kernel/slot';
import type { Intention } from '../law/intention.ts';
import { randomOf } from '../law/random.ts';
import { tourFiguresOf } from '../law/tour-figures.ts';

/** Who acts in the script: teams, the lead, the operator's posts, a rest space, the ward, the operator's feed. */
export type Who = `T${1 | 2 | 3 | 4 | 5 | 6}` | 'lead' | 'RATP-1' | 'RATP-2' | 'ER-1' | 'ward' | 'feed';
type TeamWho = Extract<Who, `T${number}`>;
/** What somebody does, once it is known who and when. */
type Deed<By extends Who = Who> = (who: By, at: Instant) => Intention;
/** One line of the script; `hour` is on the clocks of the territory. */
export type Line = { readonly hour: string; readonly who: Who; readonly at: (at: Instant) => Intention };

export function on<By extends Who>(hour: string, who: By, deed: Deed<By>): Line {
  return { hour, who, at: (at) => deed(who, at) };
}

/** The one request for a bed of the evening. The law counts its own from nought. */
const REQUEST = 1_000_000;
/** The figures of the tours are drawn, and the same whatever the seed of the day. */
const FIGURES_SEED = 5;

export const opens =
  (level: Exclude<MaraudeLevel, 'mixte'>): Deed<TeamWho> =>
  (who, at) => ({ kind: 'tour-started', at, team: team(who), level });
export const isAt =
  (place: Place, status: PresenceStatus): Deed<TeamWho> =>
  (who, at) => ({ kind: 'presence-declared', at, team: team(who), place, status });
export const passes =
  (place: Place, people: PeopleClass, needs: readonly Need[] = []): Deed<TeamWho> =>
  (who, at) => ({
    kind: 'pass-declared',
    at,
    team: team(who),
    place,
    slot: slotOf(at),
    leftAt: at,
    people,
    needs,
  });
export const goesDown =
  (station: StationId, exitIn: ExitMinutes): Deed<TeamWho> =>
  (who, at) => ({ kind: 'went-underground', at, team: team(who), station, exitIn });
/** Underground the network goes: what is said meanwhile waits on the device. */
export const losesNetwork: Deed<TeamWho> = (who, at) => ({ kind: 'network-lost', at, team: team(who) });
export const findsNetwork: Deed<TeamWho> = (who, at) => ({ kind: 'network-back', at, team: team(who) });
export const comesUp: Deed<TeamWho> = (who, at) => ({ kind: 'came-up', at, team: team(who) });
export const goesHome: Deed<TeamWho> = (who, at) => ({ kind: 'tour-ended', at, team: team(who) });
export const countsTour =
  (encounters: number): Deed<TeamWho> =>
  (who, at) => ({
    kind: 'tour-reported',
    at,
    team: team(who),
    figures: tourFiguresOf(randomOf(FIGURES_SEED, 'evening', who), encounters),
  });

export const takes =
  (report: string): Deed<TeamWho> =>
  (who, at) => ({ kind: 'mission-taken', at, report, team: team(who) });
export const reaches =
  (report: string): Deed<TeamWho> =>
  (who, at) => ({ kind: 'mission-reached', at, report, team: team(who) });
export const finishes =
  (report: string): Deed<TeamWho> =>
  (who, at) => ({ kind: 'mission-finished', at, report, team: team(who) });

/** Somebody tells the desk, which types it. */
export const isTold =
  (report: string, origin: ReportOrigin, place: Place, what: ReportKind, people: PeopleClass): Deed<'lead'> =>
  (_, at) => ({ kind: 'report-filed', at, report, origin, post: null, place, what, people });
export const asksFor =
  (report: string, place: Place, what: ReportKind, people: PeopleClass): Deed<'RATP-1' | 'RATP-2'> =>
  (who, at) => ({
    kind: 'report-filed',
    at,
    report,
    origin: 'ratp',
    post: ratpPostIdSchema.parse(who),
    place,
    what,
    people,
  });
export const acknowledges =
  (report: string): Deed<'lead'> =>
  (_, at) => ({ kind: 'report-acknowledged', at, report });
export const sends =
  (to: TeamWho, report: string, place: Place): Deed<'lead'> =>
  (_, at) => ({ kind: 'mission-given', at, report, team: team(to), place });
export const gives =
  (report: string, to: Exclude<Assignee, 'maraude'>): Deed<'lead'> =>
  (_, at) => ({ kind: 'report-assigned', at, report, to });
export const hearsOfArrival =
  (report: string): Deed<'lead'> =>
  (_, at) => ({ kind: 'report-reached', at, report });
export const closes =
  (report: string, outcome: ReportOutcome): Deed<'lead'> =>
  (_, at) => ({ kind: 'report-closed', at, report, outcome });
/** Answers for a team of which nothing is heard. */
export const answersFor =
  (silent: TeamWho): Deed<'lead'> =>
  (_, at) => ({ kind: 'silence-acknowledged', at, team: team(silent) });

export const asksForBed =
  (needs: readonly AdmissionNeed[]): Deed<TeamWho> =>
  (who, at) => ({
    kind: 'admission-requested',
    at,
    request: REQUEST,
    origin: 'maraude',
    needs,
    filer: { kind: 'team', team: team(who) },
  });
export const leavesForWard: Deed<TeamWho> = (who, at) => ({
  kind: 'departed-for-ward',
  at,
  request: REQUEST,
  filer: { kind: 'team', team: team(who) },
});
export const seesRequest: Deed<'ward'> = (_, at) => ({ kind: 'request-seen', at, request: REQUEST });
export const assesses: Deed<'ward'> = (_, at) => ({ kind: 'request-assessed', at, request: REQUEST });
export const reserves =
  (bed: string): Deed<'ward'> =>
  (_, at) => ({ kind: 'bed-reserved', at, request: REQUEST, bed: bedIdSchema.parse(bed) });
export const admits =
  (bed: string): Deed<'ward'> =>
  (_, at) => ({ kind: 'person-admitted', at, request: REQUEST, bed: bedIdSchema.parse(bed) });

export const recounts =
  (present: number): Deed<'ER-1'> =>
  (who, at) => ({
    kind: 'space-recounted',
    at,
    space: restSpaceIdSchema.parse(who),
    present,
    reason: 'doute',
  });
export const lets =
  (which: 'in' | 'out'): Deed<'ER-1'> =>
  (who, at) => ({
    kind: which === 'in' ? 'person-entered' : 'person-left',
    at,
    space: restSpaceIdSchema.parse(who),
  });

/** The recorded answer of the operator's feed is read again. */
export const isRead: Deed<'feed'> = (_, at) => ({ kind: 'feed-read', at });

export const inZone = (id: string): Place => ({ kind: 'zone', id }) as Place;
export const inStation = (id: string) => ({ kind: 'station', id: stationIdSchema.parse(id) }) as const;

const team = (who: TeamWho) => teamIdSchema.parse(who);

import type {
  AdmissionNeed,
  AdmissionRefusalReason,
  DelayReason,
  Destination,
  OriginType,
  Redirection,
} from '#shared/domain/admission/commands';
import type { Assessment, BedClosureReason } from '#shared/domain/bed/commands';
import type { Assignee, ReportKind, ReportOrigin, ReportOutcome } from '#shared/domain/field-report/commands';
import type { Availability, OutingRefusalReason } from '#shared/domain/hospital-team/commands';
import type { HousingLine } from '#shared/domain/housing/commands';
import type { TourFigures } from '#shared/domain/maraude/commands';
import type { Need, PeopleClass, Place } from '#shared/domain/pass/commands';
import type { PlacementEnd, PlacementStep, Sending } from '#shared/domain/placement/commands';
import type { Establishment } from '#shared/domain/placement/state';
import type { PresenceStatus } from '#shared/domain/presence/commands';
import type { ExitMinutes } from '#shared/domain/safety/commands';
import type { DaySheet, RecountReason, Regime } from '#shared/domain/rest-space/commands';
import type {
  BedId,
  HospitalTeamId,
  RatpPostId,
  RestSpaceId,
  StationId,
  TeamId,
  UnitId,
} from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import type { RestSpaceService } from '#shared/kernel/rest-space-service';
import type { Slot } from '#shared/kernel/slot';

type At<Kind extends string, Fields = unknown> = {
  readonly kind: Kind;
  readonly at: Instant;
} & Readonly<Fields>;
type OfSpace<Kind extends string, Fields = unknown> = At<Kind, { space: RestSpaceId } & Fields>;
type OfTeam<Kind extends string, Fields = unknown> = At<Kind, { team: TeamId } & Fields>;
type OfRequest<Kind extends string, Fields = unknown> = At<Kind, { request: RequestNumber } & Fields>;

/** Tells one simulated request from another inside the law. It never leaves the demo: the server gives the code. */
export type RequestNumber = number;

/** Who makes the request at its device. */
export type Filer =
  | { readonly kind: 'team'; readonly team: TeamId }
  | { readonly kind: 'space'; readonly space: RestSpaceId }
  | { readonly kind: 'ward' };

export type RestSpaceIntention =
  | OfSpace<'space-opened', { regime: Regime }>
  | OfSpace<'space-closed', { until: Instant }>
  | OfSpace<'person-entered'>
  | OfSpace<'person-left'>
  /** Not a command: nobody came in. `orientedTo` is the space named to the person, if any. */
  | OfSpace<'person-turned-away', { orientedTo: RestSpaceId | undefined }>
  | OfSpace<'space-recounted', { present: number; reason: RecountReason }>
  | OfSpace<'space-confirmed'>
  | OfSpace<'regime-switched', { regime: Regime }>
  | OfSpace<'space-declared-full'>
  | OfSpace<'space-full-lifted'>
  | OfSpace<'service-switched', { service: RestSpaceService; on: boolean }>
  | OfSpace<'day-sheet-filed', { day: LocalDate; figures: DaySheet }>;

export type MaraudeIntention =
  | OfTeam<'tour-started', { level: 'surface' | 'souterrain' }>
  | OfTeam<'presence-declared', { place: Place; status: PresenceStatus }>
  /** `at` is when the phone reaches the server, `leftAt` when the team left: later than `leftAt` without network. */
  | OfTeam<
      'pass-declared',
      { place: Place; slot: Slot; leftAt: Instant; people: PeopleClass; needs: readonly Need[] }
    >
  /** Underground: said on arriving in a station, with the exit that is announced. */
  | OfTeam<'went-underground', { station: StationId; exitIn: ExitMinutes }>
  | OfTeam<'came-up'>
  | OfTeam<'tour-ended'>
  | OfTeam<'tour-reported', { figures: TourFigures }>;

/** `report` tells one from another inside the law: the server names it by the command that filed it. */
type OfReport<Kind extends string, Fields = unknown> = At<Kind, { report: string } & Fields>;
export type FieldReportIntention =
  | OfReport<
      'report-filed',
      { origin: ReportOrigin; post: RatpPostId | null; place: Place; what: ReportKind; people: PeopleClass }
    >
  | OfReport<'report-acknowledged' | 'report-reached'>
  | OfReport<'report-assigned', { to: Assignee }>
  | OfReport<'mission-given', { team: TeamId; place: Place }>
  | OfReport<'mission-taken' | 'mission-reached' | 'mission-finished', { team: TeamId }>
  | OfReport<'report-closed', { outcome: ReportOutcome }>;

export type WardIntention =
  | OfRequest<'admission-requested', { origin: OriginType; needs: readonly AdmissionNeed[]; filer: Filer }>
  | OfRequest<'request-seen'>
  | OfRequest<'request-assessed'>
  | OfRequest<'bed-reserved', { bed: BedId }>
  | OfRequest<'reservation-renewed'>
  | OfRequest<'departed-for-ward', { filer: Filer }>
  | OfRequest<'person-admitted', { bed: BedId }>
  | OfRequest<'request-redirected', { to: Redirection }>
  | OfRequest<'request-refused', { reason: AdmissionRefusalReason }>
  | OfRequest<'request-withdrawn', { filer: Filer }>
  | OfRequest<'request-lost'>
  | OfRequest<'delay-explained', { reason: DelayReason }>
  | OfRequest<'destination-asked', { destination: Destination }>
  | OfRequest<'destination-declined', { destination: Destination; reason: AdmissionRefusalReason }>
  | OfRequest<'destination-accepted', { destination: Destination }>
  | OfRequest<'arrival-confirmed'>
  | OfRequest<'assessment-ticked', { bed: BedId; assessment: Assessment }>
  | OfRequest<'bed-discharged', { bed: BedId }>
  | OfRequest<'bed-cleaned', { bed: BedId }>
  | At<'bed-closed', { bed: BedId; reason: BedClosureReason; reopensAt: Instant }>
  | At<'bed-reopened', { bed: BedId }>
  | At<'ward-confirmed'>;

export type UnitIntention =
  | At<'unit-reported', { unit: UnitId; free: number; occupied: number; closed: number }>
  | At<'unit-confirmed', { unit: UnitId }>;

export type HousingIntention = At<
  'housing-reported',
  { line: HousingLine; capacity: number; taken: number; blocked: number; exitsThisWeek: number }
>;

/** `outing` tells one from another inside the law: the server names it by the command that asked. */
export type HospitalTeamIntention =
  | At<'hospital-team-set', { hospitalTeam: HospitalTeamId; availability: Availability; next: Slot | null }>
  | OfTeam<'outing-asked', { outing: string; hospitalTeam: HospitalTeamId }>
  | At<'outing-accepted' | 'outing-done', { outing: string }>
  | At<'outing-refused', { outing: string; reason: OutingRefusalReason }>;

/** `placement` tells one from another inside the law: the server gives the code. */
type OfPlacement<Kind extends string, Fields = unknown> = At<Kind, { placement: string } & Fields>;
export type PlacementIntention =
  | OfPlacement<'placement-opened', { sending: Sending; expertSupport: boolean }>
  | OfPlacement<'placement-advanced', { step: PlacementStep }>
  | OfPlacement<'residence-asked' | 'residence-accepted' | 'residence-declined', Establishment>
  | OfPlacement<'placement-ended', { end: PlacementEnd }>;

export type DownstreamIntention =
  UnitIntention | HousingIntention | HospitalTeamIntention | PlacementIntention;

/** What the script of an evening says besides, and no law. */
export type ScriptIntention =
  | OfTeam<'network-lost' | 'network-back'>
  | OfTeam<'silence-acknowledged'>
  /** The operator's recorded feed is read again. */
  | At<'feed-read'>;

/** What somebody of the simulated day wants to do, at a device. The actors turn it into a command. */
export type Intention =
  | RestSpaceIntention
  | MaraudeIntention
  | FieldReportIntention
  | WardIntention
  | DownstreamIntention
  | ScriptIntention;

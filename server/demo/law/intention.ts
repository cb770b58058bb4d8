import type {
  AdmissionNeed,
  AdmissionRefusalReason,
  OriginType,
  Redirection,
} from '#shared/domain/admission/commands';
import type { Need, PeopleClass, Place } from '#shared/domain/pass/commands';
import type { PresenceStatus } from '#shared/domain/presence/commands';
import type { RecountReason, Regime } from '#shared/domain/rest-space/commands';
import type { BedId, RestSpaceId, TeamId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
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
  | OfSpace<'space-full-lifted'>;

export type MaraudeIntention =
  | OfTeam<'tour-started', { level: 'surface' | 'souterrain' }>
  | OfTeam<'presence-declared', { place: Place; status: PresenceStatus }>
  /** `at` is when the phone reaches the server, `leftAt` when the team left: later than `leftAt` without network. */
  | OfTeam<
      'pass-declared',
      { place: Place; slot: Slot; leftAt: Instant; people: PeopleClass; needs: readonly Need[] }
    >
  | OfTeam<'tour-ended'>;

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
  | OfRequest<'bed-discharged', { bed: BedId }>
  | OfRequest<'bed-cleaned', { bed: BedId }>
  | At<'ward-confirmed'>;

/** What somebody of the simulated day wants to do, at a device. The actors turn it into a command. */
export type Intention = RestSpaceIntention | MaraudeIntention | WardIntention;

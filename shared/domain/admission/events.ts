import type { Instant } from '../../kernel/instant.ts';
import type { AdmissionCode, FilingPost } from '../../kernel/ids.ts';
import type {
  AdmissionNeed,
  AdmissionRefusalReason,
  DelayReason,
  Destination,
  OriginType,
  Redirection,
} from './commands.ts';

type Fact<Type extends string, Fields = unknown> = { type: Type; code: AdmissionCode; at: Instant } & Fields;

/** The bed side of a step (`BedReserved`, `BedOccupied`...) is recorded beside it, in the same append. */
export type AdmissionEvent =
  /** `at` is the receipt; `timeReplaced` says that the field's time was not credible and the receipt took its place. */
  | Fact<
      'AdmissionRequested',
      {
        origin: OriginType;
        needs: AdmissionNeed[];
        requestedAt: Instant;
        timeReplaced: boolean;
        filedBy: FilingPost;
      }
    >
  | Fact<'RequestAcknowledged'>
  | Fact<'RequestAssessed'>
  /** On a D2O bed or elsewhere: whoever else had been asked need not answer. */
  | Fact<'RequestAccepted'>
  /** Its hold ended, or its place elsewhere was given back: the request is under assessment again. */
  | Fact<'RequestReturnedToAssessment'>
  | Fact<'DelayExplained', { reason: DelayReason }>
  | Fact<'DestinationAsked', { destination: Destination }>
  | Fact<'DestinationAccepted', { destination: Destination }>
  | Fact<'DestinationDeclined', { destination: Destination; reason: AdmissionRefusalReason }>
  | Fact<'DepartedForWard'>
  | Fact<'PersonAdmitted', { requestedAt: Instant }>
  | Fact<'RequestRedirected', { to: Redirection }>
  | Fact<'RequestRefused', { reason: AdmissionRefusalReason }>
  | Fact<'RequestWithdrawn'>
  | Fact<'RequestLost'>;

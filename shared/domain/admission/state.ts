import type { FilingPost } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type {
  AdmissionNeed,
  AdmissionRefusalReason,
  DelayReason,
  Destination,
  OriginType,
  Redirection,
} from './commands.ts';

/** Where a request is. The bed it holds is said by that bed alone, so that the two can never disagree. */
export type OpenStep = { readonly step: 'demandee' | 'vue' | 'en-evaluation' | 'acceptee' | 'en-route' };
export type End =
  | { readonly step: 'admise' | 'retiree' | 'perdue-de-vue' }
  | { readonly step: 'reorientee'; readonly to: Redirection }
  | { readonly step: 'refusee'; readonly reason: AdmissionRefusalReason };
export type ClosedStep = End & { readonly closedAt: Instant };

/** A place asked for beside the D2O beds. `sans-objet`: somebody else had accepted, or the request was over. */
export type AskedDestination = {
  readonly destination: Destination;
  readonly answer: 'en-attente' | 'acceptee' | 'refusee' | 'sans-objet';
};

/** A code and a clock, no person (PRV-30). */
export type AdmissionRequest = {
  readonly origin: OriginType;
  readonly needs: readonly AdmissionNeed[];
  /** Starts the 24 h. */
  readonly requestedAt: Instant;
  /** The time given by the field was not credible: the receipt took its place. */
  readonly timeReplaced: boolean;
  /** Where its answers go; never shown. */
  readonly filedBy: FilingPost;
  /** The last time anything was said of this request. */
  readonly lastSignAt: Instant;
  /** Why it takes long: each reason once, in the order in which they were given. */
  readonly delays: readonly DelayReason[];
  /** Each once, in the order in which they were first asked. */
  readonly destinations: readonly AskedDestination[];
} & (OpenStep | ClosedStep);

export type OpenRequest = Extract<AdmissionRequest, OpenStep>;

export function isOpen(request: AdmissionRequest): request is OpenRequest {
  return !('closedAt' in request);
}

/** Where the request is accepted outside the D2O beds; undefined when it is not. */
export function acceptedElsewhere({ destinations }: AdmissionRequest): Destination | undefined {
  return destinations.find(({ answer }) => answer === 'acceptee')?.destination;
}

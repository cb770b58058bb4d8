import type { FilingPost } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { AdmissionNeed, AdmissionRefusalReason, OriginType, Redirection } from './commands.ts';

/** Where a request is. The bed it holds is said by that bed alone, so that the two can never disagree. */
export type OpenStep = { readonly step: 'demandee' | 'vue' | 'en-evaluation' | 'acceptee' | 'en-route' };
export type End =
  | { readonly step: 'admise' | 'retiree' | 'perdue-de-vue' }
  | { readonly step: 'reorientee'; readonly to: Redirection }
  | { readonly step: 'refusee'; readonly reason: AdmissionRefusalReason };
export type ClosedStep = End & { readonly closedAt: Instant };

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
} & (OpenStep | ClosedStep);

export type OpenRequest = Extract<AdmissionRequest, OpenStep>;

export function isOpen(request: AdmissionRequest): request is OpenRequest {
  return !('closedAt' in request);
}

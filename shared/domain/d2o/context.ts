import type { AdmissionCode, FilingPost } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { LocalDate } from '../../kernel/local-time.ts';

export type D2oContext = {
  readonly now: Instant;
  /** The day of `now` on the territory's calendar. */
  readonly today: LocalDate;
  /** Drawn at random by the caller, and not yet in `state.requests`; used by a new request only. */
  readonly freshCode: AdmissionCode;
  /** The post that asks, as the server knows it; used by a new request only. */
  readonly filedBy: FilingPost;
  /** The addictology units of the territory: no other may be asked. */
  readonly units: ReadonlySet<string>;
  /** How long a bed is held, how much a renewal adds, and how many renewals there are: the pack's. */
  readonly holdMin: number;
  readonly holdRenewalMin: number;
  readonly holdRenewals: number;
};

import type { AdmissionCode } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { LocalDate } from '../../kernel/local-time.ts';
import type { Assessment, BedClosureReason } from './commands.ts';

/** The last day on which each assessment was done: one that is not today's is not ticked. */
export type Assessed = { readonly [Each in Assessment]: LocalDate | null };

export const NOT_ASSESSED: Assessed = { addictologie: null, somatique: null, psychiatrie: null };

/** What a bed is, and since when. An occupied one forgets the request that filled it: the link must not outlive it (PRV-33). */
export type BedSituation = { readonly since: Instant } & (
  | { readonly state: 'disponible' }
  | {
      readonly state: 'reserve';
      readonly code: AdmissionCode;
      readonly until: Instant;
      readonly renewals: number;
      /** Since when it was available before the hold: given back, it has been free since then. */
      readonly freeSince: Instant;
    }
  | { readonly state: 'occupe'; readonly assessed: Assessed }
  /** Closed for disinfection after a departure: its own state on screen, 05 in exports. */
  | { readonly state: 'menage' }
  | { readonly state: 'ferme'; readonly reason: BedClosureReason; readonly reopensAt: Instant | null }
);

/** An installed bed. */
export type Bed = BedSituation & {
  /** Added in a surge: outside the sum of the installed beds (TRE_R330, code 06). */
  readonly surge: boolean;
  /** What taking back the last change would restore, and when that change was said; null when there is nothing to take back. */
  readonly undo: { readonly at: Instant; readonly former: BedSituation } | null;
};

export type ReservedBed = Extract<Bed, { state: 'reserve' }>;

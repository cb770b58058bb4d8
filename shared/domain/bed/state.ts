import type { AdmissionCode } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { BedClosureReason } from './commands.ts';

/** An installed bed. An occupied one forgets the request that filled it: the link must not outlive it (PRV-33). */
export type Bed =
  | { readonly state: 'disponible' }
  | {
      readonly state: 'reserve';
      readonly code: AdmissionCode;
      readonly until: Instant;
      readonly renewals: number;
    }
  | { readonly state: 'occupe'; readonly since: Instant }
  /** Closed for disinfection after a departure: its own state on screen, 05 in exports. */
  | { readonly state: 'menage'; readonly since: Instant }
  | { readonly state: 'ferme'; readonly reason: BedClosureReason; readonly reopensAt: Instant | null };

export type ReservedBed = Extract<Bed, { state: 'reserve' }>;

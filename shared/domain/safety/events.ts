import type { TeamId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';

/** A team pressed Alerte. No place: what is still known of one is presence, which is memory (A1). */
export type SafetyEvent =
  | { type: 'AlertRaised'; team: TeamId; at: Instant }
  | { type: 'AlertCancelled'; team: TeamId; at: Instant }
  /** A lead has seen it, and the tour is over. */
  | { type: 'AlertEnded'; team: TeamId; at: Instant };

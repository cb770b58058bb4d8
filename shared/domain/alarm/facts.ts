import type { BedId, CommandId, RestSpaceId, TeamId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';

/** What alarms are made of, as it is known now: facts of the log, and memory (timers, plans). */
export type AlarmFacts = {
  /** A1. */
  readonly alerts: readonly { readonly team: TeamId; readonly raisedAt: Instant }[];
  /** A2: teams on a tour. `exitAt` null on the surface. */
  readonly teams: readonly {
    readonly team: TeamId;
    readonly lastSignAt: Instant;
    readonly exitAt: Instant | null;
  }[];
  /** A3: requests of the transport operator that nobody has acknowledged. */
  readonly unacknowledged: readonly { readonly report: CommandId; readonly filedAt: Instant }[];
  /** A4: open admission requests for which no bed is held. */
  readonly unreserved: readonly Instant[];
  /** A5, A9. */
  readonly holds: readonly { readonly bed: BedId; readonly until: Instant }[];
  readonly cleanings: readonly { readonly bed: BedId; readonly since: Instant }[];
  /** A6, A10: open spaces. `saturatedAt`: since when the space is saturated (RSP-16); null when it is not. */
  readonly spaces: readonly {
    readonly space: RestSpaceId;
    readonly saturatedAt: Instant | null;
    readonly lastSignAt: Instant;
  }[];
  /** A7: due cells to do that nobody planned; A8: those missed. `name` is `cellName`'s. */
  readonly unplanned: readonly { readonly name: string; readonly windowEnds: Instant }[];
  readonly missed: readonly { readonly name: string; readonly windowEnded: Instant }[];
  /** A11: the wall or a tablet, connected once and gone for longer than the limit; when it was last there. */
  readonly screens: readonly { readonly screen: 'mur' | RestSpaceId; readonly goneAt: Instant }[];
  /** A12: feeds of others that are followed, how often they are asked, and when they last answered. */
  readonly feeds: readonly {
    readonly feed: 'transport';
    readonly everyMin: number;
    readonly heardAt: Instant;
  }[];
  /** A13: when coverage was last released, and how often it is owed; null before the first release. */
  readonly lastReleaseAt: Instant | null;
};

/** The pack's, in minutes unless it says otherwise. */
export type AlarmThresholds = {
  readonly reportAcknowledgeMin: number;
  readonly silentWarnMin: number;
  readonly silentMin: number;
  readonly exitGraceMin: number;
  readonly atRiskAfterH: number;
  readonly holdEndsSoonMin: number;
  readonly cleaningMin: number;
  readonly restSpaceSilentMin: number;
  readonly perilMin: number;
  /** Between two releases of coverage: the policy's. */
  readonly coverageTickMin: number;
};

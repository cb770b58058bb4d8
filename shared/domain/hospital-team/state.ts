import { DAY } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { CommandId, FilingPost } from '../../kernel/ids.ts';
import type { Slot } from '../../kernel/slot.ts';
import type { Availability, OutingRefusalReason } from './commands.ts';

export type HospitalTeamReport = {
  readonly availability: Availability;
  readonly next: Slot | null;
  readonly saidAt: Instant;
};

type OutingCore = {
  readonly askedAt: Instant;
  /** The end of the shift in which it was asked: the answer is owed by then, and still taken later. */
  readonly answerBy: Instant;
  /** Where its answers go; never shown. */
  readonly askedBy: FilingPost;
};

/** A joint outing, from its asking on: a life, and no place. `at`: when it came to this step. */
export type JointOuting = OutingCore &
  (
    | { readonly step: 'demandee' }
    | { readonly step: 'acceptee'; readonly at: Instant }
    | { readonly step: 'refusee'; readonly at: Instant; readonly reason: OutingRefusalReason }
    | { readonly step: 'faite' | 'retiree'; readonly at: Instant }
  );

/** One hospital mobile team and the outings asked of it (stream `hospital-team:EMH-1`). `report` null: never heard of. */
export type HospitalTeamState = {
  readonly report: HospitalTeamReport | null;
  readonly outings: ReadonlyMap<CommandId, JointOuting>;
};

export const initialHospitalTeam: HospitalTeamState = { report: null, outings: new Map() };

/**
 * An open outing is forgotten this long after it was asked, an ended one this long after its end: less than half of
 * what its facts last, which are then there as long as it is told of.
 */
export const OUTING_KEPT_MS = DAY;

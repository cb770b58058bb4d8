import type { Instant } from '../../kernel/instant.ts';
import type { CommandId, FilingPost, HospitalTeamId } from '../../kernel/ids.ts';
import type { Slot } from '../../kernel/slot.ts';
import type { Availability, OutingRefusalReason } from './commands.ts';
import type { HospitalTeamReport } from './state.ts';

type Fact<Type extends string, Fields = unknown> = {
  type: Type;
  hospitalTeam: HospitalTeamId;
  at: Instant;
} & Fields;
type OfOuting<Type extends string, Fields = unknown> = Fact<Type, { outing: CommandId } & Fields>;

export type HospitalTeamEvent =
  | Fact<'HospitalTeamSet', { availability: Availability; next: Slot | null }>
  | OfOuting<'JointOutingAsked', { answerBy: Instant; askedBy: FilingPost }>
  | OfOuting<'JointOutingAccepted'>
  | OfOuting<'JointOutingRefused', { reason: OutingRefusalReason }>
  | OfOuting<'JointOutingCompleted'>
  | OfOuting<'JointOutingWithdrawn'>
  /**
   * What is true of the team, without how it came to it (PRV-51). Its outings are not restated: each is forgotten long
   * before its facts are erased, so that none is named longer than they last.
   */
  | Fact<'HospitalTeamCarried', { report: HospitalTeamReport | null }>;

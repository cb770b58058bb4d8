import type { CommandId, TeamId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Place } from '../pass/commands.ts';
import type { MissionReason } from './commands.ts';

type Fact<Type extends string, Fields = unknown> = { type: Type; mission: CommandId; at: Instant } & Fields;

/** Erased 24 h after the mission's end: the only facts with a team and a place (PRV-37). */
export type MissionEvent =
  | Fact<'MissionGiven', { team: TeamId; place: Place; answers: CommandId | null }>
  | Fact<'MissionTaken'>
  | Fact<'MissionDeclined', { reason: MissionReason }>
  | Fact<'MissionReached'>
  | Fact<'MissionFinished'>
  | Fact<'MissionWithdrawn'>;

import type { Instant } from '../../kernel/instant.ts';
import type { MissionReason } from '../mission/commands.ts';
import type { DutyCell } from './commands.ts';

export type DutyPlanEvent =
  | { type: 'DutyMarkedImpossible'; cell: DutyCell; at: Instant; reason: MissionReason }
  | { type: 'DutyMarkedPossible'; cell: DutyCell; at: Instant };

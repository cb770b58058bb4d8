import type { CommandId, TeamId, WindowId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { LocalDate } from '../../kernel/local-time.ts';
import type { MaraudeLevel, TourFigures } from './commands.ts';

/** Erased 24 h after the end of the tour, as missions are: a team and two moments, no place. */
export type MaraudeEvent =
  | { type: 'MaraudeOpened'; maraude: CommandId; at: Instant; team: TeamId; level: MaraudeLevel }
  | { type: 'MaraudeClosed'; maraude: CommandId; at: Instant }
  /** Its report is in: said once. */
  | { type: 'MaraudeReported'; maraude: CommandId; at: Instant }
  /** What history keeps (PRV-35): an operator, a day, a half-day, a level and counts. Neither team, place nor hour. */
  | {
      type: 'TourReportFiled';
      operator: string;
      day: LocalDate;
      window: WindowId | null;
      level: MaraudeLevel;
      figures: TourFigures;
    };

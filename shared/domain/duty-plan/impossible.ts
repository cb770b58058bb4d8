import { assertNever } from '../../kernel/assert-never.ts';
import { DAY, type Instant } from '../../kernel/instant.ts';
import type { MissionReason } from '../mission/commands.ts';
import { facts, refused, type Decision, type RefusalKind } from '../refusal.ts';
import type { DutyCell, DutyPlanCommand } from './commands.ts';
import type { DutyPlanEvent } from './events.ts';

export type Impossible = { readonly cell: DutyCell; readonly at: Instant; readonly reason: MissionReason };
/** By `cellName`. */
export type Impossibles = ReadonlyMap<string, Impossible>;

/** What a lead said of a half-day is forgotten this long after: no half-day lasts longer. */
export const IMPOSSIBLE_KEPT_MS = 2 * DAY;

export type DutyContext = {
  readonly now: Instant;
  /** Why nothing can be said of this cell any more, or yet; null when something can. */
  readonly whyNot: (cell: DutyCell) => Extract<RefusalKind, 'DutyUnknown' | 'DutyOver'> | null;
};

export type DutyFactCommand = Extract<DutyPlanCommand, { type: 'MarkImpossible' | 'MarkPossible' }>;

/** One name for one due cell: its area, its day, its half-day. */
export function cellName({ area, day, window }: DutyCell): string {
  return `${area.id}:${day}:${window}`;
}

export function decideDuty(
  command: DutyFactCommand,
  impossibles: Impossibles,
  { now: at, whyNot }: DutyContext,
): Decision<DutyPlanEvent> {
  const { cell } = command;
  const why = whyNot(cell);
  if (why) return refused(why);
  const known = impossibles.get(cellName(cell));
  switch (command.type) {
    case 'MarkImpossible': {
      const { reason } = command;
      return known?.reason === reason ? facts() : facts({ type: 'DutyMarkedImpossible', cell, at, reason });
    }
    case 'MarkPossible':
      return known ? facts({ type: 'DutyMarkedPossible', cell, at }) : facts();
    default:
      return assertNever(command);
  }
}

export function evolveImpossibles(impossibles: Impossibles, event: DutyPlanEvent): Impossibles {
  const after = new Map(impossibles);
  switch (event.type) {
    case 'DutyMarkedImpossible':
      return after.set(cellName(event.cell), { cell: event.cell, at: event.at, reason: event.reason });
    case 'DutyMarkedPossible':
      after.delete(cellName(event.cell));
      return after;
    default:
      return assertNever(event);
  }
}

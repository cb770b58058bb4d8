import { assertNever } from '../../kernel/assert-never.ts';
import type { Instant } from '../../kernel/instant.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { UnitCommand } from './commands.ts';
import type { UnitEvent } from './events.ts';
import type { UnitState } from './state.ts';

export type UnitContext = {
  readonly now: Instant;
  /** The units of the territory: any other is refused. */
  readonly units: ReadonlySet<string>;
};

/** What happens when a unit reports its beds, or confirms its last report. */
export function decideUnit(
  command: UnitCommand,
  state: UnitState,
  { now: at, units }: UnitContext,
): Decision<UnitEvent> {
  const { unit } = command;
  if (!units.has(unit)) return refused('UnitUnknown');
  switch (command.type) {
    case 'ReportUnit': {
      const { free, occupied, closed } = command;
      return facts({ type: 'UnitReported', unit, at, free, occupied, closed });
    }
    case 'ConfirmUnit':
      return state.report ? facts({ type: 'UnitConfirmed', unit, at }) : refused('UnitNeverReported');
    default:
      return assertNever(command);
  }
}

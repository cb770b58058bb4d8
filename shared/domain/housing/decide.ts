import { assertNever } from '../../kernel/assert-never.ts';
import type { Instant } from '../../kernel/instant.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { HousingCommand } from './commands.ts';
import type { HousingEvent } from './events.ts';
import type { HousingState } from './state.ts';

export type HousingContext = { readonly now: Instant };

/** What happens when a line of housing reports its places, or confirms its last report. */
export function decideHousing(
  command: HousingCommand,
  state: HousingState,
  { now: at }: HousingContext,
): Decision<HousingEvent> {
  const { line } = command;
  switch (command.type) {
    case 'ReportHousing': {
      const { capacity, taken, blocked, exitsThisWeek } = command;
      if (taken + blocked > capacity) return refused('HousingDoesNotAddUp');
      return facts({ type: 'HousingReported', line, at, capacity, taken, blocked, exitsThisWeek });
    }
    case 'ConfirmHousing':
      return state.report ? facts({ type: 'HousingConfirmed', line, at }) : refused('HousingNeverReported');
    default:
      return assertNever(command);
  }
}

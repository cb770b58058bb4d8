import { assertNever } from '../../kernel/assert-never.ts';
import type { UnitEvent } from './events.ts';
import type { UnitState } from './state.ts';

/** What a fact changes in its unit. A confirmation whose report was erased confirms nothing. */
export function evolveUnit(state: UnitState, event: UnitEvent): UnitState {
  switch (event.type) {
    case 'UnitReported': {
      const { free, occupied, closed, at } = event;
      return { report: { free, occupied, closed, confirmedAt: at } };
    }
    case 'UnitConfirmed':
      return { report: state.report && { ...state.report, confirmedAt: event.at } };
    case 'UnitCarried':
      return { report: event.report };
    default:
      return assertNever(event);
  }
}

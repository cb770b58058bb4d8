import { assertNever } from '../../kernel/assert-never.ts';
import type { HousingEvent } from './events.ts';
import type { HousingState } from './state.ts';

/** What a fact changes in its line. A confirmation whose report was erased confirms nothing. */
export function evolveHousing(state: HousingState, event: HousingEvent): HousingState {
  switch (event.type) {
    case 'HousingReported': {
      const { capacity, taken, blocked, exitsThisWeek, at } = event;
      return { report: { capacity, taken, blocked, exitsThisWeek, confirmedAt: at } };
    }
    case 'HousingConfirmed':
      return { report: state.report && { ...state.report, confirmedAt: event.at } };
    case 'HousingCarried':
      return { report: event.report };
    default:
      return assertNever(event);
  }
}

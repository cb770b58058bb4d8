import { assertNever } from '../../kernel/assert-never.ts';
import type { PassEvent } from './events.ts';
import type { SlotState } from './state.ts';

/** What a fact changes in its slot. A second seal, which no decision makes, would leave the first as it is. */
export function evolveSlot(state: SlotState, event: PassEvent): SlotState {
  switch (event.type) {
    case 'PassDeclared': {
      const { pass, place, people, needs } = event;
      const declared = { place, people, needs, late: state.sealed !== null };
      return { ...state, passes: new Map(state.passes).set(pass, declared) };
    }
    case 'PassWithdrawn': {
      const passes = new Map(state.passes);
      passes.delete(event.pass);
      return { ...state, passes };
    }
    case 'SlotSealed':
      return { ...state, sealed: state.sealed ?? { zones: event.zones, stations: event.stations } };
    default:
      return assertNever(event);
  }
}

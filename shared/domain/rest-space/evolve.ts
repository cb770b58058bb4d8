import { assertNever } from '../../kernel/assert-never.ts';
import type { RestSpaceEvent } from './events.ts';
import type { OpenRestSpace, RestSpaceState } from './state.ts';

/** What a fact changes in its space. */
export function evolveRestSpace(state: RestSpaceState, event: RestSpaceEvent): RestSpaceState {
  switch (event.type) {
    case 'RestSpaceOpened':
      return {
        kind: 'ouvert',
        regime: event.regime,
        present: 0,
        declaredFull: false,
        lastSignAt: event.at,
      };
    case 'RestSpaceClosed':
      return { kind: 'ferme', reason: event.reason, until: event.until, lastSignAt: event.at };
    case 'RestSpaceEntered':
      return inside(state, event, (open) => ({ present: open.present + 1 }));
    case 'RestSpaceLeft':
      return inside(state, event, (open) => ({ present: Math.max(0, open.present - 1) }));
    case 'RestSpaceRecounted':
      return inside(state, event, () => ({ present: event.present }));
    case 'RestSpaceConfirmed':
      return inside(state, event, () => ({}));
    case 'RegimeSwitched':
      return inside(state, event, () => ({ regime: event.regime }));
    case 'RestSpaceDeclaredFull':
      return inside(state, event, () => ({ declaredFull: true }));
    case 'RestSpaceFullLifted':
      return inside(state, event, () => ({ declaredFull: false }));
    case 'RestSpaceCarried':
      return event.state;
    default:
      return assertNever(event);
  }
}

/**
 * A fact of an open space. Where no opening is known (closed, or the opening was erased from the log) a count has
 * nothing to add itself to: the space stays as it is until it opens again.
 */
function inside(
  state: RestSpaceState,
  event: RestSpaceEvent,
  change: (open: OpenRestSpace) => Partial<Omit<OpenRestSpace, 'kind'>>,
): RestSpaceState {
  return state.kind === 'ouvert' ? { ...state, ...change(state), lastSignAt: event.at } : state;
}

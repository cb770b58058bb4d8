import { assertNever } from '../../kernel/assert-never.ts';
import type { LocalDate } from '../../kernel/local-time.ts';
import { restSpaceServiceSchema, type RestSpaceService } from '../../kernel/rest-space-service.ts';
import type { RestSpaceEvent } from './events.ts';
import { isOfBalance } from './seen.ts';
import type { OpenRestSpace, RestSpaceState } from './state.ts';

/** What a fact changes in its space. */
export function evolveRestSpace(state: RestSpaceState, event: RestSpaceEvent): RestSpaceState {
  switch (event.type) {
    case 'RestSpaceOpened':
      return {
        kind: 'ouvert',
        regime: event.regime,
        present: 0,
        countedAt: event.at,
        declaredFull: false,
        services: [],
        lastSignAt: event.at,
        sheetOf: sheetOf(state),
      };
    case 'RestSpaceClosed': {
      const { reason, until } = event;
      return { kind: 'ferme', reason, until, lastSignAt: event.at, sheetOf: sheetOf(state) };
    }
    case 'RestSpaceEntered':
      return counted(state, event, 1);
    case 'RestSpaceLeft':
      return counted(state, event, -1);
    case 'RestSpaceCountUndone':
      return counted(state, event, event.what === 'entree' ? -1 : 1);
    case 'RestSpaceRecounted':
      return inside(state, event, () => ({ present: event.present, countedAt: event.at }));
    case 'RestSpaceConfirmed':
      return inside(state, event, () => ({}));
    case 'RegimeSwitched':
      return inside(state, event, () => ({ regime: event.regime }));
    case 'RestSpaceDeclaredFull':
      return inside(state, event, () => ({ declaredFull: true }));
    case 'RestSpaceFullLifted':
      return inside(state, event, () => ({ declaredFull: false }));
    case 'ServiceSwitched':
      return inside(state, event, ({ services }) => ({ services: offered(services, event) }));
    case 'DaySheetFiled': {
      if (state.kind === 'jamais-recu') return state;
      const filed = state.sheetOf === null || event.day > state.sheetOf ? event.day : state.sheetOf;
      return { ...state, sheetOf: filed, lastSignAt: event.at };
    }
    case 'RestSpaceCarried':
      return event.state;
    default:
      return assertNever(event);
  }
}

type Count = Extract<RestSpaceEvent, { seenAt: unknown }>;

function counted(state: RestSpaceState, count: Count, step: 1 | -1): RestSpaceState {
  return inside(state, count, ({ present, countedAt }) =>
    isOfBalance(count, countedAt) ? { present: present + step } : {},
  );
}

function offered(
  services: readonly RestSpaceService[],
  { service, on }: { service: RestSpaceService; on: boolean },
): RestSpaceService[] {
  return restSpaceServiceSchema.options.filter((each) => (each === service ? on : services.includes(each)));
}

function sheetOf(state: RestSpaceState): LocalDate | null {
  return state.kind === 'jamais-recu' ? null : state.sheetOf;
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

import { assertNever } from '../../kernel/assert-never.ts';
import type { PlacementEvent } from './events.ts';
import {
  isSame,
  type AskedResidence,
  type Establishment,
  type OpenPlacement,
  type PlacementState,
} from './state.ts';

/** What a fact changes in its placement. Of one that is closed, or was erased, nothing can be said again. */
export function evolvePlacement(state: PlacementState, event: PlacementEvent): PlacementState {
  const { at } = event;
  if (event.type === 'PlacementOpened') {
    const { sending, expertSupport } = event;
    const clock = { openedAt: at, stepSince: at, lastSignAt: at };
    return { kind: 'ouvert', sending, expertSupport, ...clock, step: 'reperage', asked: [] };
  }
  if (state?.kind !== 'ouvert') return state;
  const open: OpenPlacement = { ...state, lastSignAt: at };
  switch (event.type) {
    case 'PlacementAdvanced':
      return { ...open, step: event.step, stepSince: at };
    case 'ResidenceAsked':
      return { ...open, asked: answered(open.asked, event, 'en-attente') };
    case 'ResidenceAccepted':
      return { ...open, asked: answered(withoutWaiting(open.asked), event, 'acceptee') };
    case 'ResidenceDeclined':
      return { ...open, asked: answered(open.asked, event, 'refusee') };
    case 'PlacementEnded':
      return { ...open, kind: 'clos', asked: withoutWaiting(open.asked), end: event.end, closedAt: at };
    default:
      return assertNever(event);
  }
}

function withoutWaiting(asked: readonly AskedResidence[]): AskedResidence[] {
  return asked.map((each) => (each.answer === 'en-attente' ? { ...each, answer: 'sans-objet' } : each));
}

/** With this answer in its place; at the end when it was never asked before. */
function answered(
  asked: readonly AskedResidence[],
  { region, residence }: Establishment,
  answer: AskedResidence['answer'],
): AskedResidence[] {
  const after = { region, residence, answer };
  return asked.some((each) => isSame(each, after))
    ? asked.map((each) => (isSame(each, after) ? after : each))
    : [...asked, after];
}

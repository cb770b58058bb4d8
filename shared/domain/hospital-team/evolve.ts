import { assertNever } from '../../kernel/assert-never.ts';
import type { CommandId } from '../../kernel/ids.ts';
import { plus, type Instant } from '../../kernel/instant.ts';
import type { HospitalTeamEvent } from './events.ts';
import { OUTING_KEPT_MS, type HospitalTeamState, type JointOuting } from './state.ts';

/** What a fact changes in its team. What is said of an outing that was forgotten changes nothing. */
export function evolveHospitalTeam(state: HospitalTeamState, event: HospitalTeamEvent): HospitalTeamState {
  switch (event.type) {
    case 'HospitalTeamSet': {
      const { availability, next, at } = event;
      return { ...state, report: { availability, next, saidAt: at } };
    }
    case 'JointOutingAsked': {
      const { outing, at, answerBy, askedBy } = event;
      return withOuting(state, outing, { step: 'demandee', askedAt: at, answerBy, askedBy });
    }
    case 'JointOutingAccepted':
      return moved(state, event.outing, (core) => ({ ...core, step: 'acceptee', at: event.at }));
    case 'JointOutingRefused': {
      const { at, reason } = event;
      return moved(state, event.outing, (core) => ({ ...core, step: 'refusee', at, reason }));
    }
    case 'JointOutingCompleted':
      return moved(state, event.outing, (core) => ({ ...core, step: 'faite', at: event.at }));
    case 'JointOutingWithdrawn':
      return moved(state, event.outing, (core) => ({ ...core, step: 'retiree', at: event.at }));
    case 'HospitalTeamCarried': {
      const kept = [...state.outings].filter(([, outing]) => isOutingKept(outing, event.at));
      return { report: event.report, outings: new Map(kept) };
    }
    default:
      return assertNever(event);
  }
}

/** Whether an outing is still told of at this hour. */
export function isOutingKept(outing: JointOuting, at: Instant): boolean {
  const isOver = outing.step !== 'demandee' && outing.step !== 'acceptee';
  return (isOver ? outing.at : outing.askedAt) >= plus(at, -OUTING_KEPT_MS);
}

type Core = Pick<JointOuting, 'askedAt' | 'answerBy' | 'askedBy'>;

function moved(state: HospitalTeamState, id: CommandId, to: (core: Core) => JointOuting): HospitalTeamState {
  const known = state.outings.get(id);
  if (!known) return state;
  const { askedAt, answerBy, askedBy } = known;
  return withOuting(state, id, to({ askedAt, answerBy, askedBy }));
}

function withOuting(state: HospitalTeamState, id: CommandId, outing: JointOuting): HospitalTeamState {
  return { ...state, outings: new Map(state.outings).set(id, outing) };
}

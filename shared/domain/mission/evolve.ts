import { assertNever } from '../../kernel/assert-never.ts';
import type { MissionEvent } from './events.ts';
import { isMissionOpen, type Missions, type MissionStep } from './state.ts';

/** What a fact changes among the missions. What is said of one that was erased, or is over, changes nothing. */
export function evolveMissions(missions: Missions, event: MissionEvent): Missions {
  if (event.type === 'MissionGiven') {
    const { mission, team, place, answers, at } = event;
    const given = { team, place, report: answers, givenAt: at, state: { kind: 'donnee' } as const };
    return new Map(missions).set(mission, given);
  }
  const known = missions.get(event.mission);
  if (!known || !isMissionOpen(known)) return missions;
  return new Map(missions).set(event.mission, { ...known, state: stepAfter(event) });
}

function stepAfter(event: Exclude<MissionEvent, { type: 'MissionGiven' }>): MissionStep {
  const { at } = event;
  switch (event.type) {
    case 'MissionTaken':
      return { kind: 'prise', at };
    case 'MissionDeclined':
      return { kind: 'impossible', at, reason: event.reason };
    case 'MissionReached':
      return { kind: 'sur-place', at };
    case 'MissionFinished':
      return { kind: 'finie', at };
    case 'MissionWithdrawn':
      return { kind: 'retiree', at };
    default:
      return assertNever(event);
  }
}

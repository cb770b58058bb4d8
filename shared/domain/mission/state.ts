import type { CommandId, TeamId } from '../../kernel/ids.ts';
import { HOUR, plus, type Instant } from '../../kernel/instant.ts';
import type { Place } from '../pass/commands.ts';
import type { MissionReason } from './commands.ts';

/** `at`: when it came to this step. */
export type MissionStep =
  | { readonly kind: 'donnee' }
  | { readonly kind: 'prise' | 'sur-place'; readonly at: Instant }
  | { readonly kind: 'finie' | 'retiree'; readonly at: Instant }
  | { readonly kind: 'impossible'; readonly at: Instant; readonly reason: MissionReason };

export type Mission = {
  readonly team: TeamId;
  readonly place: Place;
  /** The report it answers; null for a pass that is due. */
  readonly report: CommandId | null;
  readonly givenAt: Instant;
  readonly state: MissionStep;
};
export type Missions = ReadonlyMap<CommandId, Mission>;

/** A mission that nobody ended is withdrawn this long after it was given: no shift lasts longer. */
export const LONGEST_MISSION_MS = 12 * HOUR;

export function isMissionOpen({ state }: Mission): boolean {
  return state.kind === 'donnee' || state.kind === 'prise' || state.kind === 'sur-place';
}

/** When a mission ended; null while it has not. */
export function endOf({ state }: Mission): Instant | null {
  switch (state.kind) {
    case 'finie':
    case 'retiree':
    case 'impossible':
      return state.at;
    case 'donnee':
    case 'prise':
    case 'sur-place':
      return null;
  }
}

/** The mission under way that answers this report. */
export function missionFor(missions: Missions, report: CommandId): CommandId | undefined {
  return openMissions(missions).find(([, mission]) => mission.report === report)?.[0];
}

export function openMissions(missions: Missions): [CommandId, Mission][] {
  return [...missions].filter(([, mission]) => isMissionOpen(mission));
}

export function isTooOld(mission: Mission, now: Instant): boolean {
  return isMissionOpen(mission) && plus(mission.givenAt, LONGEST_MISSION_MS) <= now;
}

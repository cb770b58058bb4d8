import type { MaraudeLevel } from '#shared/domain/maraude/commands';
import type { Instant } from '#shared/kernel/instant';
import { assertNever } from '#shared/kernel/assert-never';
import type { Command } from '#shared/wire/up';
import type { AlertEntity, MaraudeEntity, MissionEntity } from './entities.ts';

/** A command said on this phone that the view does not hold yet, and when it was said. */
export type Said = { readonly command: Command; readonly addedAt: Instant };

/**
 * Where the team's tour is. `inconnue`: the server has not been heard since this page began; a phone that wakes up
 * underground in the middle of a tour must let its team go on.
 */
export type Tour =
  | { readonly kind: 'inconnue' }
  | { readonly kind: 'a-ouvrir' }
  | { readonly kind: 'ouverte'; readonly level: MaraudeLevel; readonly since: Instant }
  | { readonly kind: 'finie'; readonly at: Instant; readonly reported: boolean };

/** The view's word, then what was said here since. */
export function tourOf(entity: MaraudeEntity | undefined, heard: boolean, said: readonly Said[]): Tour {
  return said.reduce(after, known(entity, heard));
}

function known(entity: MaraudeEntity | undefined, heard: boolean): Tour {
  if (!entity) return { kind: heard ? 'a-ouvrir' : 'inconnue' };
  const { state } = entity;
  switch (state.kind) {
    case 'pas-commencee':
      return { kind: 'a-ouvrir' };
    case 'ouverte':
      return { kind: 'ouverte', level: state.level, since: state.since };
    case 'finie':
      return { kind: 'finie', at: state.at, reported: state.reported };
    default:
      return assertNever(state);
  }
}

function after(tour: Tour, { command, addedAt }: Said): Tour {
  switch (command.type) {
    case 'OpenMaraude':
      return { kind: 'ouverte', level: command.level, since: addedAt };
    case 'CloseMaraude':
      return { kind: 'finie', at: addedAt, reported: false };
    case 'FileTourReport':
      return tour.kind === 'finie' ? { ...tour, reported: true } : tour;
    default:
      return tour;
  }
}

/** The mission to show: the one that is to be done, else the last one that was taken back while nobody looked. */
export function missionOf(missions: readonly MissionEntity[], said: readonly Said[]): MissionEntity | null {
  const seen = missions.map((mission) => said.reduce(missionAfter, mission));
  const latest = seen.toSorted((a, b) => (a.givenAt < b.givenAt ? 1 : -1));
  return (
    latest.find(({ state }) => isToDo(state.kind)) ??
    latest.find(({ state }) => state.kind === 'retiree') ??
    null
  );
}

function isToDo(kind: MissionEntity['state']['kind']): boolean {
  return kind === 'donnee' || kind === 'prise' || kind === 'sur-place';
}

function missionAfter(mission: MissionEntity, { command, addedAt: at }: Said): MissionEntity {
  // What the lead has taken back meanwhile is not taken again by a phone that did not know.
  if (!('mission' in command) || command.mission !== mission.id || !isToDo(mission.state.kind))
    return mission;
  switch (command.type) {
    case 'TakeMission':
      return { ...mission, state: { kind: 'prise', at } };
    case 'ReachMission':
      return { ...mission, state: { kind: 'sur-place', at } };
    case 'FinishMission':
      return { ...mission, state: { kind: 'finie', at } };
    case 'DeclineMission':
      return { ...mission, state: { kind: 'impossible', at, reason: command.reason } };
    default:
      return mission;
  }
}

/** The team's alert. `partie`: the server has it, a console sounds. `en-attente`: it is on this phone alone. */
export type AlertState =
  | { readonly kind: 'aucune' }
  | { readonly kind: 'en-attente'; readonly at: Instant }
  | { readonly kind: 'partie'; readonly at: Instant }
  | { readonly kind: 'vue'; readonly at: Instant };

export function alertOf(entity: AlertEntity | undefined, said: readonly Said[]): AlertState {
  const now: AlertState = !entity
    ? { kind: 'aucune' }
    : entity.acknowledgedAt === null
      ? { kind: 'partie', at: entity.raisedAt }
      : { kind: 'vue', at: entity.acknowledgedAt };
  return said.reduce<AlertState>((alert, { command, addedAt: at }) => {
    if (command.type === 'RaiseAlert') return alert.kind === 'partie' ? alert : { kind: 'en-attente', at };
    return command.type === 'CancelAlert' ? { kind: 'aucune' } : alert;
  }, now);
}

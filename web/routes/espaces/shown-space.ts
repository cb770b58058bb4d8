import { assertNever } from '#shared/kernel/assert-never';
import type { Regime } from '#shared/domain/rest-space/commands';
import { saturatingSince, stateOf, type OccupancyThresholds } from '#shared/domain/rest-space/occupancy';
import type { Instant } from '#shared/kernel/instant';
import type { RestSpaceService } from '#shared/kernel/rest-space-service';
import type { Command } from '#shared/wire/up';
import type { RestSpaceEntity } from './entities.ts';

/** What the tablet shows of its space: the server's word, and over it what was said here and is not in it yet. */
export type ShownSpace =
  | { readonly kind: 'jamais-recu' }
  | {
      readonly kind: 'ferme';
      readonly reason: Extract<RestSpaceEntity['state'], { kind: 'ferme' }>['reason'];
      readonly until: Instant | null;
    }
  | {
      readonly kind: 'ouvert';
      /** Never below zero on screen; `belowZero` says that it should be. */
      readonly present: number;
      readonly belowZero: boolean;
      readonly regime: Regime;
      readonly jauge: number;
      readonly declaredFull: boolean;
      readonly services: readonly RestSpaceService[];
      readonly saturatingSince: Instant | null;
    };
export type ShownOpen = Extract<ShownSpace, { kind: 'ouvert' }>;

type Jauges = { readonly jaugeJour: number; readonly jaugeNuit: number };

export function shownSpace(
  entity: RestSpaceEntity,
  pending: readonly { readonly command: Command }[],
  thresholds: OccupancyThresholds,
): ShownSpace {
  let shown = firstShown(entity);
  // The server shows nobody below zero: what is added here begins there.
  for (const { command } of pending) shown = after(shown, command, entity, thresholds);
  return shown.kind === 'ouvert' && shown.present < 0 ? { ...shown, present: 0, belowZero: true } : shown;
}

function firstShown(entity: RestSpaceEntity): ShownSpace {
  const { state } = entity;
  if (state.kind !== 'ouvert') return state;
  const { present, belowZero, regime, declaredFull, services, saturatingSince: since } = state;
  return {
    kind: 'ouvert',
    present,
    belowZero,
    regime,
    jauge: jaugeOf(entity, regime),
    declaredFull,
    services,
    saturatingSince: since,
  };
}

function after(
  shown: ShownSpace,
  command: Command,
  jauges: Jauges,
  thresholds: OccupancyThresholds,
): ShownSpace {
  switch (command.type) {
    case 'OpenRestSpace':
      return {
        kind: 'ouvert',
        present: 0,
        belowZero: false,
        regime: command.regime,
        jauge: jaugeOf(jauges, command.regime),
        declaredFull: false,
        services: [],
        saturatingSince: null,
      };
    case 'CloseRestSpace':
      return { kind: 'ferme', reason: command.reason, until: command.until };
    default:
      return shown.kind === 'ouvert' ? inside(shown, command, jauges, thresholds) : shown;
  }
}

function inside(
  open: ShownOpen,
  command: Command,
  jauges: Jauges,
  thresholds: OccupancyThresholds,
): ShownOpen {
  switch (command.type) {
    case 'RecordArrival':
      return counted(open, 1, command.seenAt, thresholds);
    case 'RecordDeparture':
      return counted(open, -1, command.seenAt, thresholds);
    case 'UndoCount':
      return counted(open, command.what === 'entree' ? -1 : 1, command.seenAt, thresholds);
    case 'RecountRestSpace':
      return { ...open, present: command.present, belowZero: false };
    case 'SwitchRegime':
      return { ...open, regime: command.regime, jauge: jaugeOf(jauges, command.regime) };
    case 'DeclareFull':
      return { ...open, declaredFull: true };
    case 'LiftFull':
      return { ...open, declaredFull: false };
    case 'SwitchService': {
      const others = open.services.filter((each) => each !== command.service);
      return { ...open, services: command.on ? [...others, command.service] : others };
    }
    default:
      return open;
  }
}

function counted(open: ShownOpen, step: 1 | -1, seenAt: Instant, thresholds: OccupancyThresholds): ShownOpen {
  const present = open.present + step;
  const since = saturatingSince(open.saturatingSince, present, open.jauge, thresholds, seenAt);
  return { ...open, present, saturatingSince: since };
}

export function jaugeOf({ jaugeJour, jaugeNuit }: Jauges, regime: Regime): number {
  return regime === 'jour' ? jaugeJour : jaugeNuit;
}

export type OccupancyWord = 'ok' | 'tendu' | 'sature' | 'complet' | 'declare';

/** How full an open space is, in the field's word; `declare`: its staff closed entries whatever the count. */
export function wordOf(open: ShownOpen, thresholds: OccupancyThresholds, now: Instant): OccupancyWord {
  const state = stateOf(open, thresholds, open.saturatingSince, now);
  switch (state.kind) {
    case 'ouvert':
      return 'ok';
    case 'tendu':
    case 'sature':
      return state.kind;
    case 'complet':
      return state.why === 'declare' ? 'declare' : 'complet';
    default:
      return assertNever(state);
  }
}

import { assertNever } from '../../kernel/assert-never.ts';
import type { Instant } from '../../kernel/instant.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { RestSpaceCommand } from './commands.ts';
import type { RestSpaceEvent } from './events.ts';
import type { OpenRestSpace, RestSpaceState } from './state.ts';

export type RestSpaceContext = {
  readonly now: Instant;
  /** The spaces of the territory: any other is refused. */
  readonly restSpaces: ReadonlySet<string>;
};

/** What happens when the staff of a space ask this of it. */
export function decideRestSpace(
  command: RestSpaceCommand,
  state: RestSpaceState,
  context: RestSpaceContext,
): Decision<RestSpaceEvent> {
  const { space } = command;
  const at = context.now;
  if (!context.restSpaces.has(space)) return refused('RestSpaceUnknown');
  switch (command.type) {
    case 'OpenRestSpace':
      if (state.kind === 'ouvert') return refused('RestSpaceAlreadyOpen');
      return facts({ type: 'RestSpaceOpened', space, at, regime: command.regime });
    case 'CloseRestSpace': {
      const { reason, until } = command;
      if (state.kind === 'ferme' && state.reason === reason && state.until === until) return facts();
      return facts({ type: 'RestSpaceClosed', space, at, reason, until });
    }
    case 'RecordArrival':
    case 'RecordDeparture':
    case 'RecountRestSpace':
    case 'ConfirmRestSpace':
    case 'SwitchRegime':
    case 'DeclareFull':
    case 'LiftFull':
      return state.kind === 'ouvert' ? decideInside(command, state, at) : refused('RestSpaceClosed');
    default:
      return assertNever(command);
  }
}

type InsideCommand = Exclude<RestSpaceCommand, { type: 'OpenRestSpace' | 'CloseRestSpace' }>;

/** The door counts what it sees: no arrival is refused here, whatever the jauge (DOMAIN 3). */
function decideInside(command: InsideCommand, open: OpenRestSpace, at: Instant): Decision<RestSpaceEvent> {
  const { space } = command;
  switch (command.type) {
    case 'RecordArrival':
      return facts({ type: 'RestSpaceEntered', space, at });
    case 'RecordDeparture':
      if (open.present === 0) return refused('NobodyInside');
      return facts({ type: 'RestSpaceLeft', space, at });
    case 'RecountRestSpace': {
      const { present, reason } = command;
      return facts({ type: 'RestSpaceRecounted', space, at, present, before: open.present, reason });
    }
    case 'ConfirmRestSpace':
      return facts({ type: 'RestSpaceConfirmed', space, at });
    case 'SwitchRegime':
      if (open.regime === command.regime) return refused('AlreadyInThatRegime');
      return facts({ type: 'RegimeSwitched', space, at, regime: command.regime });
    case 'DeclareFull':
      if (open.declaredFull) return refused('AlreadyDeclaredFull');
      return facts({ type: 'RestSpaceDeclaredFull', space, at });
    case 'LiftFull':
      if (!open.declaredFull) return refused('NotDeclaredFull');
      return facts({ type: 'RestSpaceFullLifted', space, at });
    default:
      return assertNever(command);
  }
}

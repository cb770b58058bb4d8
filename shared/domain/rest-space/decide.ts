import { assertNever } from '../../kernel/assert-never.ts';
import type { Instant } from '../../kernel/instant.ts';
import { dateAfter, type LocalDate } from '../../kernel/local-time.ts';
import { creditedTime } from '../admission/clock.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { RestSpaceCommand } from './commands.ts';
import type { RestSpaceEvent } from './events.ts';
import { isToldLate } from './seen.ts';
import type { OpenRestSpace, RestSpaceState } from './state.ts';

export type RestSpaceContext = {
  readonly now: Instant;
  /** The day of `now` on the territory's calendar. */
  readonly today: LocalDate;
  /** The spaces of the territory: any other is refused. */
  readonly restSpaces: ReadonlySet<string>;
};

type CountCommand = Extract<RestSpaceCommand, { seenAt: unknown }>;
type SheetCommand = Extract<RestSpaceCommand, { type: 'FileDaySheet' }>;
type InsideCommand = Exclude<
  RestSpaceCommand,
  { type: 'OpenRestSpace' | 'CloseRestSpace' } | CountCommand | SheetCommand
>;

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
    case 'UndoCount':
      return decideCount(command, state, at);
    case 'FileDaySheet':
      return decideSheet(command, state, context);
    case 'RecountRestSpace':
    case 'ConfirmRestSpace':
    case 'SwitchRegime':
    case 'DeclareFull':
    case 'LiftFull':
    case 'SwitchService':
      return state.kind === 'ouvert' ? decideInside(command, state, at) : refused('RestSpaceClosed');
    default:
      return assertNever(command);
  }
}

/**
 * The door counts what it sees: no arrival is refused, whatever the jauge (DOMAIN 3). What a door counted without
 * network has happened: it is kept whatever became of the space since, and adds itself to the balance it belongs to.
 */
function decideCount(command: CountCommand, state: RestSpaceState, at: Instant): Decision<RestSpaceEvent> {
  const { space } = command;
  const late = isToldLate(command.seenAt, at);
  if (state.kind === 'jamais-recu' || (state.kind === 'ferme' && !late)) return refused('RestSpaceClosed');
  const seenAt = creditedTime(command.seenAt, at).requestedAt;
  switch (command.type) {
    case 'RecordArrival':
      return facts({ type: 'RestSpaceEntered', space, at, seenAt });
    case 'RecordDeparture':
      if (state.kind === 'ouvert' && !late && state.present <= 0) return refused('NobodyInside');
      return facts({ type: 'RestSpaceLeft', space, at, seenAt });
    case 'UndoCount':
      return facts({ type: 'RestSpaceCountUndone', space, at, what: command.what, seenAt });
    default:
      return assertNever(command);
  }
}

function decideInside(command: InsideCommand, open: OpenRestSpace, at: Instant): Decision<RestSpaceEvent> {
  const { space } = command;
  switch (command.type) {
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
    case 'SwitchService': {
      const { service, on } = command;
      if (open.services.includes(service) === on) return refused('ServiceAlreadySo');
      return facts({ type: 'ServiceSwitched', space, at, service, on });
    }
    default:
      return assertNever(command);
  }
}

/** The sheet of a day is filed at the relève, or the morning after, whether the space is open or not. */
function decideSheet(
  { space, day, figures }: SheetCommand,
  state: RestSpaceState,
  { now, today }: RestSpaceContext,
): Decision<RestSpaceEvent> {
  if (state.kind === 'jamais-recu') return refused('RestSpaceClosed');
  if (day > today) return refused('DaySheetInFuture');
  if (day < dateAfter(today, -1)) return refused('DaySheetTooOld');
  return facts({ type: 'DaySheetFiled', space, at: now, day, figures });
}

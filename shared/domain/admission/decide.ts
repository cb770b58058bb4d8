import { assertNever } from '../../kernel/assert-never.ts';
import type { AdmissionCode } from '../../kernel/ids.ts';
import { MINUTE, plus, type Instant } from '../../kernel/instant.ts';
import type { D2oContext } from '../d2o/context.ts';
import type { D2oEvent } from '../d2o/evolve.ts';
import { holdOf, type D2oState } from '../d2o/state.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import { creditedTime } from './clock.ts';
import type { AdmissionCommand } from './commands.ts';
import { decideDestination } from './decide-destination.ts';
import { endHold, reserve } from './hold.ts';
import { acceptedElsewhere, isOpen, type OpenRequest, type OpenStep } from './state.ts';

/** What happens when a team or the ward asks this of a request. Throws when `freshCode` is already taken. */
export function decideAdmission(
  command: AdmissionCommand,
  state: D2oState,
  context: D2oContext,
): Decision<D2oEvent> {
  if (command.type === 'RequestAdmission') return request(command, state, context);
  const known = state.requests.get(command.code);
  if (!known) return refused('RequestUnknown');
  return isOpen(known) ? decideOpen(command, known, state, context) : refused('RequestClosed');
}

function request(
  command: Extract<AdmissionCommand, { type: 'RequestAdmission' }>,
  state: D2oState,
  { now, freshCode, filedBy }: D2oContext,
): Decision<D2oEvent> {
  // Two requests under one code would be one person lost: the caller must draw again.
  if (state.requests.has(freshCode)) throw new Error('the fresh admission code is already taken');
  const { origin, needs } = command;
  const time = creditedTime(command.requestedAt, now);
  return facts({ type: 'AdmissionRequested', code: freshCode, at: now, origin, needs, ...time, filedBy });
}

type OpenCommand = Exclude<AdmissionCommand, { type: 'RequestAdmission' }>;

function decideOpen(
  command: OpenCommand,
  open: OpenRequest,
  state: D2oState,
  context: D2oContext,
): Decision<D2oEvent> {
  const { code } = command;
  const at = context.now;
  switch (command.type) {
    case 'AcknowledgeRequest':
      return step(open, ['demandee'], { type: 'RequestAcknowledged', code, at });
    case 'AssessRequest':
      return step(open, ['vue'], { type: 'RequestAssessed', code, at });
    case 'ReserveBed':
      return reserve(command, open, state, context);
    case 'DepartForWard':
      return step(open, ['acceptee'], { type: 'DepartedForWard', code, at });
    case 'RenewReservation':
    case 'AdmitPerson':
      return decideHeld(command, open, state, context);
    case 'ReleaseReservation':
      return giveBack(code, open, state, at);
    case 'ExplainDelay':
      if (open.delays.includes(command.reason)) return facts();
      return facts({ type: 'DelayExplained', code, at, reason: command.reason });
    case 'AskDestination':
    case 'AcceptAtDestination':
    case 'DeclineAtDestination':
    case 'ConfirmArrival':
      return decideDestination(command, open, state, context);
    case 'RedirectRequest':
      return end({ type: 'RequestRedirected', code, at, to: command.to }, state);
    case 'RefuseRequest':
      return end({ type: 'RequestRefused', code, at, reason: command.reason }, state);
    case 'WithdrawRequest':
      return end({ type: 'RequestWithdrawn', code, at }, state);
    case 'LoseRequest':
      return end({ type: 'RequestLost', code, at }, state);
    default:
      return assertNever(command);
  }
}

/** A person may be admitted without the departure being told: the team's phone may have had no network. */
function decideHeld(
  command: Extract<OpenCommand, { type: 'RenewReservation' | 'AdmitPerson' }>,
  open: OpenRequest,
  state: D2oState,
  context: D2oContext,
): Decision<D2oEvent> {
  const { code } = command;
  const at = context.now;
  const hold = holdOf(state, code);
  if (!hold) return refused('RequestHoldsNoBed');
  switch (command.type) {
    case 'RenewReservation': {
      if (hold.bed.renewals >= context.holdRenewals) return refused('RenewalsUsedUp');
      const until = plus(hold.bed.until, context.holdRenewalMin * MINUTE);
      return facts({
        type: 'BedReserved',
        bed: hold.id,
        at,
        code,
        until,
        renewals: hold.bed.renewals + 1,
      });
    }
    case 'AdmitPerson':
      return facts(
        { type: 'PersonAdmitted', code, at, requestedAt: open.requestedAt },
        { type: 'BedOccupied', bed: hold.id, at, code },
      );
    default:
      return assertNever(command);
  }
}

/** The place is given back, a bed held here or one promised elsewhere: the request is under assessment again. */
function giveBack(code: AdmissionCode, open: OpenRequest, state: D2oState, at: Instant): Decision<D2oEvent> {
  const hold = endHold(state, code, at, 'rendue');
  if (hold.length === 0 && acceptedElsewhere(open) === undefined) return refused('RequestHoldsNoBed');
  return facts<D2oEvent>(...hold, { type: 'RequestReturnedToAssessment', code, at });
}

function step(open: OpenRequest, from: readonly OpenStep['step'][], fact: D2oEvent): Decision<D2oEvent> {
  return from.includes(open.step) ? facts(fact) : refused('RequestStepOutOfOrder');
}

type Ending = Extract<
  D2oEvent,
  { type: 'RequestRedirected' | 'RequestRefused' | 'RequestWithdrawn' | 'RequestLost' }
>;

/** From any open step; the bed it held, if any, is free again. */
function end(ending: Ending, state: D2oState): Decision<D2oEvent> {
  return facts<D2oEvent>(ending, ...endHold(state, ending.code, ending.at, 'demande-close'));
}

import { assertNever } from '../../kernel/assert-never.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { AdmissionCommand, AdmissionTimer } from '../admission/commands.ts';
import { decideAdmissionTimer } from '../admission/decide-timer.ts';
import { decideAdmission } from '../admission/decide.ts';
import type { BedCommand } from '../bed/commands.ts';
import { decideBed } from '../bed/decide.ts';
import { decideBedTimer, type BedTimer } from '../bed/undo.ts';
import type { Decision } from '../refusal.ts';
import type { D2oContext } from './context.ts';
import type { D2oEvent } from './evolve.ts';
import type { D2oState } from './state.ts';

/** Issued by the server's own clock, never received from outside. */
export type D2oTimer = AdmissionTimer | BedTimer;
export type D2oCommand = BedCommand | AdmissionCommand | D2oTimer;

/** What happens in the ward and its queue. Throws when `context.freshCode` is already taken. */
export function decideD2o(command: D2oCommand, state: D2oState, context: D2oContext): Decision<D2oEvent> {
  switch (command.type) {
    case 'InstallBed':
    case 'RemoveBed':
    case 'DischargeBed':
    case 'FinishCleaning':
    case 'CloseBed':
    case 'ReopenBed':
    case 'UndoBedChange':
    case 'TickAssessment':
    case 'ConfirmWard':
      return decideBed(command, state, context);
    case 'RequestAdmission':
    case 'AcknowledgeRequest':
    case 'AssessRequest':
    case 'ReserveBed':
    case 'RenewReservation':
    case 'ReleaseReservation':
    case 'DepartForWard':
    case 'AdmitPerson':
    case 'ExplainDelay':
    case 'AskDestination':
    case 'AcceptAtDestination':
    case 'DeclineAtDestination':
    case 'ConfirmArrival':
    case 'RedirectRequest':
    case 'RefuseRequest':
    case 'WithdrawRequest':
    case 'LoseRequest':
      return decideAdmission(command, state, context);
    case 'ExpireReservation':
    case 'CloseSilentRequest':
    case 'SettleBedChange':
      return decideTimer(command, state, context.now);
    default:
      return assertNever(command);
  }
}

/** What the server's clock does to the ward and its requests. */
export function decideTimer(timer: D2oTimer, state: D2oState, now: Instant): Decision<D2oEvent> {
  return timer.type === 'SettleBedChange'
    ? decideBedTimer(timer, state, now)
    : decideAdmissionTimer(timer, state, now);
}

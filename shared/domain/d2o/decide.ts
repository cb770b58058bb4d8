import { assertNever } from '../../kernel/assert-never.ts';
import type { AdmissionCommand, AdmissionTimer } from '../admission/commands.ts';
import { decideAdmissionTimer } from '../admission/decide-timer.ts';
import { decideAdmission } from '../admission/decide.ts';
import type { BedCommand } from '../bed/commands.ts';
import { decideBed } from '../bed/decide.ts';
import type { Decision } from '../refusal.ts';
import type { D2oContext } from './context.ts';
import type { D2oEvent } from './evolve.ts';
import type { D2oState } from './state.ts';

export type D2oCommand = BedCommand | AdmissionCommand | AdmissionTimer;

/** What happens in the ward and its queue. Throws when `context.freshCode` is already taken. */
export function decideD2o(command: D2oCommand, state: D2oState, context: D2oContext): Decision<D2oEvent> {
  switch (command.type) {
    case 'InstallBed':
    case 'RemoveBed':
    case 'DischargeBed':
    case 'FinishCleaning':
    case 'CloseBed':
    case 'ReopenBed':
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
    case 'RedirectRequest':
    case 'RefuseRequest':
    case 'WithdrawRequest':
    case 'LoseRequest':
      return decideAdmission(command, state, context);
    case 'ExpireReservation':
    case 'CloseSilentRequest':
      return decideAdmissionTimer(command, state, context.now);
    default:
      return assertNever(command);
  }
}

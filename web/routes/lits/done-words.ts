import { m } from '#lib/paraglide/messages.js';
import type { BedId } from '#shared/kernel/ids';
import type { Command } from '#shared/wire/up';
import { numberOf } from './queue.ts';
import {
  ASSESSMENT_WORDS,
  DELAY_WORDS,
  destinationWords,
  ORIGIN_WORDS,
  REDIRECTION_WORDS,
  REFUSAL_REASON_WORDS,
} from './words.ts';

/** What was done, in the past, naming its object: the undo strip and the history write it. `bed`: the one a hold is on. */
export function doneWords(command: Command, bed: BedId | null = null): string {
  switch (command.type) {
    case 'ReserveBed':
      return m.lits_done_reserve({ n: numberOf(command.bed), code: command.code });
    case 'AdmitPerson':
      return bed
        ? m.lits_done_admit({ code: command.code, n: numberOf(bed) })
        : m.lits_done_admit_nowhere({ code: command.code });
    case 'ReleaseReservation':
      return bed
        ? m.lits_done_release({ n: numberOf(bed) })
        : m.lits_done_release_elsewhere({ code: command.code });
    case 'RenewReservation':
      return m.lits_done_renew({ code: command.code });
    case 'DepartForWard':
      return m.lits_done_depart({ code: command.code });
    case 'DischargeBed':
      return m.lits_done_discharge({ n: numberOf(command.bed) });
    case 'FinishCleaning':
      return m.lits_done_cleaned({ n: numberOf(command.bed) });
    case 'CloseBed':
      return m.lits_done_closed({ n: numberOf(command.bed) });
    case 'ReopenBed':
      return m.lits_done_reopened({ n: numberOf(command.bed) });
    case 'InstallBed':
      return m.lits_done_installed({ n: numberOf(command.bed) });
    case 'RemoveBed':
      return m.lits_done_removed({ n: numberOf(command.bed) });
    case 'TickAssessment': {
      const assessment = ASSESSMENT_WORDS[command.assessment]();
      const n = numberOf(command.bed);
      return command.done ? m.lits_done_tick({ n, assessment }) : m.lits_done_untick({ n, assessment });
    }
    case 'ConfirmWard':
      return m.lits_done_confirmed();
    case 'RequestAdmission':
      return m.lits_done_request({ origin: ORIGIN_WORDS[command.origin]() });
    case 'AcknowledgeRequest':
      return m.lits_done_seen({ code: command.code });
    case 'AssessRequest':
      return m.lits_done_assess({ code: command.code });
    case 'ExplainDelay':
      return m.lits_done_delay({ code: command.code, reason: DELAY_WORDS[command.reason]() });
    case 'AskDestination':
      return m.lits_done_ask({ code: command.code, place: destinationWords(command.destination) });
    case 'AcceptAtDestination':
      return m.lits_done_accept({ code: command.code, place: destinationWords(command.destination) });
    case 'DeclineAtDestination':
      return m.lits_done_decline({
        code: command.code,
        place: destinationWords(command.destination),
        reason: REFUSAL_REASON_WORDS[command.reason](),
      });
    case 'ConfirmArrival':
      return m.lits_done_arrived({ code: command.code });
    case 'RedirectRequest':
      return m.lits_done_redirect({ code: command.code, place: REDIRECTION_WORDS[command.to]() });
    case 'RefuseRequest':
      return m.lits_done_refuse({ code: command.code, reason: REFUSAL_REASON_WORDS[command.reason]() });
    case 'WithdrawRequest':
      return m.lits_done_withdraw({ code: command.code });
    case 'LoseRequest':
      return m.lits_done_lose({ code: command.code });
    default:
      return m.lits_done_other();
  }
}

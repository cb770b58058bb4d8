import type { DomainEvent } from '#shared/domain/aggregates';
import type { Intention } from '../../../server/demo/law/intention.ts';
import type { Moment } from '../../../server/demo/evening/evening.ts';

type Fact = DomainEvent['type'];

/** The facts that one act of the script leaves in the log; where a team is, and its timers, leave none. */
export function factsOf(intention: Intention, script: readonly Moment[]): readonly Fact[] {
  switch (intention.kind) {
    case 'tour-started':
      return ['MaraudeOpened'];
    case 'pass-declared':
      return ['PassDeclared'];
    case 'tour-ended':
      return ['MaraudeClosed'];
    case 'tour-reported':
      return ['TourReportFiled', 'MaraudeReported'];
    case 'report-filed':
      return isJoined(intention, script) ? ['ReportJoined'] : ['ReportFiled'];
    case 'report-acknowledged':
      return ['ReportAcknowledged'];
    case 'report-assigned':
      return ['ReportAssigned'];
    case 'report-reached':
      return ['ReportReached'];
    case 'report-closed':
      return ['ReportClosed'];
    case 'mission-given':
      return ['MissionGiven', 'ReportAssigned'];
    case 'mission-taken':
      return ['MissionTaken', 'ReportFollowed'];
    case 'mission-reached':
      return ['MissionReached', 'ReportReached'];
    case 'mission-finished':
      return ['MissionFinished', 'ReportFollowed'];
    case 'silence-acknowledged':
      return ['AlarmAcknowledged'];
    case 'feed-read':
      return ['ClosuresTold'];
    case 'space-recounted':
      return ['RestSpaceRecounted'];
    case 'person-entered':
      return ['RestSpaceEntered'];
    case 'person-left':
      return ['RestSpaceLeft'];
    case 'admission-requested':
      return ['AdmissionRequested'];
    case 'request-seen':
      return ['RequestAcknowledged'];
    case 'request-assessed':
      return ['RequestAssessed'];
    case 'bed-reserved':
      return ['RequestAccepted', 'BedReserved'];
    case 'departed-for-ward':
      return ['DepartedForWard'];
    case 'person-admitted':
      return ['PersonAdmitted', 'BedOccupied'];
    case 'presence-declared':
    case 'went-underground':
    case 'came-up':
    case 'network-lost':
    case 'network-back':
      return [];
    default:
      throw new Error(`${intention.kind} is not of the evening`);
  }
}

type Filed = Extract<Intention, { kind: 'report-filed' }>;

/** Somebody told of the same place within half an hour before: the two are one (DOMAIN 4). */
function isJoined({ place, at }: Filed, script: readonly Moment[]): boolean {
  return script.some(
    ({ intention }) =>
      intention.kind === 'report-filed' &&
      intention.place.id === place.id &&
      intention.at < at &&
      Date.parse(at) - Date.parse(intention.at) <= 30 * 60_000,
  );
}

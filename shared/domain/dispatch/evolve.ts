import { assertNever } from '../../kernel/assert-never.ts';
import type { CommandId, TeamId } from '../../kernel/ids.ts';
import { plus, type Instant } from '../../kernel/instant.ts';
import { answersKept, evolveAnswers } from '../alarm/answers.ts';
import type { AlarmEvent } from '../alarm/events.ts';
import type { DutyPlanEvent } from '../duty-plan/events.ts';
import { evolveImpossibles, IMPOSSIBLE_KEPT_MS } from '../duty-plan/impossible.ts';
import type { FieldReportEvent } from '../field-report/events.ts';
import { evolveReports } from '../field-report/evolve.ts';
import { isReportOpen, REPORT_KEPT_MS, type FieldReport } from '../field-report/state.ts';
import type { MaraudeEvent } from '../maraude/events.ts';
import { evolveMaraudes } from '../maraude/evolve.ts';
import type { MissionEvent } from '../mission/events.ts';
import { evolveMissions } from '../mission/evolve.ts';
import { ALERT_KEPT_MS, evolveAlerts } from '../safety/alert.ts';
import type { SafetyEvent } from '../safety/events.ts';
import type { DispatchState } from './state.ts';

export type DispatchEvent =
  | FieldReportEvent
  | MissionEvent
  | MaraudeEvent
  | SafetyEvent
  | AlarmEvent
  | DutyPlanEvent
  /** An hour has begun: what is over since long is forgotten, well before its facts are erased (PRV-51). */
  | { type: 'DispatchCarried'; at: Instant };

/** What a fact changes of the dispatch. */
export function evolveDispatch(state: DispatchState, event: DispatchEvent): DispatchState {
  switch (event.type) {
    case 'ReportFiled':
    case 'ReportJoined':
    case 'ReportAcknowledged':
    case 'ReportAssigned':
    case 'ReportUnassigned':
    case 'ReportReached':
    case 'ReportFollowed':
    case 'ReportClosed':
    case 'FilingWithdrawn':
    case 'ReportWithdrawn':
    case 'ReportExpired':
      return { ...state, reports: evolveReports(state.reports, event) };
    case 'MissionGiven':
    case 'MissionTaken':
    case 'MissionDeclined':
    case 'MissionReached':
    case 'MissionFinished':
    case 'MissionWithdrawn':
      return { ...state, missions: evolveMissions(state.missions, event) };
    case 'MaraudeOpened':
    case 'MaraudeClosed':
    case 'MaraudeReported':
    case 'TourReportFiled':
      return { ...state, maraudes: evolveMaraudes(state.maraudes, event) };
    case 'AlertRaised':
    case 'AlertCancelled':
    case 'AlertEnded':
      return { ...state, alerts: evolveAlerts(state.alerts, event) };
    case 'AlarmAcknowledged':
      return { ...seenByALead(state, event), answers: evolveAnswers(state.answers, event) };
    case 'AlarmShelved':
      return { ...state, answers: evolveAnswers(state.answers, event) };
    case 'DutyMarkedImpossible':
    case 'DutyMarkedPossible':
      return { ...state, impossibles: evolveImpossibles(state.impossibles, event) };
    case 'DispatchCarried':
      return keptAt(state, event.at);
    default:
      return assertNever(event);
  }
}

function seenByALead(
  state: DispatchState,
  { alarm, at }: Extract<AlarmEvent, { type: 'AlarmAcknowledged' }>,
): DispatchState {
  const team = alarm.startsWith('A1:') ? (alarm.slice('A1:'.length) as TeamId) : null;
  const alert = team === null ? undefined : state.alerts.get(team);
  if (team === null || !alert) return state;
  const acknowledgedAt = alert.acknowledgedAt ?? at;
  return { ...state, alerts: new Map(state.alerts).set(team, { ...alert, acknowledgedAt }) };
}

function keptAt(state: DispatchState, at: Instant): DispatchState {
  const { reports, alerts, answers, impossibles } = state;
  return {
    ...state,
    reports: only(reports, (report) => isReportKept(report, at)),
    alerts: only(alerts, ({ raisedAt }) => raisedAt >= plus(at, -ALERT_KEPT_MS)),
    answers: answersKept(answers, at),
    impossibles: only(impossibles, (mark) => mark.at >= plus(at, -IMPOSSIBLE_KEPT_MS)),
  };
}

/** Whether a report is still told of at this hour. */
export function isReportKept(report: FieldReport, at: Instant): boolean {
  return isReportOpen(report) || report.closedAt >= plus(at, -REPORT_KEPT_MS);
}

function only<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  isKept: (value: Value) => boolean,
): ReadonlyMap<Key, Value> {
  return new Map([...map].filter(([, value]) => isKept(value)));
}

/** The dispatch without missions and tours that were erased: nothing names them any more (PRV-37). */
export function forgetErased(state: DispatchState, ids: Iterable<CommandId>): DispatchState {
  const [missions, maraudes] = [new Map(state.missions), new Map(state.maraudes)];
  for (const id of ids) {
    missions.delete(id);
    maraudes.delete(id);
  }
  return { ...state, missions, maraudes };
}

import { assertNever } from '../../kernel/assert-never.ts';
import type { CommandId } from '../../kernel/ids.ts';
import { plus, type Instant } from '../../kernel/instant.ts';
import { decideAlarm, type AlarmContext } from '../alarm/answers.ts';
import type { AlarmCommand } from '../alarm/commands.ts';
import { decideDuty, type DutyContext, type DutyFactCommand } from '../duty-plan/impossible.ts';
import type { FieldReportCommand } from '../field-report/commands.ts';
import { decideExpiry, decideReport, type FieldReportContext } from '../field-report/decide.ts';
import { expiryOf, isReportOpen } from '../field-report/state.ts';
import type { MaraudeCommand } from '../maraude/commands.ts';
import { decideEndlessMaraude, decideMaraude, type MaraudeContext } from '../maraude/decide.ts';
import { LONGEST_MARAUDE_MS } from '../maraude/state.ts';
import type { MissionCommand } from '../mission/commands.ts';
import { decideMission, type MissionContext } from '../mission/decide.ts';
import { isTooOld, LONGEST_MISSION_MS, missionFor, openMissions } from '../mission/state.ts';
import { facts, type Decision } from '../refusal.ts';
import { decideAlert, type AlertCommand, type AlertContext } from '../safety/alert.ts';
import type { DispatchEvent } from './evolve.ts';
import type { DispatchState } from './state.ts';

/** Everything durable that is said of the dispatch; plans, presence and timers are memory. */
export type DispatchCommand =
  FieldReportCommand | MissionCommand | MaraudeCommand | DutyFactCommand | AlertCommand | AlarmCommand;

export type DispatchContext = FieldReportContext &
  MissionContext &
  MaraudeContext &
  DutyContext &
  AlertContext &
  AlarmContext;

/** What happens when a lead, a team or a post speaks. */
export function decideDispatch(
  command: DispatchCommand,
  state: DispatchState,
  context: DispatchContext,
): Decision<DispatchEvent> {
  switch (command.type) {
    case 'FileReport':
    case 'AcknowledgeReport':
    case 'AssignReport':
    case 'UnassignReport':
    case 'ReachReport':
    case 'CloseReport':
    case 'WithdrawReport':
      return withMissionEnded(decideReport(command, state.reports, context), state, context.now);
    case 'GiveMission':
    case 'TakeMission':
    case 'DeclineMission':
    case 'ReachMission':
    case 'FinishMission':
    case 'WithdrawMission':
      return decideMission(command, state, context);
    case 'OpenMaraude':
    case 'CloseMaraude':
    case 'FileTourReport':
      return withTourEnded(decideMaraude(command, state, context), state, context.now);
    case 'MarkImpossible':
    case 'MarkPossible':
      return decideDuty(command, state.impossibles, context);
    case 'RaiseAlert':
    case 'CancelAlert':
      return decideAlert(command, state.alerts, context);
    case 'AcknowledgeAlarm':
    case 'ShelveAlarm':
      return decideAlarm(command, state.answers, context);
    default:
      return assertNever(command);
  }
}

/** Something that time alone ends: which one, and when. */
export type DispatchTimer = {
  readonly kind: 'report' | 'maraude' | 'mission';
  readonly id: CommandId;
  readonly at: Instant;
};

/** What the clock has to end by this moment, earliest first. `expiresMin`: the pack's, for reports. */
export function dispatchDue(state: DispatchState, now: Instant, expiresMin: number): DispatchTimer[] {
  const reports = [...state.reports].flatMap(([id, report]): DispatchTimer[] =>
    isReportOpen(report) ? [{ kind: 'report', id, at: expiryOf(report, expiresMin) }] : [],
  );
  const maraudes = [...state.maraudes].flatMap(([id, { openedAt, closedAt }]): DispatchTimer[] =>
    closedAt === null ? [{ kind: 'maraude', id, at: plus(openedAt, LONGEST_MARAUDE_MS) }] : [],
  );
  const missions = openMissions(state.missions).map(([id, { givenAt }]): DispatchTimer => ({
    kind: 'mission',
    id,
    at: plus(givenAt, LONGEST_MISSION_MS),
  }));
  return [...reports, ...maraudes, ...missions]
    .filter(({ at }) => at <= now)
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
}

/** What the server's clock does: before its time, or asked again, nothing. */
export function decideDispatchTimer(
  { kind, id }: DispatchTimer,
  state: DispatchState,
  now: Instant,
  expiresMin: number,
): Decision<DispatchEvent> {
  switch (kind) {
    case 'report':
      return withMissionEnded(decideExpiry(id, state.reports.get(id), now, expiresMin), state, now);
    case 'maraude':
      return withTourEnded(decideEndlessMaraude(id, state, now), state, now);
    case 'mission': {
      const mission = state.missions.get(id);
      if (!mission || !isTooOld(mission, now)) return facts();
      const withdrawn: DispatchEvent = { type: 'MissionWithdrawn', mission: id, at: now };
      return withReportsReturned(facts(withdrawn), state, now);
    }
    default:
      return assertNever(kind);
  }
}

/** A report that is over, or taken back from whoever had it, leaves nobody on their way to it. */
function withMissionEnded(
  decision: Decision<DispatchEvent>,
  { missions }: DispatchState,
  at: Instant,
): Decision<DispatchEvent> {
  if (!decision.ok) return decision;
  const ended = decision.events.flatMap((event): DispatchEvent[] => {
    switch (event.type) {
      case 'ReportClosed':
      case 'ReportWithdrawn':
      case 'ReportExpired':
      case 'ReportUnassigned': {
        const mission = missionFor(missions, event.report);
        return mission ? [{ type: 'MissionWithdrawn', mission, at }] : [];
      }
      default:
        return [];
    }
  });
  return facts<DispatchEvent>(...decision.events, ...ended);
}

/** A mission that ends with its team's tour, or by the clock, leaves its report to be given again. */
function withReportsReturned(
  decision: Decision<DispatchEvent>,
  { missions, reports }: DispatchState,
  at: Instant,
): Decision<DispatchEvent> {
  if (!decision.ok) return decision;
  const returned = decision.events.flatMap((event): DispatchEvent[] => {
    const answered = event.type === 'MissionWithdrawn' ? missions.get(event.mission)?.report : null;
    const report = answered ? reports.get(answered) : undefined;
    if (!answered || !report || !isReportOpen(report)) return [];
    return [{ type: 'ReportUnassigned', report: answered, at }];
  });
  return facts<DispatchEvent>(...decision.events, ...returned);
}

/** What a tour leaves: its missions' reports, and an alert that a lead has seen. One that nobody saw goes on. */
function withTourEnded(
  decision: Decision<DispatchEvent>,
  state: DispatchState,
  at: Instant,
): Decision<DispatchEvent> {
  if (!decision.ok) return decision;
  const ended = decision.events.flatMap((event): DispatchEvent[] => {
    const team = event.type === 'MaraudeClosed' ? state.maraudes.get(event.maraude)?.team : undefined;
    return team && state.alerts.get(team)?.acknowledgedAt ? [{ type: 'AlertEnded', team, at }] : [];
  });
  return withReportsReturned(facts<DispatchEvent>(...decision.events, ...ended), state, at);
}

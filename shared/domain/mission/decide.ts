import { assertNever } from '../../kernel/assert-never.ts';
import type { CommandId, FilingPost } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { FieldReportEvent } from '../field-report/events.ts';
import { isReportOpen, type FieldReports } from '../field-report/state.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { MissionCommand } from './commands.ts';
import type { MissionEvent } from './events.ts';
import { isMissionOpen, missionFor, openMissions, type Mission, type Missions } from './state.ts';

export type MissionContext = {
  /** The command's own id: it names the mission that it gives. */
  readonly id: CommandId;
  readonly now: Instant;
  readonly places: { readonly zones: ReadonlySet<string>; readonly stations: ReadonlySet<string> };
  /** The teams of the territory, and whether each may go underground. */
  readonly teams: ReadonlyMap<string, { readonly undergroundAllowed: boolean }>;
  /** Who speaks: a team is told of its own missions only. */
  readonly filedBy: FilingPost;
};

type Known = { readonly missions: Missions; readonly reports: FieldReports };
type MissionFact = MissionEvent | FieldReportEvent;
type Give = Extract<MissionCommand, { type: 'GiveMission' }>;

/**
 * What happens when a lead gives a mission or a team answers. The report that it answers moves in the same decision:
 * two leads who give the same team, or the same report, can never both have been right.
 */
export function decideMission(
  command: MissionCommand,
  known: Known,
  context: MissionContext,
): Decision<MissionFact> {
  if (command.type === 'GiveMission') return give(command, known, context);
  const mission = known.missions.get(command.mission);
  const isOwn = command.type === 'WithdrawMission' || mission?.team === context.filedBy;
  if (!mission || !isOwn) return refused('MissionUnknown');
  if (!isMissionOpen(mission)) return refused('MissionStepOutOfOrder');
  return step(command, mission, known.reports, context.now);
}

function give(
  { team, place, report }: Give,
  { missions, reports }: Known,
  { id: mission, now: at, places, teams }: MissionContext,
): Decision<MissionFact> {
  const allowed = teams.get(team);
  if (!allowed) return refused('TeamUnknown');
  const isKnown = place.kind === 'zone' ? places.zones.has(place.id) : places.stations.has(place.id);
  if (!isKnown) return refused('PlaceUnknown');
  const answered = report === null ? null : reports.get(report);
  if (answered === undefined) return refused('ReportUnknown');
  if (answered && !isReportOpen(answered)) return refused('ReportClosed');
  // Where the report is: what the console shows and what the team is told can never be two places.
  const where = answered?.place ?? place;
  if (where.kind === 'station' && !allowed.undergroundAllowed) return refused('TeamNotUnderground');
  if (openMissions(missions).some(([, other]) => other.team === team)) return refused('TeamAlreadyOnMission');
  const given: MissionFact = { type: 'MissionGiven', mission, at, team, place: where, answers: report };
  if (report === null || !answered) return facts(given);
  if (missionFor(missions, report) || (answered.to !== null && answered.to !== 'maraude'))
    return refused('ReportAlreadyAssigned');
  return answered.to === 'maraude'
    ? facts<MissionFact>(given)
    : facts<MissionFact>(given, { type: 'ReportAssigned', report, at, to: 'maraude' });
}

function step(
  command: Exclude<MissionCommand, Give>,
  { report, state }: Mission,
  reports: FieldReports,
  at: Instant,
): Decision<MissionFact> {
  const { mission } = command;
  const answered = report === null ? undefined : reports.get(report);
  const told = (type: 'ReportFollowed' | 'ReportReached' | 'ReportUnassigned'): FieldReportEvent[] =>
    report !== null && answered && isReportOpen(answered) ? [{ type, report, at }] : [];
  const reached = answered && isReportOpen(answered) && answered.step === 'sur-place';
  switch (command.type) {
    case 'TakeMission':
      if (state.kind !== 'donnee') return facts();
      return facts<MissionFact>({ type: 'MissionTaken', mission, at }, ...told('ReportFollowed'));
    case 'ReachMission':
      if (state.kind === 'sur-place') return facts();
      return facts<MissionFact>({ type: 'MissionReached', mission, at }, ...told('ReportReached'));
    case 'FinishMission': {
      // With which outcome is said by voice: the lead closes the report.
      const last = told(reached ? 'ReportFollowed' : 'ReportReached');
      return facts<MissionFact>({ type: 'MissionFinished', mission, at }, ...last);
    }
    case 'DeclineMission': {
      const { reason } = command;
      return facts<MissionFact>(
        { type: 'MissionDeclined', mission, at, reason },
        ...told('ReportUnassigned'),
      );
    }
    case 'WithdrawMission':
      return facts<MissionFact>({ type: 'MissionWithdrawn', mission, at }, ...told('ReportUnassigned'));
    default:
      return assertNever(command);
  }
}

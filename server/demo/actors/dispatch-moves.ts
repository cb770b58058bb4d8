import type { Assignee, ReportOutcome } from '#shared/domain/field-report/commands';
import { teamIdSchema, type CommandId, type TeamId } from '#shared/kernel/ids';
import { elapsed, MINUTE, type Instant } from '#shared/kernel/instant';
import type { LeadEntity } from '#shared/view/lead';
import type { Command } from '#shared/wire/up';
import type { Speaker } from './speaker.ts';

type Of<Kind extends LeadEntity['kind']> = Extract<LeadEntity, { kind: Kind }>;
export type Move = { readonly about: CommandId; readonly from: Speaker; readonly command: Command };

/** What somebody real has touched is theirs for this long. */
const HANDS_OFF_MS = 10 * MINUTE;
const ON_THE_WAY_MS = 15 * MINUTE;
const THERE_MS = 15 * MINUTE;
const LEAD: Speaker = { kind: 'lead' };

/**
 * What the simulated lead and the simulated teams would do now, from what a console shows: on reports and missions that
 * nobody has touched for a while, so that whoever tries the demonstration comes first.
 */
export function dispatchMoves(entities: readonly LeadEntity[], now: Instant): Move[] {
  const underWay = missionsUnderWay(entities);
  const reports = entities.filter((entity): entity is Of<'report'> => entity.kind === 'report');
  const free = entities.flatMap((entity) =>
    entity.kind === 'maraude' &&
    entity.state.kind === 'ouverte' &&
    !underWay.some(({ team }) => team === entity.team)
      ? [entity]
      : [],
  );
  return [
    ...missionMoves(entities, now),
    ...reports.flatMap((report) => {
      const isAnswered = underWay.some((mission) => mission.report === report.id);
      const command = reportMove(report, isAnswered, free, now);
      // Two reports of one moment are not given to one team.
      if (command?.type === 'GiveMission')
        free.splice(
          free.findIndex(({ team }) => team === command.team),
          1,
        );
      return command ? [{ about: report.id, from: LEAD, command }] : [];
    }),
  ];
}

/** What the simulated teams would do now with the missions they were given. */
export function missionMoves(entities: readonly LeadEntity[], now: Instant): Move[] {
  return missionsUnderWay(entities).flatMap((mission) => missionMove(mission, now) ?? []);
}

function missionsUnderWay(entities: readonly LeadEntity[]): Of<'mission'>[] {
  const missions = entities.filter((entity): entity is Of<'mission'> => entity.kind === 'mission');
  return missions.filter(({ state }) => ['donnee', 'prise', 'sur-place'].includes(state.kind));
}

function missionMove({ id, team, givenAt, state }: Of<'mission'>, now: Instant): Move | undefined {
  const from: Speaker = { kind: 'team', team };
  const since = (at: Instant, ms: number) => elapsed(at, now) >= ms;
  switch (state.kind) {
    case 'donnee':
      return since(givenAt, HANDS_OFF_MS)
        ? { about: id, from, command: { type: 'TakeMission', mission: id } }
        : undefined;
    case 'prise':
      return since(state.at, ON_THE_WAY_MS)
        ? { about: id, from, command: { type: 'ReachMission', mission: id } }
        : undefined;
    case 'sur-place':
      return since(state.at, THERE_MS)
        ? { about: id, from, command: { type: 'FinishMission', mission: id } }
        : undefined;
    case 'finie':
    case 'impossible':
    case 'retiree':
      return undefined;
  }
}

function reportMove(
  { id: report, step, lastSignAt, place, to }: Of<'report'>,
  isAnswered: boolean,
  free: readonly Of<'maraude'>[],
  now: Instant,
): Command | undefined {
  const untouched = elapsed(lastSignAt, now);
  if (untouched < HANDS_OFF_MS || isAnswered) return undefined;
  switch (step) {
    case 'recu':
      return { type: 'AcknowledgeReport', report };
    case 'accuse': {
      const given = givenTo(report);
      const level = place.kind === 'station' ? ['souterrain', 'mixte'] : ['surface', 'mixte'];
      const team = free.find(({ state }) => state.kind === 'ouverte' && level.includes(state.level))?.team;
      return given === 'maraude' && team
        ? { type: 'GiveMission', team: asTeam(team), place, report }
        : { type: 'AssignReport', report, to: given === 'maraude' ? 'uasa' : given };
    }
    case 'assigne':
      return untouched >= ON_THE_WAY_MS && to !== null ? { type: 'ReachReport', report } : undefined;
    case 'sur-place':
      return untouched >= THERE_MS
        ? { type: 'CloseReport', report, outcome: outcomeOf(report, to) }
        : undefined;
    case 'clos':
    case 'retire':
    case 'expire':
      return undefined;
  }
}

/** [SIM] DOMAIN 12, drawn from the report's own random id: the same answer however often it is asked. */
function givenTo(report: CommandId): Assignee {
  const drawn = percentOf(report, 0);
  return drawn < 70 ? 'maraude' : drawn < 95 ? 'uasa' : 'mediation';
}

function outcomeOf(report: CommandId, to: Assignee | null): ReportOutcome {
  const drawn = percentOf(report, 4);
  if (drawn < 15) return 'infonde';
  if (drawn < 40) return 'personne-partie';
  return to === 'mediation' ? 'mediation' : 'rencontre';
}

function percentOf(id: CommandId, from: number): number {
  return Number.parseInt(id.slice(from, from + 4), 16) % 100;
}

function asTeam(team: string): TeamId {
  return teamIdSchema.parse(team);
}

import { dispatchStream } from '#server/commands/aggregates';
import type { DurableCommand } from '#server/commands/decide';
import { isReportOpen } from '#shared/domain/field-report/state';
import { openMaraude } from '#shared/domain/maraude/state';
import { isMissionOpen } from '#shared/domain/mission/state';
import type { AlarmKey } from '#shared/domain/alarm/commands';
import type { FilingPost } from '#shared/kernel/ids';
import type { Core } from '../../support/core.ts';
import { commandId, ratpPost, station, team, tourFigures, zone } from '../../support/said.ts';

const TEAMS = ['T3', 'T4'].map(team);
const PLACES = [zone('z-ourcq'), zone('z-chapelle'), station('st-jaures'), station('st-riquet')];

/** What leads, teams and posts could say next; much of it is refused. */
export function dispatchCommand(
  core: Core,
  random: () => number,
): { command: DurableCommand; filedBy: FilingPost } {
  const below = (limit: number) => Math.floor(random() * limit);
  const of = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const state = core.world.state(dispatchStream);
  const now = core.clock.now();
  const crew = of(TEAMS);
  const report = of([...state.reports].filter(([, each]) => isReportOpen(each))) ?? [commandId(0)];
  const mission = of([...state.missions].filter(([, each]) => isMissionOpen(each)));
  const lead = (command: DurableCommand) => ({ command, filedBy: 'lead' as const });
  // A team that is in is sent out first: what it says counts on a tour alone.
  if (!openMaraude(state.maraudes, crew) && random() < 0.5)
    return { command: { type: 'OpenMaraude', level: 'mixte' }, filedBy: crew };
  const [id] = report;
  const file = (filedBy: FilingPost) => ({
    command: {
      type: 'FileReport' as const,
      origin: filedBy === 'lead' ? ('riverain' as const) : ('ratp' as const),
      place: of(PLACES),
      kind: 'groupe' as const,
      people: '0-4' as const,
      seenAt: now,
    },
    filedBy,
  });
  const said = (type: 'TakeMission' | 'ReachMission' | 'FinishMission') => ({
    command: { type, mission: mission?.[0] ?? commandId(0) },
    filedBy: mission?.[1].team ?? crew,
  });
  return of<() => { command: DurableCommand; filedBy: FilingPost }>([
    () => file('lead'),
    () => file('lead'),
    () => file(ratpPost('RATP-1')),
    () => file(ratpPost('RATP-2')),
    () => lead({ type: 'AcknowledgeReport', report: id }),
    () => lead({ type: 'AssignReport', report: id, to: 'uasa' }),
    () => lead({ type: 'UnassignReport', report: id }),
    () => lead({ type: 'ReachReport', report: id }),
    () => lead({ type: 'CloseReport', report: id, outcome: 'rencontre' }),
    () => ({ command: { type: 'WithdrawReport', report: id }, filedBy: ratpPost('RATP-1') }),
    () => lead({ type: 'GiveMission', team: crew, place: of(PLACES), report: random() < 0.7 ? id : null }),
    () => lead({ type: 'GiveMission', team: crew, place: of(PLACES), report: null }),
    () => said('TakeMission'),
    () => said('ReachMission'),
    () => said('FinishMission'),
    () => lead({ type: 'WithdrawMission', mission: mission?.[0] ?? commandId(0) }),
    () => ({ command: { type: 'CloseMaraude' }, filedBy: crew }),
    () => ({ command: { type: 'FileTourReport', figures: tourFigures(below(30)) }, filedBy: crew }),
    () => ({ command: { type: 'RaiseAlert' }, filedBy: crew }),
    () => ({ command: { type: 'CancelAlert' }, filedBy: crew }),
    () => lead({ type: 'AcknowledgeAlarm', alarm: `A1:${crew}` as AlarmKey }),
  ])();
}

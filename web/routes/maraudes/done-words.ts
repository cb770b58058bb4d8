import { m } from '#lib/paraglide/messages.js';
import { halfDayWords } from '#lib/ui/half-day-words.ts';
import type { DutyCell } from '#shared/domain/duty-plan/commands';
import type { Command } from '#shared/wire/up';
import type { Board } from './board.svelte.ts';
import { areaName, namedPlace } from './place-words.ts';
import { ASSIGNEE_WORDS, MISSION_REASON_WORDS, OUTCOME_WORDS } from './words.ts';

/** What was done, in the past, naming its object: the undo strip and the history write it. */
export function doneWords(command: Command, board: Board): string {
  const { facts } = board;
  const reported = (id: string) => {
    const report = board.known.reports.find((each) => each.id === id);
    return report ? namedPlace(facts, report.place).name : '—';
  };
  switch (command.type) {
    case 'FileReport':
      return m.lead_done_filed({ place: namedPlace(facts, command.place).name });
    case 'AcknowledgeReport':
      return m.lead_done_acknowledged({ place: reported(command.report) });
    case 'AssignReport':
      return m.lead_done_given({ place: reported(command.report), to: ASSIGNEE_WORDS[command.to]() });
    case 'UnassignReport':
      return m.lead_done_taken_back({ place: reported(command.report) });
    case 'ReachReport':
      return m.lead_done_reached({ place: reported(command.report) });
    case 'CloseReport':
      return m.lead_done_closed({
        place: reported(command.report),
        outcome: OUTCOME_WORDS[command.outcome](),
      });
    case 'GiveMission':
      return m.lead_done_mission({ team: command.team, place: namedPlace(facts, command.place).name });
    case 'WithdrawMission': {
      const mission = board.known.missions.find(({ id }) => id === command.mission);
      return m.lead_done_withdrawn({ team: mission?.team ?? '—' });
    }
    case 'PlanPass':
      return m.lead_done_planned({ cell: cellWords(command.cell, board), team: command.team });
    case 'CancelPlan':
      return m.lead_done_unplanned({ cell: cellWords(command.cell, board) });
    case 'MarkImpossible':
      return m.lead_done_impossible({
        cell: cellWords(command.cell, board),
        reason: MISSION_REASON_WORDS[command.reason](),
      });
    case 'MarkPossible':
      return m.lead_done_possible({ cell: cellWords(command.cell, board) });
    case 'AcknowledgeAlarm':
      return m.lead_done_alarm_seen();
    case 'ShelveAlarm':
      return m.lead_done_alarm_shelved({ minutes: command.minutes });
    case 'PushScene':
      return m.lead_done_scene();
    case 'EndScene':
      return m.lead_done_scene_ended();
    default:
      return m.lead_done_other();
  }
}

/** `20e – Ménilmontant, après-midi`. */
export function cellWords(cell: DutyCell, { facts }: Board): string {
  const window = facts.windows.find(({ id }) => id === cell.window);
  return `${areaName(facts, cell.area.id)}, ${window ? halfDayWords(window) : '—'}`;
}

import type { CommandId } from '#shared/kernel/ids';
import type { Command } from '#shared/wire/up';
import type { Known } from './with-pending.ts';

/**
 * The command that takes this one back to the exact former state, from what was known before it; null where none does,
 * so nothing is offered. `id` is the command's own: it names the mission that it gave.
 */
export function inverseOf(id: CommandId, command: Command, before: Known): Command | null {
  switch (command.type) {
    case 'GiveMission':
      return { type: 'WithdrawMission', mission: id };
    case 'AssignReport':
      return { type: 'UnassignReport', report: command.report };
    case 'PlanPass':
    case 'CancelPlan': {
      const { cell } = command;
      const plan = before.plans.find(
        (each) =>
          each.cell.area.id === cell.area.id &&
          each.cell.day === cell.day &&
          each.cell.window === cell.window,
      );
      if (plan) return { type: 'PlanPass', cell, team: plan.team };
      return command.type === 'PlanPass' ? { type: 'CancelPlan', cell } : null;
    }
    case 'MarkImpossible':
      return { type: 'MarkPossible', cell: command.cell };
    case 'MarkPossible': {
      const { cell } = command;
      const reason = before.duties.find(
        (duty) => duty.area.id === cell.area.id && duty.day === cell.day && duty.window === cell.window,
      )?.reason;
      return reason ? { type: 'MarkImpossible', cell, reason } : null;
    }
    case 'PushScene':
      return { type: 'EndScene' };
    default:
      return null;
  }
}

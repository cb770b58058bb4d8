import type { PendingCommand } from '#lib/outbox/item.ts';
import type { DutyCell } from '#shared/domain/duty-plan/commands';
import type { CommandId } from '#shared/kernel/ids';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { AlarmEntity, PlanEntity } from '#shared/view/dispatch';
import type { DutyEntity } from './coverage.ts';
import type { Mission, Report } from './queue.ts';

/** What a lead acts on, as the server last said it. */
export type Known = {
  readonly reports: readonly Report[];
  readonly missions: readonly Mission[];
  readonly plans: readonly PlanEntity[];
  readonly duties: readonly DutyEntity[];
  readonly alarms: readonly AlarmEntity[];
};

/** The same with what was said here and that the view does not hold yet, in the order it was said. */
export function withPending(known: Known, pending: readonly PendingCommand[], now: Instant): Known {
  return pending.reduce((so, { id, command }) => after(so, id, command, now), known);
}

function after(known: Known, id: CommandId, command: PendingCommand['command'], now: Instant): Known {
  switch (command.type) {
    case 'FileReport': {
      const { origin, place, kind: what, people, seenAt } = command;
      const filed: Report = {
        kind: 'report',
        id,
        origins: [origin],
        place,
        what,
        people,
        step: 'recu',
        seenAt,
        lastSignAt: seenAt,
        expiresAt: null,
        acknowledgedAt: null,
        to: null,
        outcome: null,
        closedAt: null,
      };
      return { ...known, reports: [...known.reports, filed] };
    }
    case 'AcknowledgeReport':
      return onReport(known, command.report, (report) =>
        report.step === 'recu' ? { ...report, step: 'accuse', acknowledgedAt: now } : report,
      );
    case 'AssignReport':
      return onReport(known, command.report, (report) => ({ ...report, step: 'assigne', to: command.to }));
    case 'UnassignReport':
      return onReport(known, command.report, unassigned);
    case 'ReachReport':
      return onReport(known, command.report, (report) => ({ ...report, step: 'sur-place' }));
    case 'CloseReport':
      return onReport(known, command.report, (report) => ({
        ...report,
        step: 'clos',
        outcome: command.outcome,
        closedAt: now,
      }));
    case 'GiveMission': {
      const { team, place, report } = command;
      const given: Mission = {
        kind: 'mission',
        id,
        team,
        place,
        report,
        givenAt: now,
        state: { kind: 'donnee' },
      };
      const so = { ...known, missions: [...known.missions, given] };
      return report === null
        ? so
        : onReport(so, report, (each) => ({ ...each, step: 'assigne', to: 'maraude' }));
    }
    case 'WithdrawMission': {
      const taken = known.missions.find((mission) => mission.id === command.mission);
      if (!taken) return known;
      const back: Mission = { ...taken, state: { kind: 'retiree', at: now } };
      const so = {
        ...known,
        missions: known.missions.map((mission) => (mission === taken ? back : mission)),
      };
      return taken.report === null ? so : onReport(so, taken.report, unassigned);
    }
    case 'PlanPass':
      return {
        ...known,
        plans: [...plansBut(known, command.cell), { cell: command.cell, team: command.team }],
      };
    case 'CancelPlan':
      return { ...known, plans: plansBut(known, command.cell) };
    case 'MarkImpossible':
      return onDuty(known, command.cell, (duty) => ({
        ...duty,
        state: 'impossible',
        reason: command.reason,
      }));
    case 'MarkPossible':
      return onDuty(known, command.cell, (duty) => ({ ...duty, state: 'a-faire', reason: null }));
    case 'AcknowledgeAlarm':
      return onAlarm(known, command.alarm, (alarm) => ({ ...alarm, state: { kind: 'acquittee', at: now } }));
    case 'ShelveAlarm': {
      const until = plus(now, Number(command.minutes) * MINUTE);
      const { reason } = command;
      return onAlarm(known, command.alarm, (alarm) => ({
        ...alarm,
        state: { kind: 'mise-de-cote', until, reason },
      }));
    }
    default:
      return known;
  }
}

function unassigned(report: Report): Report {
  return { ...report, step: report.acknowledgedAt === null ? 'recu' : 'accuse', to: null };
}

function onReport(known: Known, id: string, change: (report: Report) => Report): Known {
  return { ...known, reports: known.reports.map((report) => (report.id === id ? change(report) : report)) };
}

function onDuty(known: Known, cell: DutyCell, change: (duty: DutyEntity) => DutyEntity): Known {
  const duties = known.duties.map((duty) =>
    duty.area.id === cell.area.id && duty.day === cell.day && duty.window === cell.window
      ? change(duty)
      : duty,
  );
  return { ...known, duties };
}

function onAlarm(known: Known, key: string, change: (alarm: AlarmEntity) => AlarmEntity): Known {
  return { ...known, alarms: known.alarms.map((alarm) => (alarm.key === key ? change(alarm) : alarm)) };
}

function plansBut({ plans }: Known, cell: DutyCell): PlanEntity[] {
  return plans.filter(
    (plan) =>
      plan.cell.area.id !== cell.area.id || plan.cell.day !== cell.day || plan.cell.window !== cell.window,
  );
}

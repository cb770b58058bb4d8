import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AlarmKey } from '#shared/domain/alarm/commands';
import { raisedAlarms } from '#shared/domain/alarm/engine';
import type { DispatchCommand } from '#shared/domain/dispatch/decide';
import { decideDispatchTimer, dispatchDue } from '#shared/domain/dispatch/decide';
import { evolveDispatch, type DispatchEvent } from '#shared/domain/dispatch/evolve';
import { initialDispatch, type DispatchState } from '#shared/domain/dispatch/state';
import { expiryOf, isReportOpen } from '#shared/domain/field-report/state';
import { openMissions } from '#shared/domain/mission/state';
import type { CommandId, FilingPost } from '#shared/kernel/ids';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { NO_ALARM_FACTS, THRESHOLDS } from '../support/alarms.ts';
import { EXPIRES_MIN } from '../support/dispatch.ts';
import { decide } from '../support/dispatch-past.ts';
import { commandId, paris, ratpPost, station, team, zone } from '../support/said.ts';

const START = paris('08:00');
const TEAMS = ['T1', 'T2'].map(team);
const PLACES = [zone('z-ourcq'), zone('z-bercy'), station('st-jaures')];

type Step = { kind: number; which: number; other: number; wait: number };
const step = fc.record({
  kind: fc.nat(17),
  which: fc.nat(5),
  other: fc.nat(5),
  wait: fc.integer({ min: 0, max: 90 }),
});

const of = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];

/** What this step says, on reports and missions that exist as on some that do not. */
function said(
  { kind, which, other }: Step,
  state: DispatchState,
  now: Instant,
): [DispatchCommand, FilingPost] {
  const report = of([...state.reports.keys()], which) ?? commandId(1);
  const mission = of([...state.missions.keys()], which) ?? commandId(1);
  const crew = of(TEAMS, other) ?? team('T1');
  const place = of(PLACES, other) ?? zone('z-ourcq');
  const post = ratpPost(`RATP-${1 + (other % 2)}`);
  const noticed = { place, kind: 'groupe', people: '0-4', seenAt: now } as const;
  const commands: [DispatchCommand, FilingPost][] = [
    [{ type: 'FileReport', origin: 'riverain', ...noticed }, 'lead'],
    [{ type: 'FileReport', origin: 'ratp', ...noticed, place: station('st-jaures') }, post],
    [{ type: 'AcknowledgeReport', report }, 'lead'],
    [{ type: 'AssignReport', report, to: 'uasa' }, 'lead'],
    [{ type: 'UnassignReport', report }, 'lead'],
    [{ type: 'ReachReport', report }, 'lead'],
    [{ type: 'CloseReport', report, outcome: 'rencontre' }, 'lead'],
    [{ type: 'WithdrawReport', report }, post],
    [{ type: 'GiveMission', team: crew, place, report }, 'lead'],
    [{ type: 'GiveMission', team: crew, place, report: null }, 'lead'],
    [{ type: 'TakeMission', mission }, crew],
    [{ type: 'ReachMission', mission }, crew],
    [{ type: 'FinishMission', mission }, crew],
    [{ type: 'DeclineMission', mission, reason: 'acces' }, crew],
    [{ type: 'WithdrawMission', mission }, 'lead'],
    [{ type: 'OpenMaraude', level: 'mixte' }, crew],
    [{ type: 'CloseMaraude' }, crew],
    [{ type: 'RaiseAlert' }, crew],
  ];
  return commands[kind] ?? [{ type: 'CloseMaraude' }, crew];
}

type Lived = { state: DispatchState; events: DispatchEvent[]; filed: CommandId[]; now: Instant };

/** Lives these steps, the clock doing what is due between them. */
function live(steps: readonly Step[], look: (lived: Lived) => void): Lived {
  const lived: Lived = { state: initialDispatch, events: [], filed: [], now: START };
  const keep = (events: readonly DispatchEvent[]) => {
    lived.events.push(...events);
    lived.state = events.reduce(evolveDispatch, lived.state);
  };
  steps.forEach((each, index) => {
    lived.now = plus(lived.now, each.wait * MINUTE);
    for (const timer of dispatchDue(lived.state, lived.now, EXPIRES_MIN)) {
      const decision = decideDispatchTimer(timer, lived.state, lived.now, EXPIRES_MIN);
      if (decision.ok) keep(decision.events);
    }
    const [command, filedBy] = said(each, lived.state, lived.now);
    const id = commandId(1_000 + index);
    const decision = decide(lived.state, { command, id, now: lived.now, filedBy });
    if (decision.ok) {
      if (command.type === 'FileReport') lived.filed.push(id);
      keep(decision.events);
    }
    look(lived);
  });
  return lived;
}

test('[REP-10] whatever is said, in whatever order, no report is ever lost: each filing is in exactly one', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      live(steps, ({ state, filed }) => {
        const filings = [...state.reports.values()].flatMap((report) => report.filings.map(({ id }) => id));
        expect([...filings].sort()).toEqual([...filed].sort());
      });
    }),
    { numRuns: 150 },
  );
});

test('[REP-9] no report stays open past its expiry, and none past a day', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      live(steps, ({ state, now }) => {
        for (const report of state.reports.values()) {
          if (!isReportOpen(report)) continue;
          expect(expiryOf(report, EXPIRES_MIN) > now).toBe(true);
          expect(plus(report.filedAt, 24 * HOUR) > now).toBe(true);
        }
      });
    }),
    { numRuns: 150 },
  );
});

test('[MIS-3, REP-14] at every moment a team has one mission and a report one team, and nobody goes to what is over', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      live(steps, ({ state }) => {
        const open = openMissions(state.missions);
        const teams = open.map(([, mission]) => mission.team);
        const reports = open.flatMap(([, { report }]) => report ?? []);
        expect(new Set(teams).size).toBe(teams.length);
        expect(new Set(reports).size).toBe(reports.length);
        for (const id of reports) {
          const report = state.reports.get(id);
          expect(report && isReportOpen(report) && report.to).toBe('maraude');
        }
      });
    }),
    { numRuns: 150 },
  );
});

test('[MAR-1] a team is on one tour at most, and what the facts say is what was lived', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { state, events } = live(steps, (lived) => {
        for (const crew of TEAMS) {
          const open = [...lived.state.maraudes.values()].filter(
            (each) => each.team === crew && each.closedAt === null,
          );
          expect(open.length).toBeLessThanOrEqual(1);
        }
      });
      expect(events.reduce(evolveDispatch, initialDispatch)).toEqual(state);
    }),
    { numRuns: 100 },
  );
});

test('[REP-3] reports of one place are one for as long as none comes more than half an hour after the others', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 }), (gaps) => {
      let [state, now, expected]: [DispatchState, Instant, number] = [initialDispatch, START, 0];
      gaps.forEach((gap, index) => {
        now = plus(now, gap * MINUTE);
        if (index === 0 || gap > 30) expected += 1;
        const [command] = said({ kind: 0, which: 0, other: 0, wait: 0 }, state, now);
        const decision = decide(state, { command, id: commandId(1_000 + index), now });
        if (decision.ok) state = decision.events.reduce(evolveDispatch, state);
      });
      expect(state.reports.size).toBe(expected);
    }),
  );
});

test('[ALA-3] whatever a team last said, it calls exactly when the table says so', () => {
  const minutes = fc.integer({ min: -120, max: 120 });
  fc.assert(
    fc.property(minutes, fc.option(minutes), fc.integer({ min: 0, max: 120 }), (sign, exit, later) => {
      const now = plus(START, later * MINUTE);
      const lastSignAt = plus(START, Math.min(sign, later) * MINUTE);
      const exitAt = exit === null ? null : plus(START, exit * MINUTE);
      const facts = { ...NO_ALARM_FACTS, teams: [{ team: team('T1'), lastSignAt, exitAt }] };
      const silentFor = later - Math.min(sign, later);
      const loud = exit === null ? silentFor >= 60 : later >= exit + 10;
      const expected = loud ? 'P1' : exit === null && silentFor >= 40 ? 'P2' : undefined;
      const alarm = raisedAlarms(facts, THRESHOLDS, new Map(), new Map(), now).get('A2:T1' as AlarmKey);
      expect(alarm?.priority).toBe(expected);
      if (alarm) expect(alarm.since <= now).toBe(true);
    }),
  );
});

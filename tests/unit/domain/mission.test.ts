import { describe, expect, test } from 'vitest';
import { decideDispatchTimer, dispatchDue } from '#shared/domain/dispatch/decide';
import { evolveDispatch } from '#shared/domain/dispatch/evolve';
import type { Place } from '#shared/domain/pass/commands';
import { HOUR, plus } from '#shared/kernel/instant';
import { EXPIRES_MIN, type Said } from '../../support/dispatch.ts';
import { after, afterThat, decide } from '../../support/dispatch-past.ts';
import { commandId, paris, station, team, zone } from '../../support/said.ts';

const R1 = commandId(1);
const M1 = commandId(2);
const M2 = commandId(3);
const NOON = paris('12:00');
const T2 = team('T2');
const street = zone('z-ourcq');

const filed: Said = {
  command: {
    type: 'FileReport',
    origin: 'riverain',
    place: street,
    kind: 'groupe',
    people: '0-4',
    seenAt: NOON,
  },
  id: R1,
  now: NOON,
};
const give = (id = M1, crew = 'T2', report: typeof R1 | null = R1, place: Place = street): Said => ({
  command: { type: 'GiveMission', team: team(crew), place, report },
  id,
  now: NOON,
  filedBy: 'lead',
});
const says = (
  type: 'TakeMission' | 'ReachMission' | 'FinishMission' | 'WithdrawMission',
  filedBy: Said['filedBy'] = T2,
): Said => ({
  command: { type, mission: M1 },
  now: NOON,
  filedBy: filedBy ?? T2,
});
const declines: Said = {
  command: { type: 'DeclineMission', mission: M1, reason: 'acces' },
  now: NOON,
  filedBy: T2,
};

test('[MIS-1] a lead gives a team a place, for a report or for a pass that is due', () => {
  expect(after(give(M1, 'T2', null)).missions.get(M1)).toEqual({
    team: 'T2',
    place: street,
    report: null,
    givenAt: NOON,
    state: { kind: 'donnee' },
  });
  expect(decide(after(), give(M1, 'T2', null, zone('z-gone')))).toMatchObject({ refusal: 'PlaceUnknown' });
});

test('[MIS-2] for a report it is where the report is, and assigns it in the same decision', () => {
  const state = after(filed, give(M1, 'T2', R1, zone('z-bercy')));
  expect(state.missions.get(M1)).toMatchObject({ place: street, report: R1 });
  expect(state.reports.get(R1)).toMatchObject({ step: 'assigne', to: 'maraude', acknowledgedAt: NOON });
});

describe('[MIS-3] of two leads', () => {
  test('[MIS-3] who give one team, the second is told that it has a mission', () => {
    expect(decide(after(give(M1, 'T2', null)), give(M2, 'T2', null))).toMatchObject({
      refusal: 'TeamAlreadyOnMission',
    });
  });

  test('[MIS-3] who give one report, the second is told that it is given, to a team or to somebody else', () => {
    expect(decide(after(filed, give()), give(M2, 'T3'))).toMatchObject({ refusal: 'ReportAlreadyAssigned' });
    const elsewhere = after(filed, { command: { type: 'AssignReport', report: R1, to: 'uasa' }, now: NOON });
    expect(decide(elsewhere, give())).toMatchObject({ refusal: 'ReportAlreadyAssigned' });
  });

  test('[MIS-3] a closed or unknown report is nobody’s', () => {
    const closed = after(filed, {
      command: { type: 'CloseReport', report: R1, outcome: 'infonde' },
      now: NOON,
    });
    expect(decide(closed, give())).toMatchObject({ refusal: 'ReportClosed' });
    expect(decide(after(), give())).toMatchObject({ refusal: 'ReportUnknown' });
  });
});

test('[MIS-4] an unknown team, or one that does not go underground, is not given what it cannot do', () => {
  expect(decide(after(), give(M1, 'T77', null))).toMatchObject({ refusal: 'TeamUnknown' });
  const teams = new Map([['T2', { undergroundAllowed: false }]]);
  const below = { ...give(M1, 'T2', null, station('st-jaures')), teams };
  expect(decide(after(), below)).toMatchObject({ refusal: 'TeamNotUnderground' });
});

test('[MIS-5] given, taken, reached, finished', () => {
  const kinds = [says('TakeMission'), says('ReachMission'), says('FinishMission')].reduce<string[]>(
    (seen, _said, index, all) => [
      ...seen,
      after(give(M1, 'T2', null), ...all.slice(0, index + 1)).missions.get(M1)?.state.kind ?? 'lost',
    ],
    [],
  );
  expect(kinds).toEqual(['prise', 'sur-place', 'finie']);
});

test('[MIS-5] or declined with its reason, or withdrawn by a lead', () => {
  expect(after(give(M1, 'T2', null), declines).missions.get(M1)?.state).toEqual({
    kind: 'impossible',
    at: NOON,
    reason: 'acces',
  });
  expect(after(give(M1, 'T2', null), says('WithdrawMission', 'lead')).missions.get(M1)?.state.kind).toBe(
    'retiree',
  );
});

test('[MIS-6] to another team it does not exist', () => {
  const state = after(give(M1, 'T2', null));
  for (const said of [says('TakeMission', team('T3')), { ...declines, filedBy: team('T3') }])
    expect(decide(state, said)).toMatchObject({ refusal: 'MissionUnknown' });
});

test('[MIS-7] reaching it, or finishing it at once, reaches the report, which its lead then closes', () => {
  for (const type of ['ReachMission', 'FinishMission'] as const) {
    const state = after(filed, give(), says('TakeMission'), says(type));
    expect(state.reports.get(R1)).toMatchObject({ step: 'sur-place', reachedAt: NOON });
  }
  const finished = after(filed, give(), says('ReachMission'), says('FinishMission'));
  expect(finished.reports.get(R1)?.step).toBe('sur-place');
  const close: Said = { command: { type: 'CloseReport', report: R1, outcome: 'rencontre' }, now: NOON };
  expect(afterThat(finished, close).reports.get(R1)?.step).toBe('clos');
});

test('[MIS-8] declined or withdrawn, its report is to be given again, to anybody', () => {
  for (const end of [declines, says('WithdrawMission', 'lead')]) {
    const state = after(filed, give(), says('TakeMission'), end);
    expect(state.reports.get(R1)).toMatchObject({ step: 'accuse', to: null });
    expect(decide(state, give(M2, 'T3'))).toMatchObject({ ok: true });
  }
});

test('[MIS-9] nothing is said of what is over, and a step said twice changes nothing', () => {
  const taken = after(give(M1, 'T2', null), says('TakeMission'));
  expect(decide(taken, says('TakeMission'))).toEqual({ ok: true, events: [] });
  const over = after(give(M1, 'T2', null), says('FinishMission'));
  for (const said of [says('TakeMission'), declines, says('WithdrawMission', 'lead')])
    expect(decide(over, said)).toMatchObject({ refusal: 'MissionStepOutOfOrder' });
});

test('[MIS-10] the clock withdraws it after twelve hours, once, and its report is free again', () => {
  const state = after(filed, give(), {
    command: { type: 'TakeMission', mission: M1 },
    now: plus(NOON, HOUR),
    filedBy: T2,
  });
  const due = plus(NOON, 12 * HOUR);
  const timer = { kind: 'mission', id: M1, at: due } as const;
  expect(dispatchDue(after(give(M1, 'T2', null)), plus(due, -1), EXPIRES_MIN)).toEqual([]);
  expect(dispatchDue(after(give(M1, 'T2', null)), due, EXPIRES_MIN)).toEqual([timer]);
  const decision = decideDispatchTimer(timer, state, due, EXPIRES_MIN);
  expect(decision.ok && decision.events.map(({ type }) => type)).toEqual([
    'MissionWithdrawn',
    'ReportUnassigned',
  ]);
  const over = (decision.ok ? decision.events : []).reduce(evolveDispatch, state);
  expect(decideDispatchTimer(timer, over, due, EXPIRES_MIN)).toEqual({ ok: true, events: [] });
});

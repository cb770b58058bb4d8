import { describe, expect, test } from 'vitest';
import { decideDispatchTimer, dispatchDue } from '#shared/domain/dispatch/decide';
import { evolveDispatch, isReportKept } from '#shared/domain/dispatch/evolve';
import type { DispatchEvent } from '#shared/domain/dispatch/evolve';
import { initialDispatch, type DispatchState } from '#shared/domain/dispatch/state';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { ownReports, shownReport } from '#server/projections/dispatch-entities';
import { EXPIRES_MIN, type Said } from '../../support/dispatch.ts';
import { after, decide } from '../../support/dispatch-past.ts';
import { commandId, paris, ratpPost, station, team, zone } from '../../support/said.ts';

const R1 = commandId(1);
const R2 = commandId(2);
const R3 = commandId(3);
const NOON = paris('12:00');
const street = zone('z-ourcq');
const metro = station('st-jaures');

const filed = {
  type: 'FileReport',
  origin: 'riverain',
  place: street,
  kind: 'autre',
  people: '0-4',
  seenAt: NOON,
} as const;

const first: Said = { command: filed, id: R1, now: NOON };
const ask = (id: typeof R1, post: string, now: Instant, place = metro): Said => ({
  command: { ...filed, origin: 'ratp', place, seenAt: now },
  id,
  now,
  filedBy: ratpPost(post),
});
const lead = (command: Said['command'], now: Instant = NOON): Said => ({ command, now, filedBy: 'lead' });
const report = (state: DispatchState, id = R1) => {
  const known = state.reports.get(id);
  if (!known) throw new Error('lost');
  return known;
};

test('[REP-1] a report is named by its command and holds where, what, how many as a class, and when', () => {
  const decision = decide(initialDispatch, first);
  expect(decision).toEqual({
    ok: true,
    events: [
      {
        type: 'ReportFiled',
        report: R1,
        at: NOON,
        origin: 'riverain',
        post: null,
        place: street,
        what: 'autre',
        people: '0-4',
        seenAt: NOON,
      },
    ],
  });
});

test('[REP-2] a place that is not in the territory is refused', () => {
  const gone = { ...filed, place: zone('z-gone') };
  expect(decide(initialDispatch, { ...first, command: gone })).toMatchObject({ refusal: 'PlaceUnknown' });
});

describe('[REP-3] two reports of one place', () => {
  const again = (minutes: number, place = street): Said => ({
    command: {
      ...filed,
      origin: 'commerce',
      kind: 'groupe',
      people: '5-9',
      place,
      seenAt: plus(NOON, minutes * MINUTE),
    },
    id: R2,
    now: plus(NOON, minutes * MINUTE),
  });

  test('[REP-3] half an hour apart are one, a minute more are two', () => {
    expect([...after(first, again(30)).reports.keys()]).toEqual([R1]);
    expect([...after(first, again(31)).reports.keys()]).toEqual([R1, R2]);
  });

  test('[REP-3] a third within half an hour of the second is the same one', () => {
    const third = { ...again(55), id: R3 };
    expect([...after(first, again(28), third).reports.keys()]).toEqual([R1]);
  });

  test('[REP-3] in two places are two, and so are a closed one and a new one', () => {
    expect(after(first, again(5, zone('z-bercy'))).reports.size).toBe(2);
    const closed = lead({ type: 'CloseReport', report: R1, outcome: 'infonde' });
    expect(after(first, closed, again(5)).reports.size).toBe(2);
  });

  test('[REP-4] the joined one tells each origin once, the larger class, the more precise kind, and its first moment', () => {
    const state = after(first, again(10), { ...again(20), id: R3 });
    expect(shownReport(R1, report(state), EXPIRES_MIN)).toMatchObject({
      origins: ['riverain', 'commerce'],
      people: '5-9',
      what: 'groupe',
      seenAt: NOON,
      lastSignAt: plus(NOON, 20 * MINUTE),
    });
  });
});

test.each([
  ['a minute later than its receipt', MINUTE, 0],
  ['12 h before it', -12 * HOUR, -12 * HOUR],
  ['more than 12 h before it', -12 * HOUR - 1, 0],
])('[REP-5] a moment %s', (_which, said, credited) => {
  const state = after({ ...first, command: { ...filed, seenAt: plus(NOON, said) } });
  expect(report(state).filings[0]?.seenAt).toBe(plus(NOON, credited));
});

describe('the steps', () => {
  const steps: [Said['command'], string][] = [
    [{ type: 'AcknowledgeReport', report: R1 }, 'accuse'],
    [{ type: 'AssignReport', report: R1, to: 'uasa' }, 'assigne'],
    [{ type: 'ReachReport', report: R1 }, 'sur-place'],
    [{ type: 'CloseReport', report: R1, outcome: 'mediation' }, 'clos'],
  ];

  test('[REP-6] received, acknowledged, assigned, reached, closed with its outcome', () => {
    const past: Said[] = [first];
    expect(report(after(first)).step).toBe('recu');
    for (const [command, step] of steps) {
      past.push(lead(command));
      expect(report(after(...past)).step).toBe(step);
    }
    expect(report(after(...past))).toMatchObject({ outcome: 'mediation', closedAt: NOON, to: 'uasa' });
  });

  test('[REP-6] assigning acknowledges, and a step said twice changes nothing', () => {
    const state = after(first, lead({ type: 'AssignReport', report: R1, to: 'uasa' }));
    expect(report(state).acknowledgedAt).toBe(NOON);
    for (const command of [steps[0]?.[0], steps[1]?.[0]])
      if (command) expect(decide(state, lead(command))).toEqual({ ok: true, events: [] });
  });

  test('[REP-7] nobody is there before somebody was asked, and nothing is said of a closed or unknown report', () => {
    expect(decide(after(first), lead({ type: 'ReachReport', report: R1 }))).toMatchObject({
      refusal: 'ReportStepOutOfOrder',
    });
    const closed = after(first, lead({ type: 'CloseReport', report: R1, outcome: 'infonde' }));
    for (const [command] of steps) {
      expect(decide(closed, lead(command))).toMatchObject({ refusal: 'ReportClosed' });
      expect(decide(initialDispatch, lead(command))).toMatchObject({ refusal: 'ReportUnknown' });
    }
  });

  test('[REP-8] what is given is not given again before it is taken back', () => {
    const given = after(first, lead({ type: 'AssignReport', report: R1, to: 'uasa' }));
    const other = lead({ type: 'AssignReport', report: R1, to: 'mediation' });
    expect(decide(given, other)).toMatchObject({ refusal: 'ReportAlreadyAssigned' });
    const back = after(
      first,
      lead({ type: 'AssignReport', report: R1, to: 'uasa' }),
      lead({ type: 'UnassignReport', report: R1 }),
      other,
    );
    expect(report(back)).toMatchObject({ step: 'assigne', to: 'mediation' });
  });
});

describe('its end by the clock', () => {
  const expiring = (state: DispatchState, now: Instant) => dispatchDue(state, now, EXPIRES_MIN);

  test('[REP-9] two hours after the last sign, not a millisecond before, and once', () => {
    const state = after(first, lead({ type: 'AcknowledgeReport', report: R1 }, plus(NOON, 20 * MINUTE)));
    const due = plus(NOON, 140 * MINUTE);
    expect(expiring(state, plus(due, -1))).toEqual([]);
    const [timer] = expiring(state, due);
    if (!timer) throw new Error('nothing is due');
    const decision = decideDispatchTimer(timer, state, due, EXPIRES_MIN);
    expect(decision).toEqual({ ok: true, events: [{ type: 'ReportExpired', report: R1, at: due }] });
    const over = (decision.ok ? decision.events : []).reduce(evolveDispatch, state);
    expect(report(over).step).toBe('expire');
    expect(decideDispatchTimer(timer, over, due, EXPIRES_MIN)).toEqual({ ok: true, events: [] });
  });

  test('[REP-9] a day after its filing, however often somebody speaks of it', () => {
    const past: Said[] = [first];
    for (let hour = 1; hour < 24; hour += 1) {
      const to =
        hour % 2
          ? ({ type: 'AssignReport', report: R1, to: 'uasa' } as const)
          : ({ type: 'UnassignReport', report: R1 } as const);
      past.push(lead(to, plus(NOON, hour * HOUR)));
    }
    const state = after(...past);
    expect(expiring(state, plus(NOON, 24 * HOUR - 1))).toEqual([]);
    expect(expiring(state, plus(NOON, 24 * HOUR)).map(({ id }) => id)).toEqual([R1]);
  });

  test('[REP-10] what is over is forgotten a day later, and is told of until then', () => {
    const closed = after(first, lead({ type: 'CloseReport', report: R1, outcome: 'infonde' }));
    const carried = (at: Instant) => evolveDispatch(closed, { type: 'DispatchCarried', at });
    expect(carried(plus(NOON, 24 * HOUR)).reports.size).toBe(1);
    expect(carried(plus(NOON, 24 * HOUR + 1)).reports.size).toBe(0);
    expect(isReportKept(report(after(first)), plus(NOON, 90 * HOUR))).toBe(true);
    // What is said of it later is said of nothing.
    const late: DispatchEvent = { type: 'ReportFollowed', report: R1, at: NOON };
    expect(evolveDispatch(carried(plus(NOON, 25 * HOUR)), late).reports.size).toBe(0);
  });
});

describe('the posts of the operator', () => {
  test('[REP-11] a post withdraws its own, and only its own', () => {
    const state = after(ask(R1, 'RATP-1', NOON));
    const withdraw = (post: string): Said => ({
      command: { type: 'WithdrawReport', report: R1 },
      now: NOON,
      filedBy: ratpPost(post),
    });
    expect(decide(state, withdraw('RATP-2'))).toMatchObject({ refusal: 'ReportUnknown' });
    expect(decide(state, { ...withdraw('RATP-1'), filedBy: 'lead' })).toMatchObject({
      refusal: 'ReportUnknown',
    });
    expect(report(after(ask(R1, 'RATP-1', NOON), withdraw('RATP-1')))).toMatchObject({ step: 'retire' });
    // Of two who noticed, one says that it is over: for the other it is not.
    const both = after(ask(R1, 'RATP-1', NOON), ask(R2, 'RATP-2', NOON), withdraw('RATP-1'));
    expect(report(both).step).toBe('recu');
    expect(ownReports(report(both)).map(({ post, own }) => [post, own.id, own.outcome])).toEqual([
      ['RATP-1', R1, 'retiree'],
      ['RATP-2', R2, null],
    ]);
  });

  test('[REP-12, PRV-38] it is told its own steps: no team, no class, no arrival', () => {
    const given = lead({ type: 'GiveMission', team: team('T2'), place: metro, report: R1 });
    const onTheWay = after(ask(R1, 'RATP-1', NOON), given);
    const mission = [...onTheWay.missions.keys()][0];
    if (!mission) throw new Error('no mission');
    const [own] = ownReports(report(onTheWay));
    expect(own).toEqual({
      post: 'RATP-1',
      own: {
        kind: 'own-report',
        id: R1,
        station: 'st-jaures',
        what: 'autre',
        sentAt: NOON,
        acknowledgedAt: NOON,
        underWay: true,
        closedAt: null,
        outcome: null,
      },
    });
    const there: Said = {
      command: { type: 'ReachMission', mission },
      now: plus(NOON, 9 * MINUTE),
      filedBy: team('T2'),
    };
    const decision = decide(onTheWay, there);
    const arrived = (decision.ok ? decision.events : []).reduce(evolveDispatch, onTheWay);
    expect(report(arrived).step).toBe('sur-place');
    expect(ownReports(report(arrived))).toEqual([own]);
  });

  test('[REP-12] a post that asks again within half an hour has one request, the first', () => {
    const state = after(ask(R1, 'RATP-1', NOON), ask(R2, 'RATP-1', plus(NOON, 12 * MINUTE)));
    expect(ownReports(report(state)).map(({ own }) => own.id)).toEqual([R1]);
    expect(ownReports(report(after(first)))).toEqual([]);
  });

  test('[REP-12] a post whose report joined another’s is told the kind that it said itself', () => {
    const theirs = ask(R1, 'RATP-1', NOON);
    const mine = ask(R2, 'RATP-2', plus(NOON, MINUTE));
    const group: Said = { ...mine, command: { ...mine.command, what: undefined, kind: 'groupe' } as never };
    const state = after(theirs, group);
    expect(report(state).what).toBe('groupe');
    expect(ownReports(report(state)).map(({ post, own }) => [post, own.what])).toEqual([
      ['RATP-1', 'autre'],
      ['RATP-2', 'groupe'],
    ]);
  });

  test.each([
    ['rencontre', 'passage-fait'],
    ['mediation', 'passage-fait'],
    ['personne-partie', 'sans-suite'],
    ['infonde', 'sans-suite'],
    ['hors-perimetre', 'hors-perimetre'],
  ] as const)('[REP-13] %s is told as %s', (outcome, told) => {
    const state = after(ask(R1, 'RATP-1', NOON), lead({ type: 'CloseReport', report: R1, outcome }));
    expect(ownReports(report(state))[0]?.own).toMatchObject({
      outcome: told,
      closedAt: NOON,
      underWay: false,
    });
  });

  test('[REP-13] what expired is told as expired, unless somebody had been there', () => {
    const expired: DispatchEvent = { type: 'ReportExpired', report: R1, at: NOON };
    const outcome = (state: DispatchState) =>
      ownReports(report(evolveDispatch(state, expired)))[0]?.own.outcome;
    expect(outcome(after(ask(R1, 'RATP-1', NOON)))).toBe('expiree');
    const reached = after(
      ask(R1, 'RATP-1', NOON),
      lead({ type: 'AssignReport', report: R1, to: 'uasa' }),
      lead({ type: 'ReachReport', report: R1 }),
    );
    expect(outcome(reached)).toBe('passage-fait');
  });
});

test('[REP-14] closing, taking back or expiring a report withdraws the mission for it', () => {
  const given = lead({ type: 'GiveMission', team: team('T2'), place: street, report: R1 });
  const base = after(first, { ...given, id: R2 });
  const ends: Said[] = [
    lead({ type: 'CloseReport', report: R1, outcome: 'infonde' }),
    lead({ type: 'UnassignReport', report: R1 }),
  ];
  for (const end of ends) {
    const decision = decide(base, end);
    expect(decision.ok && decision.events.at(-1)).toEqual({
      type: 'MissionWithdrawn',
      mission: R2,
      at: NOON,
    });
  }
  const due = plus(NOON, EXPIRES_MIN * MINUTE);
  const expired = decideDispatchTimer({ kind: 'report', id: R1, at: due }, base, due, EXPIRES_MIN);
  expect(expired.ok && expired.events.map(({ type }) => type)).toEqual(['ReportExpired', 'MissionWithdrawn']);
});

import { describe, expect, test } from 'vitest';
import { SafetyTimers } from '#server/presence/safety-timers';
import { evolveDispatch } from '#shared/domain/dispatch/evolve';
import type { Said } from '../../support/dispatch.ts';
import { after, decide } from '../../support/dispatch-past.ts';
import { MINUTE, plus, SECOND } from '#shared/kernel/instant';
import { paris, team } from '../../support/said.ts';

const NOON = paris('12:00');
const T2 = team('T2');
const out = (...ids: string[]) => new Map(ids.map((id) => [team(id), NOON]));
const minutes = (count: number) => plus(NOON, count * MINUTE);

describe('timers', () => {
  test('[SAF-1, PRV-36] each team that is out has one, without a place, and no other team', () => {
    const timers = new SafetyTimers();
    timers.follow(out('T2', 'T1'), NOON);
    expect(timers.current()).toEqual([
      { team: 'T1', lastSignAt: NOON, exitAt: null },
      { team: 'T2', lastSignAt: NOON, exitAt: null },
    ]);
    timers.follow(out('T2'), minutes(50));
    expect(timers.current()).toEqual([{ team: 'T2', lastSignAt: NOON, exitAt: null }]);
    expect(timers.of(team('T1'))).toBeNull();
  });

  test('[SAF-1] a tour that was open before the server started is silent from that start on, a new one from its opening', () => {
    const timers = new SafetyTimers();
    timers.follow(new Map([[T2, minutes(-120)]]), NOON);
    timers.follow(
      new Map([
        [T2, minutes(-120)],
        [team('T3'), minutes(5)],
      ]),
      minutes(7),
    );
    expect(timers.current().map(({ lastSignAt }) => lastSignAt)).toEqual([NOON, minutes(5)]);
  });

  test('[SAF-2] a sign dates it, and changes no announced exit; a team that is not out leaves none', () => {
    const timers = new SafetyTimers();
    timers.follow(out('T2'), NOON);
    timers.goUnderground(T2, '40', NOON);
    timers.sign(T2, minutes(5));
    timers.sign(team('T4'), minutes(5));
    expect(timers.current()).toEqual([{ team: 'T2', lastSignAt: minutes(5), exitAt: minutes(40) }]);
  });

  test.each(['20', '40', '60'] as const)('[SAF-3] going down for %s min announces that exit', (exitIn) => {
    const timers = new SafetyTimers();
    timers.goUnderground(T2, exitIn, NOON);
    expect(timers.of(T2)?.exitAt).toBe(minutes(Number(exitIn)));
  });

  test('[SAF-3] twenty minutes more, from the announced exit or from now when it is over', () => {
    const timers = new SafetyTimers();
    timers.goUnderground(T2, '20', NOON);
    expect(timers.stayLonger(T2, minutes(10))).toBeNull();
    expect(timers.of(T2)?.exitAt).toBe(minutes(40));
    timers.stayLonger(T2, minutes(45));
    expect(timers.of(T2)?.exitAt).toBe(minutes(65));
  });

  test('[SAF-4] coming up ends it; there is nothing to prolong then', () => {
    const timers = new SafetyTimers();
    timers.follow(out('T2'), NOON);
    timers.goUnderground(T2, '20', NOON);
    timers.comeUp(T2, minutes(9));
    expect(timers.of(T2)).toEqual({ team: 'T2', lastSignAt: minutes(9), exitAt: null });
    expect(timers.stayLonger(T2, minutes(10))).toBe('NotUndergroundNow');
  });
});

describe('an alert', () => {
  const raise = (now = NOON): Said => ({ command: { type: 'RaiseAlert' }, now, filedBy: T2 });
  const cancel = (now: typeof NOON): Said => ({ command: { type: 'CancelAlert' }, now, filedBy: T2 });

  test('[SAF-5] is taken without a tour, holds no place, and pressed again is the same one', () => {
    expect(decide(after(), raise())).toEqual({
      ok: true,
      events: [{ type: 'AlertRaised', team: 'T2', at: NOON }],
    });
    expect(decide(after(raise()), raise(minutes(3)))).toEqual({ ok: true, events: [] });
  });

  test('[SAF-6] is a slip within seconds, and not a millisecond later', () => {
    const state = after(raise());
    expect(decide(after(), cancel(NOON))).toMatchObject({ refusal: 'AlertUnknown' });
    expect(decide(state, cancel(plus(NOON, 10 * SECOND)))).toMatchObject({ ok: true });
    expect(decide(state, cancel(plus(NOON, 10 * SECOND + 1)))).toMatchObject({ refusal: 'AlertAlreadySeen' });
    expect(after(raise(), cancel(NOON)).alerts.size).toBe(0);
  });

  test('[SAF-6] once a lead has seen it, it is not a slip any more', () => {
    const seen = new Map([[T2, { raisedAt: NOON, acknowledgedAt: NOON }]]);
    expect(decide({ ...after(), alerts: seen }, cancel(NOON))).toMatchObject({ refusal: 'AlertAlreadySeen' });
    // Pressed again after that, it is another one.
    expect(decide({ ...after(), alerts: seen }, raise(minutes(30)))).toMatchObject({
      events: [{ type: 'AlertRaised', at: minutes(30) }],
    });
  });

  test('[SAF-5] is forgotten a day later, whatever became of it', () => {
    const carried = (hours: number) =>
      evolveDispatch(after(raise()), { type: 'DispatchCarried', at: minutes(hours * 60) }).alerts.size;
    expect([carried(24), carried(25)]).toEqual([1, 0]);
  });
});

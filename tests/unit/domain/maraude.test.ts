import { describe, expect, test } from 'vitest';
import { decideDispatchTimer, dispatchDue } from '#shared/domain/dispatch/decide';
import { wasOut } from '#shared/domain/maraude/state';
import type { AlarmKey } from '#shared/domain/alarm/commands';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { WindowId } from '#shared/kernel/ids';
import type { LocalDate } from '#shared/kernel/local-time';
import { EXPIRES_MIN, type Said } from '../../support/dispatch.ts';
import { after, afterThat, decide } from '../../support/dispatch-past.ts';
import { commandId, paris, slotAt, team, tourFigures, zone } from '../../support/said.ts';

const TOUR = commandId(1);
const M1 = commandId(2);
const T2 = team('T2');
const TEN = paris('10:00');
const ONE = paris('13:00');

const open = (now = TEN, id = TOUR): Said => ({
  command: { type: 'OpenMaraude', level: 'mixte' },
  id,
  now,
  filedBy: T2,
});
const close = (now = ONE): Said => ({ command: { type: 'CloseMaraude' }, now, filedBy: T2 });
const file = (now: Instant): Said => ({
  command: { type: 'FileTourReport', figures: tourFigures(7) },
  now,
  filedBy: T2,
});

test('[MAR-1] one tour at a time, and only an open one is closed', () => {
  expect(decide(after(), close())).toMatchObject({ refusal: 'MaraudeNotOpen' });
  expect(decide(after(open()), open())).toMatchObject({ refusal: 'MaraudeAlreadyOpen' });
  expect(decide(after(open(), close()), open(paris('17:00'), commandId(9)))).toMatchObject({ ok: true });
  expect(after(open()).maraudes.get(TOUR)).toEqual({
    team: 'T2',
    level: 'mixte',
    openedAt: TEN,
    closedAt: null,
    reported: false,
  });
});

test('[MAR-2] closing it withdraws the team’s missions and gives their reports back', () => {
  const report: Said = {
    command: {
      type: 'FileReport',
      origin: 'riverain',
      place: zone('z-ourcq'),
      kind: 'groupe',
      people: '0-4',
      seenAt: TEN,
    },
    id: commandId(3),
    now: TEN,
  };
  const give: Said = {
    command: { type: 'GiveMission', team: T2, place: zone('z-ourcq'), report: commandId(3) },
    id: M1,
    now: TEN,
  };
  const state = after(open(), report, give, close());
  expect(state.missions.get(M1)?.state.kind).toBe('retiree');
  expect(state.reports.get(commandId(3))).toMatchObject({ step: 'accuse', to: null });
});

describe('[MAR-2, ALA-2] an alert', () => {
  const raise: Said = { command: { type: 'RaiseAlert' }, now: TEN, filedBy: T2 };
  const alarm = 'A1:T2' as AlarmKey;
  const seen: Said = {
    command: { type: 'AcknowledgeAlarm', alarm },
    now: plus(TEN, MINUTE),
    raised: new Map([[alarm, { priority: 'P1', since: TEN, overAt: null }]]),
  };

  test('[MAR-2] that a lead has seen ends with the tour', () => {
    expect(after(open(), raise, seen).alerts.get(T2)).toEqual({
      raisedAt: TEN,
      acknowledgedAt: plus(TEN, MINUTE),
    });
    expect(after(open(), raise, seen, close()).alerts.size).toBe(0);
  });

  test('[ALA-2] that nobody has seen does not', () => {
    expect(after(open(), raise, close()).alerts.get(T2)).toEqual({ raisedAt: TEN, acknowledgedAt: null });
  });
});

test('[MAR-3] the clock closes it after twelve hours, once', () => {
  const state = after(open());
  const due = plus(TEN, 12 * HOUR);
  expect(dispatchDue(state, plus(due, -1), EXPIRES_MIN)).toEqual([]);
  const [timer] = dispatchDue(state, due, EXPIRES_MIN);
  expect(timer).toEqual({ kind: 'maraude', id: TOUR, at: due });
  if (!timer) return;
  const closed: Said[] = [open(), close(due)];
  expect(decideDispatchTimer(timer, state, due, EXPIRES_MIN)).toEqual({
    ok: true,
    events: [{ type: 'MaraudeClosed', maraude: TOUR, at: due }],
  });
  expect(decideDispatchTimer(timer, after(...closed), due, EXPIRES_MIN)).toEqual({ ok: true, events: [] });
});

test('[MAR-4] a half-hour is of the tour from that in which it opened to that in which it closed', () => {
  const { maraudes } = after(open(paris('10:10')), close(paris('13:10')));
  const out = (hour: string, id = 'T2') => wasOut(maraudes, id, slotAt(hour));
  expect(['09:30', '10:00', '12:30', '13:00', '13:30'].map((hour) => out(hour))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(out('12:30', 'T3')).toBe(false);
});

describe('its report', () => {
  test('[MAR-5] is due once it is over, and for twenty hours', () => {
    expect(decide(after(), file(TEN))).toMatchObject({ refusal: 'TourReportNotDue' });
    expect(decide(after(open()), file(TEN))).toMatchObject({ refusal: 'TourReportNotDue' });
    const over = after(open(), close());
    expect(decide(over, file(plus(ONE, 20 * HOUR)))).toMatchObject({ ok: true });
    expect(decide(over, file(plus(ONE, 20 * HOUR + 1)))).toMatchObject({ refusal: 'TourReportNotDue' });
  });

  test('[MAR-5] is filed once, also from the next tour', () => {
    const reported = after(open(), close(), file(ONE));
    expect(decide(reported, file(ONE))).toMatchObject({ refusal: 'TourReportAlreadyFiled' });
    const again = afterThat(after(open(), close()), open(paris('17:00'), commandId(9)));
    expect(decide(again, file(paris('17:05')))).toMatchObject({ ok: true });
  });

  test('[MAR-6, PRV-35] what history keeps of it names neither team, place nor hour', () => {
    const halfDayOf = () => ({ day: '2026-11-21' as LocalDate, window: 'matin' as WindowId });
    const decision = decide(after(open(), close()), { ...file(ONE), halfDayOf });
    const kept = decision.ok ? decision.events.find(({ type }) => type === 'TourReportFiled') : undefined;
    expect(kept).toEqual({
      type: 'TourReportFiled',
      operator: 'à configurer',
      day: '2026-11-21',
      window: 'matin',
      level: 'mixte',
      figures: tourFigures(7),
    });
    expect(JSON.stringify(kept)).not.toMatch(/T2|"z-|"st-|\d{2}:\d{2}/);
  });
});

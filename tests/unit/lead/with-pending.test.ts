import { describe, expect, test } from 'vitest';
import type { AlarmKey } from '#shared/domain/alarm/commands';
import type { CommandId, SectorId, TeamId, WindowId, ZoneId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import type { Command } from '#shared/wire/up';
import { inverseOf } from '../../../web/routes/maraudes/inverse.ts';
import type { Report } from '../../../web/routes/maraudes/queue.ts';
import { withPending, type Known } from '../../../web/routes/maraudes/with-pending.ts';

const NOW = '2026-11-21T18:12:00.000Z' as Instant;
const ID = '0b0c5b1e-0000-4000-8000-000000000001' as CommandId;
const OTHER = '0b0c5b1e-0000-4000-8000-000000000002' as CommandId;
const place = { kind: 'zone', id: 'z-ourcq' as ZoneId } as const;
const cell = {
  area: { kind: 'sector' as const, id: 's-20' as SectorId },
  day: '2026-11-21' as LocalDate,
  window: 'apres-midi' as WindowId,
};
const T2 = 'T2' as TeamId;
const T3 = 'T3' as TeamId;

const report: Report = {
  kind: 'report',
  id: ID,
  origins: ['riverain'],
  place,
  what: 'groupe',
  people: '5-9',
  step: 'recu',
  seenAt: NOW,
  lastSignAt: NOW,
  expiresAt: null,
  acknowledgedAt: null,
  to: null,
  outcome: null,
  closedAt: null,
};
const known: Known = {
  reports: [report],
  missions: [],
  plans: [],
  duties: [{ kind: 'duty', ...cell, state: 'a-faire', reason: null, slot: null }],
  alarms: [{ key: 'A6:ER-1' as AlarmKey, priority: 'P2', since: NOW, state: { kind: 'active' } }],
};
const said = (...commands: Command[]) =>
  withPending(
    known,
    commands.map((command, n) => ({
      id: n === 0 ? OTHER : (`${OTHER.slice(0, -1)}${n + 2}` as CommandId),
      command,
    })),
    NOW,
  );

describe('what was said and is on its way', () => {
  test('an acknowledgement shows at once', () => {
    expect(said({ type: 'AcknowledgeReport', report: ID }).reports[0]).toMatchObject({
      step: 'accuse',
      acknowledgedAt: NOW,
    });
    expect(said({ type: 'AcknowledgeAlarm', alarm: 'A6:ER-1' as AlarmKey }).alarms[0]?.state.kind).toBe(
      'acquittee',
    );
  });

  test('a mission is there and its report is given; taken back, it is not, and the report is as before', () => {
    const give = { type: 'GiveMission', team: T2, place, report: ID } as const;
    const given = said(give);
    expect(given.missions[0]).toMatchObject({ id: OTHER, team: T2, state: { kind: 'donnee' } });
    expect(given.reports[0]).toMatchObject({ step: 'assigne', to: 'maraude' });
    const back = said(give, { type: 'WithdrawMission', mission: OTHER });
    expect(back.missions[0]?.state.kind).toBe('retiree');
    expect(back.reports).toEqual(known.reports);
  });

  test('a cell has one plan, the last', () => {
    const plans = said({ type: 'PlanPass', cell, team: T2 }, { type: 'PlanPass', cell, team: T3 }).plans;
    expect(plans).toEqual([{ cell, team: T3 }]);
    expect(said({ type: 'PlanPass', cell, team: T2 }, { type: 'CancelPlan', cell }).plans).toEqual([]);
  });

  test('an impossible pass has its reason until it is possible again', () => {
    const mark = { type: 'MarkImpossible', cell, reason: 'meteo' } as const;
    expect(said(mark).duties[0]).toMatchObject({ state: 'impossible', reason: 'meteo' });
    expect(said(mark, { type: 'MarkPossible', cell }).duties).toEqual(known.duties);
  });

  test('a report typed without network is in the queue at once', () => {
    const filed = said({
      type: 'FileReport',
      origin: 'commerce',
      place,
      kind: 'autre',
      people: '0-4',
      seenAt: NOW,
    });
    expect(filed.reports[1]).toMatchObject({ id: OTHER, step: 'recu', origins: ['commerce'] });
  });
});

describe('[K05] what takes it back', () => {
  const back = (command: Command, before = known) => inverseOf(OTHER, command, before);

  test('a mission is withdrawn by the id of the command that gave it', () => {
    expect(back({ type: 'GiveMission', team: T2, place, report: ID })).toEqual({
      type: 'WithdrawMission',
      mission: OTHER,
    });
  });

  test('a plan that replaced another gives the other back', () => {
    expect(back({ type: 'PlanPass', cell, team: T2 })).toEqual({ type: 'CancelPlan', cell });
    const before = { ...known, plans: [{ cell, team: T3 }] };
    expect(back({ type: 'PlanPass', cell, team: T2 }, before)).toEqual({ type: 'PlanPass', cell, team: T3 });
    expect(back({ type: 'CancelPlan', cell }, before)).toEqual({ type: 'PlanPass', cell, team: T3 });
  });

  test('an impossible pass gets its own reason back', () => {
    expect(back({ type: 'MarkImpossible', cell, reason: 'meteo' })).toEqual({ type: 'MarkPossible', cell });
    const before = said({ type: 'MarkImpossible', cell, reason: 'acces' });
    expect(back({ type: 'MarkPossible', cell }, before)).toEqual({
      type: 'MarkImpossible',
      cell,
      reason: 'acces',
    });
  });

  test.each([
    [{ type: 'AcknowledgeReport', report: ID }],
    [{ type: 'CloseReport', report: ID, outcome: 'rencontre' }],
  ] as const)('what cannot be taken back offers nothing: %o', (command) => {
    expect(back(command)).toBeNull();
  });

  test('each inverse, said after its command, leaves what was there before', () => {
    const commands: Command[] = [
      { type: 'AssignReport', report: ID, to: 'uasa' },
      { type: 'PlanPass', cell, team: T2 },
      { type: 'MarkImpossible', cell, reason: 'effectif' },
    ];
    for (const command of commands) {
      const inverse = back(command);
      if (!inverse) throw new Error(`no inverse: ${command.type}`);
      expect(said(command, inverse)).toEqual(known);
    }
  });
});

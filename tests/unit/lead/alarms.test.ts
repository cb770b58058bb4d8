import { describe, expect, test } from 'vitest';
import type { AlarmKey } from '#shared/domain/alarm/commands';
import type { Instant } from '#shared/kernel/instant';
import type { AlarmEntity } from '#shared/view/dispatch';
import { callsOf, isUnanswered, leadAlarms } from '../../../web/routes/maraudes/alarms.ts';

const EARLY = '2026-11-21T18:00:00.000Z' as Instant;
const LATE = '2026-11-21T18:10:00.000Z' as Instant;

function alarm(key: string, priority: AlarmEntity['priority'], over: Partial<AlarmEntity> = {}): AlarmEntity {
  return { key: key as AlarmKey, priority, since: EARLY, state: { kind: 'active' }, ...over };
}
const rows = (alarms: AlarmEntity[]) => leadAlarms(alarms).map(({ row, about }) => `${row} ${about}`);

describe('alarms of the lead', () => {
  test('nothing received raises nothing', () => {
    expect(leadAlarms([])).toEqual([]);
  });

  test('the gravest is first, then the oldest', () => {
    expect(
      rows([
        alarm('A6:ER-1', 'P2', { since: LATE }),
        alarm('A3:0b0c5b1e-0000-4000-8000-000000000001', 'P2'),
        alarm('A1:T2', 'P1', { since: LATE }),
      ]),
    ).toEqual(['A1 T2', 'A3 0b0c5b1e-0000-4000-8000-000000000001', 'A6 ER-1']);
  });

  test('what nobody has answered comes before what somebody has, however grave', () => {
    const seen = alarm('A1:T2', 'P1', { state: { kind: 'acquittee', at: LATE } });
    expect(rows([seen, alarm('A4:admissions', 'P2')])).toEqual(['A4 admissions', 'A1 T2']);
  });

  test('contact that came back before anybody answered still asks for an answer', () => {
    const [back] = leadAlarms([alarm('A2:T2', 'P1', { state: { kind: 'revenue', at: LATE } })]);
    expect(back && isUnanswered(back)).toBe(true);
  });

  test('one that is set aside or answered asks for none', () => {
    const aside = { kind: 'mise-de-cote', until: LATE, reason: 'connue' } as const;
    const answered = leadAlarms([
      alarm('A6:ER-1', 'P2', { state: aside }),
      alarm('A6:ER-2', 'P2', { state: { kind: 'acquittee', at: LATE } }),
    ]);
    expect(answered.some(isUnanswered)).toBe(false);
  });

  test('[A7] gaps in peril are one line with their number, answered together; the answered ones are another', () => {
    const gap = (area: string, over: Partial<AlarmEntity> = {}) =>
      alarm(`A7:${area}:2026-11-21:matin`, 'P2', over);
    const lines = leadAlarms([
      gap('s-10', { since: LATE }),
      gap('s-20'),
      gap('g-gares', { state: { kind: 'acquittee', at: LATE } }),
    ]);
    expect(lines.map(({ keys }) => keys.length)).toEqual([2, 1]);
    expect(lines[0]?.since).toBe(LATE);
  });

  test('an alarm that is not a lead’s to answer is not on the screen', () => {
    expect(rows([alarm('A9:lit-4', 'P3'), alarm('A10:ER-1', 'P3')])).toEqual([]);
  });
});

describe('calls of the line', () => {
  const screens = ['mur', 'ER-1', 'ER-2', 'ER-3'].map((each) => alarm(`A11:${each}`, 'P3'));
  const silent = (team: string) => alarm(`A2:${team}`, 'P1');
  const calls = (alarms: AlarmEntity[]) => callsOf(leadAlarms(alarms));

  test('[ALA-11] six at once are one line, as grave as the gravest of them, answered by all their keys', () => {
    const [first, ...rest] = calls([...screens, silent('T1'), silent('T2')]);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ kind: 'ensemble', priority: 'P1', cause: 'liaison' });
    expect(first?.keys).toHaveLength(6);
  });

  test('[ALA-11] those that somebody has answered are not counted again', () => {
    const answered = alarm('A2:T2', 'P1', { state: { kind: 'acquittee', at: LATE } });
    expect(calls([...screens, silent('T1'), answered]).map(({ kind }) => kind)).toEqual(Array(6).fill('une'));
  });

  test('[ALA-11] a dozen gaps of one row are one cause', () => {
    const gaps = Array.from({ length: 12 }, (_, n) => alarm(`A8:s-${n}:2026-11-21:matin`, 'P3'));
    expect(calls([...gaps, ...screens])).toHaveLength(5);
  });
});

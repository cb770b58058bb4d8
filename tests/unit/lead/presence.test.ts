import { describe, expect, test } from 'vitest';
import type { AlarmKey } from '#shared/domain/alarm/commands';
import type { CommandId, TeamId, ZoneId } from '#shared/kernel/ids';
import { HOUR, MINUTE, SECOND, plus, type Instant } from '#shared/kernel/instant';
import type { PresenceEntity } from '#shared/view/lead';
import { teamRows, type TeamsKnown } from '../../../web/routes/maraudes/presence.ts';

const T1 = 'T1' as TeamId;
const T2 = 'T2' as TeamId;
const NOW = '2026-11-21T18:12:00.000Z' as Instant;
const DAY_BEGAN = '2026-11-21T06:00:00.000Z' as Instant;
const place = { kind: 'zone', id: 'z-villette' as ZoneId } as const;
const NOTHING: TeamsKnown = { presence: [], missions: [], maraudes: [], safety: [], alarms: [] };

function declared(minutes: number): PresenceEntity {
  return { team: T1, place, status: 'sur-place', declaredAt: plus(NOW, -minutes * MINUTE) };
}
function rows(known: Partial<TeamsKnown>, { teams = [T1], curtain = false } = {}) {
  return teamRows(teams, { ...NOTHING, ...known }, NOW, { curtain, dayBegan: DAY_BEGAN });
}

describe('teams of the lead', () => {
  test('every team of the pack has a row, in its order, with or without a place', () => {
    const shown = rows({ presence: [declared(3)] }, { teams: [T2, T1] });
    expect(shown.map(({ team, presence }) => [team, presence])).toEqual([
      [T2, null],
      [T1, { status: 'sur-place', place, minutes: 3, erasedAt: null }],
    ]);
  });

  test('from 30 minutes on the row says when its place will be erased', () => {
    expect(rows({ presence: [declared(30)] })[0]?.presence?.erasedAt).toBe(plus(NOW, 15 * MINUTE));
  });

  test('[K11] 45 minutes after it was declared no row holds the place, though nobody said so; the timer stays', () => {
    const safety = [{ team: T1, lastSignAt: plus(NOW, -45 * MINUTE), exitAt: null }];
    expect(rows({ presence: [declared(44)], safety })[0]?.presence?.place).toEqual(place);
    const [row] = rows({ presence: [declared(45)], safety });
    expect(row).toMatchObject({ presence: null, silentFor: 45 });
    expect(JSON.stringify(row)).not.toContain(place.id);
  });

  test('[K12] behind the curtain no row holds a place, and the time in state stays', () => {
    const shown = rows({ presence: [declared(12)] }, { curtain: true });
    expect(shown[0]?.presence).toEqual({ status: 'sur-place', place: null, minutes: 12, erasedAt: null });
    expect(JSON.stringify(shown)).not.toContain(place.id);
  });

  test('a clock a little behind the server shows zero minutes, not a negative time', () => {
    const ahead = { ...declared(0), declaredAt: plus(NOW, 5 * SECOND) };
    expect(rows({ presence: [ahead] })[0]?.presence?.minutes).toBe(0);
  });

  test('a team in trouble is first, and a P1 before a P2', () => {
    const alarm = (key: string, priority: 'P1' | 'P2') => ({
      key: key as AlarmKey,
      priority,
      since: NOW,
      state: { kind: 'active' as const },
    });
    const T3 = 'T3' as TeamId;
    const shown = rows({ alarms: [alarm('A2:T2', 'P2'), alarm('A1:T3', 'P1')] }, { teams: [T1, T2, T3] });
    expect(shown.map(({ team, trouble }) => [team, trouble?.kind])).toEqual([
      [T3, 'alerte'],
      [T2, 'muette'],
      [T1, undefined],
    ]);
  });

  test('contact that came back is no trouble any more', () => {
    const alarms = [
      {
        key: 'A2:T1' as AlarmKey,
        priority: 'P1' as const,
        since: NOW,
        state: { kind: 'revenue' as const, at: NOW },
      },
    ];
    expect(rows({ alarms })[0]?.trouble).toBeNull();
  });

  test('a tour that ended yesterday is not of today: the team has not begun', () => {
    const over = (at: Instant) => [
      { kind: 'maraude' as const, team: T1, state: { kind: 'finie' as const, at, reported: true } },
    ];
    expect(rows({ maraudes: over(plus(DAY_BEGAN, -10 * HOUR)) })[0]?.tour).toBe('pas-commencee');
    expect(rows({ maraudes: over(plus(NOW, -HOUR)) })[0]?.tour).toBe('finie');
  });

  test('a mission that is over is not one', () => {
    const mission = (kind: 'donnee' | 'retiree') => ({
      kind: 'mission' as const,
      id: '0b0c5b1e-0000-4000-8000-000000000001' as CommandId,
      team: T1,
      place,
      report: null,
      givenAt: NOW,
      state: kind === 'donnee' ? { kind } : { kind, at: NOW },
    });
    expect(rows({ missions: [mission('retiree')] })[0]?.mission).toBeNull();
    expect(rows({ missions: [mission('donnee')] })[0]?.mission?.team).toBe(T1);
  });
});

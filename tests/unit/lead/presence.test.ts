import { describe, expect, test } from 'vitest';
import type { TeamId, ZoneId } from '#shared/kernel/ids';
import { MINUTE, SECOND, plus, type Instant } from '#shared/kernel/instant';
import type { PresenceEntity } from '#shared/view/lead';
import { teamRows } from '../../../web/routes/maraudes/presence.ts';

const T1 = 'T1' as TeamId;
const T2 = 'T2' as TeamId;
const NOW = '2026-11-21T18:12:00.000Z' as Instant;
const place = { kind: 'zone', id: 'z-villette' as ZoneId } as const;

function declared(minutes: number): PresenceEntity {
  return { team: T1, place, status: 'sur-place', declaredAt: plus(NOW, -minutes * MINUTE) };
}

describe('teams of the lead', () => {
  test('every team of the pack has a row, in its order, with or without a place', () => {
    expect(teamRows([T2, T1], [declared(3)], NOW, false)).toEqual([
      { kind: 'sans-presence', team: T2 },
      { kind: 'presente', team: T1, status: 'sur-place', place, minutes: 3, erasedAt: null },
    ]);
  });

  test('from 30 minutes on the row says when its place will be erased', () => {
    expect(teamRows([T1], [declared(30)], NOW, false)[0]).toMatchObject({ erasedAt: plus(NOW, 15 * MINUTE) });
  });

  test('[K11] 45 minutes after it was declared no row holds the place, though nobody said so', () => {
    expect(teamRows([T1], [declared(44)], NOW, false)[0]).toMatchObject({ place });
    expect(teamRows([T1], [declared(45)], NOW, false)).toEqual([{ kind: 'sans-presence', team: T1 }]);
  });

  test('[K12] behind the curtain no row holds a place, and the time in state stays', () => {
    const rows = teamRows([T1], [declared(12)], NOW, true);
    expect(rows).toEqual([
      { kind: 'presente', team: T1, status: 'sur-place', place: null, minutes: 12, erasedAt: null },
    ]);
    expect(JSON.stringify(rows)).not.toContain(place.id);
  });

  test('a clock a little behind the server shows zero minutes, not a negative time', () => {
    const ahead = { ...declared(0), declaredAt: plus(NOW, 5 * SECOND) };
    expect(teamRows([T1], [ahead], NOW, false)[0]).toMatchObject({ minutes: 0 });
  });
});

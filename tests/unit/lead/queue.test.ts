import { describe, expect, test } from 'vitest';
import type { CommandId, TeamId, ZoneId } from '#shared/kernel/ids';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { queueRows, type Mission, type Report } from '../../../web/routes/maraudes/queue.ts';

const NOW = '2026-11-21T18:12:00.000Z' as Instant;
const LIMITS = { reportAcknowledgeMin: 10, reportExpiresMin: 120 };
const ago = (minutes: number) => plus(NOW, -minutes * MINUTE);
const id = (n: number) => `0b0c5b1e-0000-4000-8000-00000000000${n}` as CommandId;

function report(n: number, over: Partial<Report> = {}): Report {
  return {
    kind: 'report',
    id: id(n),
    origins: ['riverain'],
    place: { kind: 'zone', id: 'z-ourcq' as ZoneId },
    what: 'groupe',
    people: '5-9',
    step: 'accuse',
    seenAt: ago(20),
    lastSignAt: ago(20),
    expiresAt: plus(ago(20), 120 * MINUTE),
    acknowledgedAt: ago(15),
    to: null,
    outcome: null,
    closedAt: null,
    ...over,
  };
}
const rows = (reports: Report[], missions: Mission[] = []) => queueRows(reports, missions, NOW, LIMITS);

describe('queue of the lead', () => {
  test('least time left is first: ten minutes to acknowledge, then two hours to act', () => {
    const fresh = report(1, { step: 'recu', seenAt: ago(4), acknowledgedAt: null });
    const old = report(2, { expiresAt: plus(NOW, 5 * MINUTE) });
    expect(rows([report(3), fresh, old]).map((row) => row.id)).toEqual([id(2), id(1), id(3)]);
  });

  test('a report nobody has acknowledged in ten minutes is late, not a minute before', () => {
    const late = (minutes: number) => rows([report(1, { step: 'recu', seenAt: ago(minutes) })])[0]?.isLate;
    expect(late(9)).toBe(false);
    expect(late(10)).toBe(true);
  });

  test('what is closed, expired or withdrawn is no longer in it', () => {
    const over = (['clos', 'expire', 'retire'] as const).map((step, n) => report(n + 1, { step }));
    expect(rows(over)).toEqual([]);
  });

  test('the row says who was sent, while they have not come back from it', () => {
    const mission = (kind: 'donnee' | 'retiree'): Mission => ({
      kind: 'mission',
      id: id(9),
      team: 'T4' as TeamId,
      place: { kind: 'zone', id: 'z-ourcq' as ZoneId },
      report: id(1),
      givenAt: NOW,
      state: kind === 'donnee' ? { kind } : { kind, at: NOW },
    });
    expect(rows([report(1)], [mission('donnee')])[0]?.mission?.team).toBe('T4');
    expect(rows([report(1)], [mission('retiree')])[0]?.mission).toBeNull();
  });

  test('reports with the same time left have one order', () => {
    expect(rows([report(2), report(1)]).map((row) => row.id)).toEqual([id(1), id(2)]);
  });
});

import { describe, expect, test } from 'vitest';
import type { Instant } from '#shared/kernel/instant';
import { freshnessOf, levelOf, secondsSince, shownFreshness } from '#lib/live/freshness.ts';

const now = '2026-11-21T17:00:00.000Z' as Instant;

describe('the link, by the real time since the server was last heard', () => {
  test('is direct up to 5 s, reconnecting up to 15 s, cut from 15 s on', () => {
    expect([0, 5, 6, 14, 15, 3_600].map((seconds) => levelOf(seconds, 'websocket'))).toEqual([
      'C0',
      'C0',
      'C1',
      'C1',
      'C2',
      'C2',
    ]);
  });

  test('says that it is slow while polling works, and cut when polling is silent too', () => {
    expect(levelOf(3, 'polling')).toBe('C3');
    expect(levelOf(9, 'polling')).toBe('C1');
    expect(levelOf(15, 'polling')).toBe('C2');
  });

  test('does not flicker when a beat of 5 s comes late by less than one', () => {
    expect(levelOf(secondsSince(1_000, 6_990), 'websocket')).toBe('C0');
  });

  test('is never heard in the future', () => {
    expect(secondsSince(2_000, 1_000)).toBe(0);
  });
});

describe('a value, by its age against its own cadence', () => {
  test('[U01] is fresh within one cadence, ageing within two, stale beyond', () => {
    expect(freshnessOf('2026-11-21T16:00:00.000Z' as Instant, now, 60)).toBe('frais');
    expect(freshnessOf('2026-11-21T15:59:59.999Z' as Instant, now, 60)).toBe('vieillissant');
    expect(freshnessOf('2026-11-21T15:00:00.000Z' as Instant, now, 60)).toBe('vieillissant');
    expect(freshnessOf('2026-11-21T14:59:59.999Z' as Instant, now, 60)).toBe('perime');
  });

  test('[U01] is unknown when it never came', () => {
    expect(freshnessOf(null, now, 60)).toBe('inconnu');
  });

  test('[U02] is stale on a cut link, whatever it was', () => {
    expect(shownFreshness('frais', 'C2')).toBe('perime');
    expect(shownFreshness('vieillissant', 'C2')).toBe('perime');
    expect(shownFreshness('frais', 'C1')).toBe('frais');
    expect(shownFreshness('frais', 'C3')).toBe('frais');
  });
});

import { describe, expect, test } from 'vitest';
import type { Instant } from '#shared/kernel/instant';
import { heard, productTime, type Anchor } from '#lib/live/product-time.ts';

const at = '2026-11-21T19:12:00.000Z' as Instant;
const anchor: Anchor = { at, real: 1_000, speed: 60 };

describe('the time a screen shows', () => {
  test('passes at the pace the server gave', () => {
    expect(productTime(anchor, 1_000)).toBe(at);
    expect(productTime(anchor, 2_000)).toBe('2026-11-21T19:13:00.000Z');
    expect(productTime({ ...anchor, speed: 1 }, 2_000)).toBe('2026-11-21T19:12:01.000Z');
  });

  test('goes on while the server is silent', () => {
    expect(productTime(anchor, 61_000)).toBe('2026-11-21T20:12:00.000Z');
  });

  test('is kept when the server agrees within half a real second', () => {
    const late: Anchor = { at: '2026-11-21T19:12:31.000Z' as Instant, real: 2_000, speed: 60 };
    expect(heard(anchor, late)).toBe(anchor);
  });

  test('is corrected when both drifted apart', () => {
    const off: Anchor = { at: '2026-11-21T19:12:29.000Z' as Instant, real: 2_000, speed: 60 };
    expect(heard(anchor, off)).toBe(off);
  });

  test('takes the new pace at once', () => {
    const paused: Anchor = { at: '2026-11-21T19:13:00.000Z' as Instant, real: 2_000, speed: 0 };
    expect(heard(anchor, paused)).toBe(paused);
  });
});

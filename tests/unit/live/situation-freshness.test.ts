import { expect, test } from 'vitest';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { situationFreshness } from '#lib/live/situation-freshness.ts';
import { DELAY_MIN } from '../../support/told.ts';

const dayEnd = '2026-11-21T21:00:00.000Z' as Instant;
const delay = DELAY_MIN.wall * MINUTE;
const releasedAt = '2026-11-21T16:00:00.000Z' as Instant;
const situation = { describes: plus(releasedAt, -delay), releasedAt };

test('coverage is not stale because it is delayed', () => {
  expect(situationFreshness(situation, dayEnd, '2026-11-21T16:29:00.000Z' as Instant)).toBe('frais');
});

test('coverage is stale once two releases were missed', () => {
  expect(situationFreshness(situation, dayEnd, '2026-11-21T17:30:00.000Z' as Instant)).toBe('frais');
  expect(situationFreshness(situation, dayEnd, '2026-11-21T17:30:00.001Z' as Instant)).toBe('perime');
});

test('coverage of a finished day waits for nothing', () => {
  const last = { describes: dayEnd, releasedAt: plus(dayEnd, delay) };
  expect(situationFreshness(last, dayEnd, '2026-11-22T05:00:00.000Z' as Instant)).toBe('frais');
});

test('coverage is unknown before the first release', () => {
  expect(situationFreshness({ describes: null, releasedAt: null }, dayEnd, dayEnd)).toBe('inconnu');
});

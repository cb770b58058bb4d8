import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offsetDate } from '#server/exports/offset-date';
import { DAY, instantAt, msOf, type Instant } from '#shared/kernel/instant';

const at = (utc: string) => offsetDate('Europe/Paris', `2026-${utc}Z` as Instant);

test('[EXP-8] a moment is written on the wall clock with its offset, in winter and in summer', () => {
  expect(at('11-21T16:30:00.999')).toBe('2026-11-21T17:30:00+01:00');
  expect(at('07-14T22:30:07.000')).toBe('2026-07-15T00:30:07+02:00');
});

test('[EXP-8] half past two comes twice on 25 October, and its offset tells which', () => {
  expect(at('10-25T00:30:00.000')).toBe('2026-10-25T02:30:00+02:00');
  expect(at('10-25T01:30:00.000')).toBe('2026-10-25T02:30:00+01:00');
});

test('[EXP-8] on 28 March three o’clock follows two', () => {
  const march = (utc: string) => offsetDate('Europe/Paris', `2027-03-28T${utc}Z` as Instant);
  expect(march('00:59:59.000')).toBe('2027-03-28T01:59:59+01:00');
  expect(march('01:00:00.000')).toBe('2027-03-28T03:00:00+02:00');
});

test('[EXP-8] what is written is the moment itself, to the second, in any zone', () => {
  const zones = fc.constantFrom('Europe/Paris', 'America/Cayenne', 'Indian/Reunion', 'Asia/Kolkata');
  const start = msOf('2026-01-01T00:00:00.000Z' as Instant);
  fc.assert(
    fc.property(zones, fc.integer({ min: 0, max: 730 * DAY }), (zone, after) => {
      const ms = start + after;
      expect(Date.parse(offsetDate(zone, instantAt(ms)))).toBe(Math.floor(ms / 1_000) * 1_000);
    }),
  );
});

import { describe, expect, test } from 'vitest';
import { HOUR, type Instant } from '#shared/kernel/instant';
import type { WindowId } from '#shared/kernel/ids';
import { halfDayAt, lengthOf, minutesLeft } from '../../../web/routes/maraudes/half-day.ts';

const PARIS = 'Europe/Paris';
const WINDOWS = [
  { id: 'matin' as WindowId, name: 'matin', from: '07:00', to: '14:00' },
  { id: 'apres-midi' as WindowId, name: 'après-midi', from: '14:00', to: '22:00' },
];
const at = (text: string) => text as Instant;

describe('half-day of the clock', () => {
  test('19:12 in Paris is in the afternoon, with 2 h 48 left', () => {
    const now = at('2026-11-21T18:12:00.000Z');
    const halfDay = halfDayAt(PARIS, WINDOWS, now);
    expect(halfDay).toMatchObject({ kind: 'en-cours', window: { id: 'apres-midi' } });
    expect(minutesLeft(halfDay, now)).toBe(168);
    expect(lengthOf(halfDay)).toBe(8 * HOUR);
  });

  test('the minute that runs is counted whole, so that none left means none', () => {
    const now = at('2026-11-21T20:59:30.000Z');
    expect(minutesLeft(halfDayAt(PARIS, WINDOWS, now), now)).toBe(1);
  });

  test('14:00 belongs to the afternoon, not to the morning', () => {
    expect(halfDayAt(PARIS, WINDOWS, at('2026-11-21T13:00:00.000Z'))).toMatchObject({
      window: { id: 'apres-midi' },
    });
  });

  test('after the last window the next one is tomorrow morning', () => {
    const halfDay = halfDayAt(PARIS, WINDOWS, at('2026-11-21T22:00:00.000Z'));
    expect(halfDay).toMatchObject({ kind: 'entre', next: { id: 'matin' }, from: '2026-11-22T06:00:00.000Z' });
    expect(lengthOf(halfDay)).toBe(7 * HOUR);
    expect(minutesLeft(halfDay, at('2026-11-21T22:00:00.000Z'))).toBeNull();
  });

  test('after midnight the next one is this morning', () => {
    expect(halfDayAt(PARIS, WINDOWS, at('2026-11-22T01:00:00.000Z'))).toMatchObject({
      kind: 'entre',
      from: '2026-11-22T06:00:00.000Z',
    });
  });

  test('[U15] on the night of the clock change the morning still begins at 07:00 on the wall', () => {
    expect(halfDayAt(PARIS, WINDOWS, at('2026-10-25T00:30:00.000Z'))).toMatchObject({
      from: '2026-10-25T06:00:00.000Z',
    });
  });
});

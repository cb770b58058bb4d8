import { describe, expect, test } from 'vitest';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { Slot } from '#shared/kernel/slot';
import {
  agoWords,
  minutesWords,
  needsWords,
  secondWords,
  slotWords,
} from '../../../web/routes/maraudes/words.ts';

const PARIS = 'Europe/Paris';
const NOW = '2026-11-21T18:12:07.000Z' as Instant;

describe('words of the console', () => {
  test('[K13] a pass of today is said by its half-hour', () => {
    expect(slotWords(PARIS, '2026-11-21T17:30Z' as Slot, NOW)).toBe('18:30');
  });

  test('a pass of another day says which', () => {
    expect(slotWords(PARIS, '2026-11-20T17:30Z' as Slot, NOW)).toBe('hier 18:30');
    expect(slotWords(PARIS, '2026-11-19T06:00Z' as Slot, NOW)).toBe('19/11 07:00');
  });

  test('the day is the one of the wall clock, not of UTC', () => {
    expect(slotWords(PARIS, '2026-11-20T23:30Z' as Slot, NOW)).toBe('00:30');
  });

  test.each([
    [0, '0\u00a0min'],
    [59, '59\u00a0min'],
    [60, '1\u00a0h\u00a000'],
    [168, '2\u00a0h\u00a048'],
  ])('%i minutes are said %s', (minutes, words) => {
    expect(minutesWords(minutes)).toBe(words);
  });

  test('an age is rounded down and never negative', () => {
    expect(agoWords(plus(NOW, -90 * MINUTE + 1), NOW)).toContain('1\u00a0h\u00a029');
    expect(agoWords(plus(NOW, MINUTE), NOW)).toContain('0\u00a0min');
  });

  test('no need noted is a dash, not an empty cell', () => {
    expect(needsWords([])).toBe('—');
    expect(needsWords(['soin', 'd2o'])).toBe('soin, D2O');
  });

  test('the moment of a cut is said to the second, on the wall clock', () => {
    expect(secondWords(PARIS, NOW)).toBe('19:12:07');
  });
});

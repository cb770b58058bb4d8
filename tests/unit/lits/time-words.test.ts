import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import {
  dayInBed,
  deadlineWords,
  lengthWords,
  momentWords,
  rhythmWords,
} from '../../../web/routes/lits/time-words.ts';

const PARIS = 'Europe/Paris';
const FR = 'fr-FR';
const NOW = '2026-11-21T18:12:00.000Z' as Instant;
const at = (text: string) => text as Instant;

describe('words of the ward for time', () => {
  test.each([
    [59 * MINUTE + 59_999, '59\u00a0min'],
    [HOUR, '1\u00a0h\u00a000'],
    [3 * HOUR + 42 * MINUTE, '3\u00a0h\u00a042'],
    [48 * HOUR - 1, '47\u00a0h\u00a059'],
    [51 * HOUR, '2\u00a0j\u00a03\u00a0h'],
    [-1, '0\u00a0min'],
  ])('%i ms are said %s, rounded down', (ms, words) => {
    expect(lengthWords(ms)).toBe(words);
  });

  test('a rhythm of whole hours is said without minutes', () => {
    expect(rhythmWords(240)).toBe('4\u00a0h');
    expect(rhythmWords(90)).toBe('1\u00a0h\u00a030');
  });

  test('a moment of today is its hour, of this week its day too, of another its date', () => {
    expect(momentWords(PARIS, at('2026-11-21T21:54:00.000Z'), NOW, FR)).toBe('22:54');
    expect(momentWords(PARIS, at('2026-11-22T03:38:00.000Z'), NOW, FR)).toBe('dim.\u00a004:38');
    expect(momentWords(PARIS, at('2026-11-30T07:00:00.000Z'), NOW, FR)).toBe('30\u00a0nov.\u00a008:00');
  });

  test('[H02] a deadline is said with both times', () => {
    expect(deadlineWords(PARIS, plus(NOW, 5 * HOUR + 40 * MINUTE), NOW, FR)).toBe(
      'avant dim.\u00a000:52 (reste 5\u00a0h\u00a040)',
    );
  });

  test('[H02] a deadline that has passed is said with how long ago, and keeps counting', () => {
    const words = deadlineWords(PARIS, plus(NOW, -70 * MINUTE), NOW, FR);
    expect(words).toBe('limite 18:02 (hors délai + 1\u00a0h\u00a010)');
  });

  test('[H02] [U15] on the night that clocks go back what is left is absolute, and the hour is the one they show', () => {
    // Asked at 20:00 in Paris on 24 October, at UTC+2; 24 h later clocks show 19:00, at UTC+1.
    const deadline = at('2026-10-25T18:00:00.000Z');
    expect(deadlineWords(PARIS, deadline, at('2026-10-24T18:00:00.000Z'), FR)).toBe(
      'avant dim.\u00a019:00 (reste 24\u00a0h\u00a000)',
    );
  });

  test('[H02] [U15] on the night that clocks go forward the deadline is an hour later by the wall', () => {
    const deadline = at('2027-03-28T19:00:00.000Z');
    expect(deadlineWords(PARIS, deadline, at('2027-03-27T19:00:00.000Z'), FR)).toBe(
      'avant dim.\u00a021:00 (reste 24\u00a0h\u00a000)',
    );
  });

  test('the day of an admission is the first, and midnight in Paris makes the second', () => {
    const since = at('2026-11-21T22:50:00.000Z');
    expect(dayInBed(PARIS, since, at('2026-11-21T22:59:00.000Z'))).toBe(1);
    expect(dayInBed(PARIS, since, at('2026-11-21T23:00:00.000Z'))).toBe(2);
    expect(dayInBed(PARIS, at('2026-10-24T10:00:00.000Z'), at('2026-10-26T10:00:00.000Z'))).toBe(3);
  });
});

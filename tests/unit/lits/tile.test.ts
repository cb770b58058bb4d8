import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { SHAPES, tileWords } from '../../../web/routes/lits/tile.ts';
import { bed, cleaning, free, held, MOMENT, NOW, taken } from './given.ts';

const words = (state: Parameters<typeof bed>[1]) => tileWords(bed(1, state), MOMENT);

describe('what a tile writes', () => {
  test('a free bed says how long it has been empty', () => {
    expect(words(free(plus(NOW, -(6 * HOUR + 10 * MINUTE))))).toEqual({
      before: null,
      figure: '6\u00a0h\u00a010',
      facts: ['lit vide', 'depuis 13:02'],
      notice: null,
    });
  });

  test('a held bed counts down, and says so from 30 min before its end (A5)', () => {
    expect(words(held('K7M2QX', plus(NOW, 80 * MINUTE)))).toEqual({
      before: 'exp.',
      figure: '1\u00a0h\u00a020',
      facts: ['tenu K7M2QX', 'depuis 19:12'],
      notice: null,
    });
    expect(words(held('K7M2QX', plus(NOW, 30 * MINUTE + 1))).notice).toBeNull();
    expect(words(held('K7M2QX', plus(NOW, 30 * MINUTE))).notice).toBe('expire');
  });

  test('an occupied bed says its day, never a code', () => {
    const { figure, facts } = words(taken('2026-11-20T14:10:00.000Z' as Instant));
    expect(figure).toBe('jour 2');
    expect(facts).toEqual(['depuis ven.']);
  });

  test('a cleaning is told when it has lasted more than two hours, strictly (A9)', () => {
    expect(words(cleaning(plus(NOW, -2 * HOUR))).notice).toBeNull();
    expect(words(cleaning(plus(NOW, -2 * HOUR - 1))).notice).toBe('menage-long');
  });

  test('a closed bed says why, and until when as a date', () => {
    const state = { kind: 'ferme', since: NOW, reason: 'travaux' } as const;
    expect(words({ ...state, reopensAt: '2026-11-24T07:00:00.000Z' as Instant })).toMatchObject({
      figure: 'travaux',
      facts: ['rouvre 24\u00a0nov.', 'depuis 19:12'],
      notice: null,
    });
    expect(words({ ...state, reopensAt: null }).facts[0]).toBe('retour non connu');
    expect(words({ ...state, reopensAt: plus(NOW, -HOUR) }).notice).toBe('reouverture-passee');
  });

  test('[H04] each state has a pattern of its own', () => {
    expect(new Set(Object.values(SHAPES)).size).toBe(5);
  });
});

import { expect, test } from 'vitest';
import { bandSchema } from '#shared/view/capacity';
import { trendLevel, trendPath } from '#lib/ui/trend-path.ts';

test('a full history steps once for each change of class', () => {
  expect(trendPath(['5+', '5+', '1+', 'complet', 'complet', '1+', '1+', '5+'], 80, 20)).toBe(
    'M0 0H10H20V10H30V20H40H50V10H60H70V0H80',
  );
});

test('a short history ends at the right edge: the newest is always there', () => {
  expect(trendPath(['1+'], 80, 20)).toBe('M70 10H80');
});

test('closed and unknown half-hours leave a hole', () => {
  expect(trendPath(['1+', 'ferme', '1+'], 80, 20)).toBe('M50 10H60M70 10H80');
  expect(trendPath(['inconnu'], 80, 20)).toBe('');
});

test('every class has a level or a hole, and full is the lowest', () => {
  const levels = bandSchema.options.map(trendLevel);
  expect(levels.filter((level) => level === 0)).toHaveLength(1);
  expect(trendLevel('complet')).toBe(0);
});

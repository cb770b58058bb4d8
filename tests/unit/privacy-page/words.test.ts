import { expect, test } from 'vitest';
import { INVARIANTS } from '#shared/policy/lint';
import { checksOf, reasonWords } from '../../../web/routes/confidentialite/checks.ts';
import { keptWords, lifeWords } from '../../../web/routes/confidentialite/lives.ts';
import { shipped } from './policy.ts';

test.each([
  ['45m', '45\u00a0min'],
  ['72h', '72\u00a0h'],
  ['7d', '7\u00a0jours'],
  ['13mo', '13\u00a0mois'],
  ['close+72h', '72\u00a0h après la clôture'],
  ['end+24h', '24\u00a0h après la fin'],
  ['for ever', 'for ever'],
])('a life written %s is said « %s »', (written, words) => {
  expect(lifeWords(written)).toBe(words);
});

test('every class of retention of the policy is said by what it holds', () => {
  for (const retention of Object.keys(shipped.retention)) expect(keptWords(retention)).not.toBe(retention);
});

test('[E08] every invariant of the linter stands once, with a sentence of its own', () => {
  const checks = checksOf([]);
  expect(checks.map(({ id }) => id)).toEqual(Object.keys(INVARIANTS));
  expect(new Set(checks.map(({ says }) => says)).size).toBe(checks.length);
});

test('an invariant that waits for its phase is not said to hold', () => {
  expect(checksOf([]).find(({ id }) => id === 'V11')?.result.kind).toBe('later');
});

test('what the linter warned about is not said to hold, and says why', () => {
  const checks = checksOf([{ invariant: 'V20', reason: 'approbations à configurer' }]);
  expect(checks.find(({ id }) => id === 'V20')?.result).toEqual({
    kind: 'warned',
    reasons: ['approbations à configurer'],
  });
  expect(checks.filter(({ result }) => result.kind === 'held')).toHaveLength(checks.length - 2);
});

test('whose approval is awaited is said by their office', () => {
  expect(reasonWords('V20', 'approbations à configurer (dpo, representant-terrain)')).toBe(
    'accords attendus\u202f: délégué à la protection des données, représentant du terrain',
  );
  expect(reasonWords('V19', 'shown 9c21')).toBe('shown 9c21');
});

import { expect, test } from 'vitest';
import { Released } from '#server/release/released';
import { loadPolicy } from '#server/release/policy';
import { policy } from '../../support/served-app.ts';

test('[REL-14, PRV-40] what did not pass the gate is not opened, however much it looks released', () => {
  const real = Released.make({ status: 'ok' });
  expect(Released.open(real)).toEqual({ status: 'ok' });
  const lookAlikes = [
    { ...real },
    Object.create(Released.prototype),
    Object.assign(Object.create(Released.prototype), { value: { status: 'ok' } }),
    structuredClone({ value: { status: 'ok' } }),
    JSON.parse(JSON.stringify(real)),
  ];
  for (const fake of lookAlikes) {
    expect(() => Released.open(fake as Released<unknown>)).toThrow('did not pass the release gate');
  }
});

test('[REL-15] a released value does not show what it holds before it is opened', () => {
  expect(JSON.stringify(Released.make({ secret: 'z-ourcq' }))).toBe('{}');
});

test('[REL-16, PRV-60] the policy is known by the hash of its values, and a wrong one is refused by its key', () => {
  expect(policy.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(() =>
    loadPolicy(new URL('../../../shared/territories/paris-nord-est/teams.json', import.meta.url)),
  ).toThrow(/^release policy refused\n.*policy: /);
});

import { expect, test } from 'vitest';
import { firstSteps, type Facts } from '../../../web/routes/admin/first-steps.ts';

const NOTHING: Facts = { others: 0, administrators: 1, screens: 0, approvalsMissing: 2, phonesMissing: 9 };
const ALL: Facts = { others: 3, administrators: 2, screens: 1, approvalsMissing: 0, phonesMissing: 0 };
const leftOf = (facts: Facts) => firstSteps(facts).map(({ name, left }) => `${name} ${left}`);

test('[D05] the first administrator finds every step, each with what is left of it', () => {
  expect(leftOf(NOTHING)).toEqual(['accounts 1', 'administrators 1', 'screens 1', 'approvals 2', 'phones 9']);
});

test('[D05] a step is done by the facts alone, and the list goes with the last one', () => {
  expect(leftOf({ ...ALL, screens: 0 })).toContain('accounts 0');
  expect(leftOf({ ...ALL, administrators: 5, phonesMissing: 1 })).toContain('administrators 0');
  expect(firstSteps(ALL)).toEqual([]);
});

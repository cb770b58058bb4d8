import { expect, test } from 'vitest';
import { tellingSeed } from '#server/demo/telling-seed';
import { paris } from '../support/said.ts';
import { territory } from '../support/served-app.ts';

test('the day chosen for a date is always the same one, and another date has its own', () => {
  const chosen = tellingSeed(territory, paris('19:12'));
  expect(tellingSeed(territory, paris('19:12'))).toBe(chosen);
  const dates = ['2026-11-22', '2026-12-05', '2027-03-28', '2027-06-14'];
  const seeds = dates.map((date) => tellingSeed(territory, paris('19:12', date)));
  expect(new Set([chosen, ...seeds]).size).toBeGreaterThan(1);
});

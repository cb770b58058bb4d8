import { expect, test } from 'vitest';
import { begun, passed, UNDO_WITHIN } from '#lib/ui/undo-countdown.ts';

test('[U03] an undo is offered for 10 s', () => {
  expect(UNDO_WITHIN).toBe(10_000);
  expect(passed(begun(500), 10_499, false).left).toBe(1);
  expect(passed(begun(500), 11_000, false).left).toBe(0);
});

test('[U03] it waits while its person looks at it, and goes on from there', () => {
  const looked = passed(passed(begun(0), 4_000, false), 60_000, true);
  expect(looked.left).toBe(6_000);
  expect(passed(looked, 61_000, false).left).toBe(5_000);
});

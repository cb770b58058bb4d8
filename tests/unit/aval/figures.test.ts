import { expect, test } from 'vitest';
import { checkFigures } from '../../../web/routes/lits/aval/figures.ts';
import { overfull } from '../../../web/routes/lits/aval/housing.ts';

const FIELDS = [
  { id: 'free', label: 'Libres', limit: 99 },
  { id: 'occupied', label: 'Occupés', limit: 99 },
] as const;

test('whole numbers from nothing to the limit are taken as they are', () => {
  expect(checkFigures(FIELDS, { free: 0, occupied: 99 })).toEqual({
    kind: 'justes',
    figures: { free: 0, occupied: 99 },
  });
});

test.each([
  ['is empty', null],
  ['is below nothing', -1],
  ['passes its limit', 100],
  ['is not whole', 1.5],
])('a field that %s is named, and the others are not', (_what, free) => {
  expect(checkFigures(FIELDS, { free, occupied: 3 })).toEqual({ kind: 'a-corriger', fields: ['free'] });
});

test('every field that cannot be taken is named, in order', () => {
  expect(checkFigures(FIELDS, { free: null, occupied: 120 })).toEqual({
    kind: 'a-corriger',
    fields: ['free', 'occupied'],
  });
});

test('places taken and blocked may fill the capacity, and not pass it', () => {
  expect(overfull({ capacity: 610, taken: 597, blocked: 13 })).toBeNull();
  expect(overfull({ capacity: 610, taken: 598, blocked: 13 })).toEqual({ sum: 611, capacity: 610 });
});

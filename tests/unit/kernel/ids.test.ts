import { expect, test } from 'vitest';
import { count } from '#shared/kernel/count';
import { admissionCodeSchema, CODE_ALPHABET, commandIdSchema, zoneIdSchema } from '#shared/kernel/ids';

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

test('[PRV-9] a command id is a random v4: an id that carries an order or a time is refused', () => {
  expect(accepts(commandIdSchema, '11111111-1111-4111-8111-111111111111')).toBe(true);
  expect(accepts(commandIdSchema, '11111111-1111-1111-8111-111111111111')).toBe(false);
  expect(accepts(commandIdSchema, '01890a5d-ac96-774b-bcce-b302099a8057')).toBe(false);
  expect(accepts(commandIdSchema, '01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBe(false);
});

test('[PRV-30] an admission code is six of 31 letters and digits, none of which is mistaken for another', () => {
  expect(CODE_ALPHABET).toHaveLength(31);
  expect(CODE_ALPHABET).not.toMatch(/[01ILO]/);
  expect(accepts(admissionCodeSchema, 'ABCDEF')).toBe(true);
  for (const code of ['ABCDE', 'ABCDEFG', 'ABCDE0', 'ABCDEI', 'abcdef']) {
    expect(accepts(admissionCodeSchema, code)).toBe(false);
  }
});

test('[PRV-3] the id of a place cannot carry a coordinate, a sentence or a line break', () => {
  for (const id of ['z-48.8971337731', 'z-2,37', 'z-à gauche', 'z-', `z-${'a'.repeat(41)}`, 'z-chapelle\n']) {
    expect(accepts(zoneIdSchema, id)).toBe(false);
  }
});

test('[PRV-3] a number of a message is a whole count under its limit', () => {
  const beds = count(99, 'beds');
  expect([0, 99].every((value) => accepts(beds, value))).toBe(true);
  expect([-1, 100, 2.37, Number.NaN, '3'].some((value) => accepts(beds, value))).toBe(false);
});

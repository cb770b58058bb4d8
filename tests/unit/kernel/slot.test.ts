import { describe, expect, test } from 'vitest';
import { HOUR, instantSchema, MINUTE } from '#shared/kernel/instant';
import {
  slotAfter,
  slotEnd,
  slotOf,
  slotsBetween,
  slotSchema,
  slotStart,
  SLOT_MS,
} from '#shared/kernel/slot';

const slot = slotSchema.parse('2026-11-21T17:00Z');
const next = slotSchema.parse('2026-11-21T17:30Z');

describe('a slot', () => {
  test('[TIM-1] it is the half-hour that begins on the hour or the half, named by its start in UTC', () => {
    for (const moment of ['17:00:00.000', '17:12:34.567', '17:29:59.999']) {
      expect(slotOf(instantSchema.parse(`2026-11-21T${moment}Z`))).toBe(slot);
    }
    expect(slotOf(instantSchema.parse('2026-11-21T17:30:00.000Z'))).toBe(next);
    expect(slotStart(slot)).toBe('2026-11-21T17:00:00.000Z');
    expect(slotEnd(slot)).toBe(slotStart(next));
    expect(SLOT_MS).toBe(30 * MINUTE);
  });

  test.each(['2026-11-21T17:15Z', '2026-11-21T17:00', '2026-11-21T24:00Z', '2026-13-01T00:00Z', '17:00'])(
    '[TIM-1] %s is not a slot',
    (text) => {
      expect(slotSchema.safeParse(text).success).toBe(false);
    },
  );

  test('[TIM-2] slots follow each other, over midnight as over a change of year', () => {
    expect(slotAfter(slot, 1)).toBe(next);
    expect(slotAfter(next, -1)).toBe(slot);
    const last = slotSchema.parse('2026-12-31T23:30Z');
    expect(slotAfter(last, 1)).toBe('2027-01-01T00:00Z');
    expect(slotsBetween(slot, slotAfter(slot, 97))).toBe(97);
    expect(slotsBetween(next, slot)).toBe(-1);
  });

  test.each(['2026-10-25T00:00:00.000Z', '2027-03-28T00:00:00.000Z'])(
    '[TIM-3, PRV-14] the clock change after %s neither merges nor reopens a slot',
    (text) => {
      const start = Date.parse(text);
      const quarters = Array.from({ length: 16 }, (_, index) =>
        slotOf(instantSchema.parse(new Date(start + index * 15 * MINUTE).toISOString())),
      );
      expect(new Set(quarters).size).toBe(8);
      expect(slotsBetween(quarters[0] ?? slot, quarters[15] ?? slot) * SLOT_MS).toBe(4 * HOUR - SLOT_MS);
    },
  );
});

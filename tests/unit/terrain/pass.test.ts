import { describe, expect, test } from 'vitest';
import { declarePassSchema } from '#shared/domain/pass/commands';
import { counted, NOTHING, passed, read, written } from '../../../web/routes/terrain/carnet.ts';
import { classOf, leaves, slotNamed, slotsOffered, undoableUntil } from '../../../web/routes/terrain/pass.ts';
import { commandId, paris, pass, slotAt, zone } from '../../support/said.ts';

const made = pass(zone('z-dormoy'), slotAt('14:00'));

describe('a pass', () => {
  test('[M12] has exactly a place, a half-hour, a class and needs, and no number', () => {
    expect(Object.keys(declarePassSchema.shape).sort()).toEqual(['needs', 'people', 'place', 'slot', 'type']);
    expect(declarePassSchema.safeParse(made).success).toBe(true);
    expect(declarePassSchema.safeParse({ ...made, people: 7 }).success).toBe(false);
    expect(declarePassSchema.safeParse({ ...made, people: '7' }).success).toBe(false);
    expect(declarePassSchema.safeParse({ ...made, at: paris('14:10') }).success).toBe(false);
  });
  test('[PRV-6] may be of the current half-hour or of the two before', () => {
    expect(slotsOffered(paris('14:10'))).toEqual([slotAt('14:00'), slotAt('13:30'), slotAt('13:00')]);
    expect(slotsOffered(paris('14:30'))[0]).toBe(slotAt('14:30'));
  });
  test('is of the half-hour that was chosen, also once another one has begun; else of the current one', () => {
    expect(slotNamed(null, paris('14:30'))).toBe(slotAt('14:30'));
    expect(slotNamed(slotAt('13:30'), paris('14:29:59'))).toBe(slotAt('13:30'));
    expect(slotNamed(slotAt('13:30'), paris('14:30'))).toBe(slotAt('13:30'));
    expect(slotNamed(slotAt('13:30'), paris('15:00'))).toBe(slotAt('15:00'));
  });
  test('[PRV-44] leaves the phone, with a word, when its half-hour is no longer accepted', () => {
    expect(leaves(made, paris('15:29:59'))).toBeNull();
    expect(leaves(made, paris('15:30'))).toBe('SlotTooOld');
  });
  test('[PRV-7] its undoing leaves when the half-hour is sealed', () => {
    const undo = { type: 'WithdrawPass', pass: commandId(1), slot: made.slot } as const;
    expect(undoableUntil(made.slot)).toBe(paris('15:00'));
    expect(leaves(undo, paris('14:59'))).toBeNull();
    expect(leaves(undo, paris('15:00'))).toBe('SlotAlreadySealed');
  });
  test('nothing else ever leaves by itself', () => {
    expect(leaves({ type: 'RaiseAlert' }, paris('23:00'))).toBeNull();
  });
});

describe('the private tally', () => {
  test('suggests the class that holds it', () => {
    expect([0, 4, 5, 9, 10, 19, 20, 300].map(classOf)).toEqual([
      '0-4',
      '0-4',
      '5-9',
      '5-9',
      '10-19',
      '10-19',
      '20+',
      '20+',
    ]);
  });
  test('counts since the last pass and over the tour, never below nothing', () => {
    const three = counted(counted(counted(NOTHING, 1), 1), 1);
    expect(three).toEqual({ sincePass: 3, tour: 3 });
    expect(counted(passed(three), 1)).toEqual({ sincePass: 1, tour: 4 });
    expect(counted(passed(three), -1)).toEqual({ sincePass: 0, tour: 3 });
  });
  test('[PRV-44] what is kept of it is two numbers, without place or time', () => {
    expect(written({ sincePass: 7, tour: 19 })).toBe('7/19');
    expect(read('7/19')).toEqual({ sincePass: 7, tour: 19 });
    for (const other of [null, '', '7', 'z-dormoy/3', '-1/4']) expect(read(other)).toEqual(NOTHING);
  });
});

import { describe, expect, test } from 'vitest';
import { windowIdSchema } from '#shared/kernel/ids';
import { elapsed, HOUR, instantSchema } from '#shared/kernel/instant';
import { dateAfter, localDateSchema } from '#shared/kernel/local-time';
import { slotAfter, slotOf, slotSchema } from '#shared/kernel/slot';
import { createWindows } from '#shared/territory/windows';

const window = (id: string, from: string, to: string) => ({
  id: windowIdSchema.parse(id),
  name: id,
  from,
  to,
});
const timezone = 'Europe/Paris';
const windows = createWindows({
  timezone,
  windows: [window('matin', '07:00', '14:00'), window('apres-midi', '14:00', '22:00')],
});
const nightly = createWindows({
  timezone,
  windows: [window('jour', '09:00', '19:00'), window('nuit', '21:00', '03:00')],
});

const date = (text: string) => localDateSchema.parse(text);
const slot = (text: string) => slotSchema.parse(text);
const instant = (text: string) => instantSchema.parse(text);

describe('the half-day of a slot', () => {
  test.each([
    ['2026-11-21T06:00Z', 'matin'],
    ['2026-11-21T12:30Z', 'matin'],
    ['2026-11-21T13:00Z', 'apres-midi'],
    ['2026-11-21T20:30Z', 'apres-midi'],
  ])('[TIM-11] %s is in the %s', (text, expected) => {
    expect(windows.windowOf(slot(text))).toEqual({ day: '2026-11-21', window: expected });
  });

  test.each(['2026-11-21T21:00Z', '2026-11-21T23:30Z', '2026-11-22T05:30Z'])(
    '[TIM-11] %s is at night, when nothing is due',
    (text) => {
      expect(windows.windowOf(slot(text))).toBeNull();
    },
  );

  test('[TIM-11] a half-day that passes midnight belongs to the day it began on', () => {
    expect(nightly.windowOf(slot('2026-11-22T01:30Z'))).toEqual({ day: '2026-11-21', window: 'nuit' });
    expect(nightly.windowOf(slot('2026-11-22T02:00Z'))).toBeNull();
  });
});

describe('the operational day', () => {
  test('[TIM-12] it runs from the start of its first half-day to the next day’s', () => {
    expect(windows.operationalDayOf(instant('2026-11-21T06:00:00.000Z'))).toBe('2026-11-21');
    expect(windows.operationalDayOf(instant('2026-11-22T05:59:59.999Z'))).toBe('2026-11-21');
    expect(windows.operationalDayOf(instant('2026-11-22T06:00:00.000Z'))).toBe('2026-11-22');
  });
});

describe('half-days over a clock change', () => {
  test.each([
    ['2026-10-24', '2026-10-24T05:00:00.000Z', '2026-10-24T20:00:00.000Z'],
    ['2026-10-25', '2026-10-25T06:00:00.000Z', '2026-10-25T21:00:00.000Z'],
    ['2027-03-27', '2027-03-27T06:00:00.000Z', '2027-03-27T21:00:00.000Z'],
    ['2027-03-28', '2027-03-28T05:00:00.000Z', '2027-03-28T20:00:00.000Z'],
  ])('[TIM-13] on %s they keep the hours of the wall clock', (day, start, end) => {
    const dated = windows.windowsOfDay(date(day));
    expect(dated.map(({ window: id }) => id)).toEqual(['matin', 'apres-midi']);
    expect([dated[0]?.start, dated[1]?.end]).toEqual([start, end]);
    expect(dated[0]?.end).toBe(dated[1]?.start);
    expect(dated.map(({ start: from, end: to }) => elapsed(from, to))).toEqual([7 * HOUR, 8 * HOUR]);
  });

  test.each([
    ['2026-10-24', 50],
    ['2027-03-27', 46],
    ['2026-11-21', 48],
  ])('[TIM-13] the operational day of %s has %i slots, each in it once', (day, expected) => {
    const first = windows.windowsOfDay(date(day))[0];
    const next = windows.windowsOfDay(dateAfter(date(day), 1))[0];
    if (!first || !next) throw new Error('a day without half-days');
    const slots = Math.round(elapsed(first.start, next.start) / (HOUR / 2));
    const found = Array.from({ length: slots }, (_, index) =>
      windows.windowOf(slotAfter(slotOf(first.start), index)),
    );
    expect(slots).toBe(expected);
    expect(found.filter((it) => it?.window === 'matin')).toHaveLength(14);
    expect(found.filter((it) => it?.window === 'apres-midi')).toHaveLength(16);
    expect(found.every((it) => it === null || it.day === day)).toBe(true);
  });
});

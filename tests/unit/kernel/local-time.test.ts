import { describe, expect, test } from 'vitest';
import { elapsed, HOUR, instantSchema } from '#shared/kernel/instant';
import {
  dateAfter,
  instantAtLocal,
  localDateOf,
  localDateSchema,
  localHourOf,
  localMinutesOf,
  minutesOf,
} from '#shared/kernel/local-time';

const paris = 'Europe/Paris';
const date = (text: string) => localDateSchema.parse(text);
const instant = (text: string) => instantSchema.parse(`${text}:00.000Z`);
const at = (day: string, hour: string) => instantAtLocal(paris, date(day), minutesOf(hour));

describe('reading the clock on the wall', () => {
  test.each([
    ['2026-11-21T22:59', '2026-11-21', '23:59'],
    ['2026-11-21T23:00', '2026-11-22', '00:00'],
    ['2026-07-14T22:00', '2026-07-15', '00:00'],
    ['2026-10-25T00:59', '2026-10-25', '02:59'],
    ['2026-10-25T01:00', '2026-10-25', '02:00'],
    ['2027-03-28T00:59', '2027-03-28', '01:59'],
    ['2027-03-28T01:00', '2027-03-28', '03:00'],
  ])('[TIM-4] %s UTC is the %s at %s in Paris', (utc, day, hour) => {
    expect(localDateOf(paris, instant(utc))).toBe(day);
    expect(localHourOf(paris, instant(utc))).toBe(hour);
    expect(localMinutesOf(paris, instant(utc))).toBe(minutesOf(hour));
  });
});

describe('the moment a clock shows an hour', () => {
  test.each([
    ['2026-11-21', '07:00', '2026-11-21T06:00'],
    ['2026-07-14', '07:00', '2026-07-14T05:00'],
    ['2026-10-24', '20:00', '2026-10-24T18:00'],
    ['2026-10-25', '07:00', '2026-10-25T06:00'],
    ['2026-10-25', '20:00', '2026-10-25T19:00'],
    ['2027-03-27', '20:00', '2027-03-27T19:00'],
    ['2027-03-28', '01:59', '2027-03-28T00:59'],
    ['2027-03-28', '07:00', '2027-03-28T05:00'],
    ['2027-03-28', '20:00', '2027-03-28T18:00'],
  ])('[TIM-5] the %s at %s in Paris is %s UTC', (day, hour, utc) => {
    expect(at(day, hour)).toBe(instant(utc));
  });

  test('[TIM-6] an hour that occurs twice is its first occurrence', () => {
    expect(at('2026-10-25', '02:30')).toBe(instant('2026-10-25T00:30'));
  });

  test('[TIM-6] an hour that is skipped is read an hour later', () => {
    expect(at('2027-03-28', '02:30')).toBe(instant('2027-03-28T01:30'));
    expect(localHourOf(paris, at('2027-03-28', '02:30'))).toBe('03:30');
  });

  test('[TIM-5] minutes past 24 h belong to the next day', () => {
    expect(instantAtLocal(paris, date('2026-11-21'), 25 * 60)).toBe(at('2026-11-22', '01:00'));
  });

  test.each([
    ['2026-10-25', 25],
    ['2027-03-28', 23],
    ['2026-11-21', 24],
  ])('[TIM-7] the %s lasts %i hours', (day, hours) => {
    const start = at(day, '00:00');
    expect(elapsed(start, instantAtLocal(paris, dateAfter(date(day), 1), 0))).toBe(hours * HOUR);
  });
});

test('[TIM-8] days follow each other, over a change of month, of year and of clock', () => {
  expect(dateAfter(date('2026-10-25'), 1)).toBe('2026-10-26');
  expect(dateAfter(date('2026-12-31'), 1)).toBe('2027-01-01');
  expect(dateAfter(date('2027-03-01'), -1)).toBe('2027-02-28');
});

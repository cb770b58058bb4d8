import fc from 'fast-check';
import { expect, test } from 'vitest';
import { windowIdSchema } from '#shared/kernel/ids';
import { HOUR, instantAt, MINUTE, msOf, plus } from '#shared/kernel/instant';
import { instantAtLocal, localDateOf, localMinutesOf } from '#shared/kernel/local-time';
import { slotEnd, slotOf, slotStart } from '#shared/kernel/slot';
import { createWindows } from '#shared/territory/windows';

const paris = 'Europe/Paris';
const minutesAround = (text: string) =>
  fc
    .integer({ min: -3 * 24 * 60, max: 3 * 24 * 60 })
    .map((minutes) => instantAt(Date.parse(text) + minutes * MINUTE));
/** Any minute of two years, and as many around each of the two clock changes. */
const moment = fc.oneof(
  fc
    .integer({ min: 0, max: 730 * 24 * 60 })
    .map((minutes) => instantAt(Date.UTC(2026, 0, 1) + minutes * MINUTE)),
  minutesAround('2026-10-25T01:00Z'),
  minutesAround('2027-03-28T01:00Z'),
);
const october = { from: Date.parse('2026-10-25T01:00Z'), to: Date.parse('2026-10-25T02:00Z') };
const october2027 = { from: Date.parse('2027-10-31T01:00Z'), to: Date.parse('2027-10-31T02:00Z') };

const seeded = { seed: 20261121, numRuns: 4_000 };

test('[TIM-5] [TIM-6] reading a moment on the wall and back gives it again, or its first twin in October', () => {
  let twins = 0;
  fc.assert(
    fc.property(moment, (instant) => {
      const back = instantAtLocal(paris, localDateOf(paris, instant), localMinutesOf(paris, instant));
      const ms = msOf(instant);
      const isTwin = [october, october2027].some(({ from, to }) => ms >= from && ms < to);
      if (isTwin) twins += 1;
      expect(back).toBe(isTwin ? plus(instant, -HOUR) : instant);
    }),
    seeded,
  );
  expect(twins).toBeGreaterThan(5);
});

test('[TIM-1] every moment is in one slot', () => {
  fc.assert(
    fc.property(moment, (instant) => {
      const slot = slotOf(instant);
      expect(slotStart(slot) <= instant && instant < slotEnd(slot)).toBe(true);
      expect(slotOf(slotStart(slot))).toBe(slot);
    }),
    seeded,
  );
});

test('[TIM-11] [TIM-12] a slot in a half-day lies whole in it, on the operational day of its start', () => {
  const windows = createWindows({
    timezone: paris,
    windows: [
      { id: windowIdSchema.parse('matin'), name: 'matin', from: '07:00', to: '14:00' },
      { id: windowIdSchema.parse('apres-midi'), name: 'après-midi', from: '14:00', to: '22:00' },
    ],
  });
  fc.assert(
    fc.property(moment, (instant) => {
      const slot = slotOf(instant);
      const start = slotStart(slot);
      const day = windows.operationalDayOf(start);
      const around = windows.windowsOfDay(day).filter((it) => it.start <= start && slotEnd(slot) <= it.end);
      expect(windows.windowOf(slot)).toEqual(around[0] ? { day, window: around[0].window } : null);
      const hour = Math.floor(localMinutesOf(paris, start) / 60);
      expect(around).toHaveLength(hour >= 7 && hour < 22 ? 1 : 0);
    }),
    seeded,
  );
});

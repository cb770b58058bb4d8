import { describe, expect, test } from 'vitest';
import { fromPlain, toPlain } from '#server/commands/plain';
import { initialD2o, type D2oState } from '#shared/domain/d2o/state';
import { evolveD2o, type D2oEvent } from '#shared/domain/d2o/evolve';
import { breachOdds, forecastBreach, type BedsNow, type WaitingRequest } from '#shared/forecast/breach';
import {
  admissionsIn,
  lastFourWeeks,
  NO_WARD_WEEKS,
  wardWeeksAfter,
  WEEKS_COUNTED,
  type WardWeeks,
} from '#shared/forecast/ward-weeks';
import { admissionCodeSchema, bedIdSchema } from '#shared/kernel/ids';
import { DAY, HOUR, plus, type Instant } from '#shared/kernel/instant';
import { instantAtLocal, localDateSchema } from '#shared/kernel/local-time';
import { breachSetting as setting } from './season.ts';

const monday = instantAtLocal(setting.timezone, localDateSchema.parse('2026-11-16'), 9 * 60);
const code = admissionCodeSchema.parse('ABCDEF');
const bed = bedIdSchema.parse('lit-1');

const admitted = (at: Instant, hours: number): D2oEvent => ({
  type: 'PersonAdmitted',
  code,
  at,
  requestedAt: plus(at, -hours * HOUR),
});

/** Each event is folded by the weeks and by the ward, in this order, as a server does. */
function lived(events: readonly D2oEvent[]): WardWeeks {
  let weeks = NO_WARD_WEEKS;
  let ward: D2oState = initialD2o;
  for (const event of events) {
    weeks = wardWeeksAfter(weeks, event, ward, setting.timezone);
    ward = evolveD2o(ward, event);
  }
  return weeks;
}

/** Four weeks with so many admissions of each delay, and a discharge for each. */
function usualWeeks(delays: readonly number[], times = 4): WardWeeks {
  return lived(
    Array.from({ length: times }, (_, week) => plus(monday, -(week + 1) * 7 * DAY)).flatMap((at) =>
      delays.flatMap((hours): D2oEvent[] => [admitted(at, hours), { type: 'BedDischarged', bed, at }]),
    ),
  );
}

describe('the weeks of the ward', () => {
  test('[FOR-10] a week holds its discharges and its admissions by class of delay', () => {
    const weeks = lived([
      admitted(monday, 5),
      admitted(monday, 24),
      { type: 'BedDischarged', bed, at: monday },
    ]);
    expect([...weeks]).toEqual([
      ['2026-11-16', { discharged: 1, admitted: { '<6': 1, '6-12': 0, '12-18': 0, '18-24': 0, '>24': 1 } }],
    ]);
  });

  test('[FOR-10] the running week is not among the four, nor is a fifth', () => {
    const weeks = lived(
      Array.from({ length: 7 }, (_, back) => admitted(plus(monday, (back - 6) * 7 * DAY), 5)),
    );
    expect(weeks.size).toBe(WEEKS_COUNTED + 1);
    expect(admissionsIn(lastFourWeeks(weeks, monday, setting.timezone))).toBe(4);
  });

  test('[FOR-10] what is kept is written as JSON and read back the same', () => {
    const weeks = usualWeeks([5, 20]);
    expect(fromPlain(JSON.parse(JSON.stringify(toPlain(weeks))))).toEqual(weeks);
  });

  test('[FOR-11] a discharge that is taken back is not counted, and a cleaning taken back changes nothing', () => {
    const start: D2oEvent[] = [
      { type: 'BedInstalled', bed, at: monday, surge: false },
      { type: 'BedOccupied', bed, at: monday, code },
      { type: 'BedDischarged', bed, at: plus(monday, HOUR) },
    ];
    const slip: D2oEvent = { type: 'BedChangeUndone', bed, at: plus(monday, 2 * HOUR) };
    const cleaned: D2oEvent = { type: 'BedCleaned', bed, at: plus(monday, 90 * 60_000) };
    const count = (events: D2oEvent[]) => [...lived(events).values()].map(({ discharged }) => discharged);
    expect(count(start)).toEqual([1]);
    expect(count([...start, slip])).toEqual([0]);
    expect(count([...start, cleaned, slip])).toEqual([1]);
  });
});

describe('how likely a request is to miss its 24 h', () => {
  const weeks = usualWeeks([4, 10, 15, 20, 30]);
  const beds: BedsNow = { available: 1, cleaning: 0 };
  const waiting = (hours: number, more: Partial<WaitingRequest> = {}): WaitingRequest => ({
    requestedAt: plus(monday, -hours * HOUR),
    step: 'en-evaluation',
    heldUntil: null,
    rank: 1,
    ...more,
  });
  const chance = (request: WaitingRequest, now: BedsNow = beds) => {
    const odds = breachOdds(weeks, request, now, monday, setting);
    if (odds.kind !== 'odds') throw new Error(odds.kind);
    return odds.chance;
  };

  test('[FOR-12] the longer it waits without a bed, the likelier', () => {
    const chances = [0, 4, 8, 12, 16, 20, 22].map((hours) => chance(waiting(hours)));
    expect(chances).toEqual(chances.toSorted((a, b) => a - b));
    expect(new Set(chances).size).toBe(chances.length);
    // No bed two hours before the end, when two hours go by between a bed and an admission.
    expect(chances.at(-1)).toBe(1);
  });

  test('[FOR-12] a held bed makes it unlikely, unless its hold ends after the 24 h', () => {
    const held = (hours: number, until: number) =>
      chance(waiting(hours, { step: 'acceptee', heldUntil: plus(monday, until * HOUR) }));
    expect(held(20, 2)).toBeLessThan(0.1);
    expect(held(23, 2)).toBeCloseTo(0.5);
    expect(chance(waiting(20, { step: 'en-route', heldUntil: plus(monday, HOUR) }))).toBeLessThan(
      held(20, 1),
    );
  });

  test('[FOR-12] accepted elsewhere, it holds no bed here and is as unlikely', () => {
    expect(chance(waiting(20, { step: 'acceptee' }))).toBeLessThan(0.1);
  });

  test('[FOR-12] those before it that have no bed make it likelier, and beds undo that', () => {
    const third = waiting(10, { rank: 3 });
    const none = { available: 0, cleaning: 0 };
    expect(chance(third, none)).toBeGreaterThan(chance(waiting(10, { rank: 2 }), none));
    expect(chance(third, none)).toBeGreaterThan(chance(third, { available: 1, cleaning: 1 }));
    expect(chance(third, { available: 2, cleaning: 1 })).toBe(chance(waiting(10)));
  });

  test('[FOR-13] nothing is said below eleven admissions, nor after 24 h', () => {
    const few = usualWeeks([4, 10], 4);
    expect(forecastBreach(few, waiting(10), beds, monday, setting)).toEqual({
      kind: 'trop-peu',
      basis: { days: 28, admissions: 8 },
    });
    expect(forecastBreach(weeks, waiting(24), beds, monday, setting)).toEqual({ kind: 'hors-delai' });
    expect(forecastBreach(weeks, waiting(10), beds, monday, setting)).toEqual({
      kind: 'prevu',
      likelihood: 'possible',
      basis: { days: 28, admissions: 20 },
    });
  });
});

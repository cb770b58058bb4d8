import { describe, expect, test } from 'vitest';
import {
  admissionDelay,
  dueTimers,
  isAtRisk,
  isMet,
  longestWait,
  waitClassOf,
  type WaitClass,
} from '#shared/domain/admission/clock';
import type { AdmissionRequest } from '#shared/domain/admission/state';
import { initialD2o, type D2oState } from '#shared/domain/d2o/state';
import { admissionCodeSchema, bedIdSchema } from '#shared/kernel/ids';
import { DAY, HOUR, instantSchema, plus, type Instant } from '#shared/kernel/instant';
import { instantAtLocal, localDateSchema } from '#shared/kernel/local-time';
import { waitSchema } from '#shared/view/capacity';

const start = instantSchema.parse('2026-11-21T08:00:00.000Z');
const codeA = admissionCodeSchema.parse('ABCDEF');
const codeB = admissionCodeSchema.parse('GHJKMN');
const bed = bedIdSchema.parse('lit-1');

const asked = (requestedAt: Instant): AdmissionRequest => {
  const common = {
    origin: 'maraude',
    needs: [],
    timeReplaced: false,
    filedBy: 'hospital',
    step: 'vue',
  } as const;
  return { ...common, requestedAt, lastSignAt: requestedAt };
};

describe('the 24 hours', () => {
  test('[ADM-20] an admission is in time strictly under 24 h', () => {
    expect(isMet(admissionDelay(start, plus(start, DAY - 1)))).toBe(true);
    expect(isMet(admissionDelay(start, plus(start, DAY)))).toBe(false);
  });

  test.each([
    ['2026-10-24', 25],
    ['2027-03-27', 23],
    ['2026-11-21', 24],
  ])('[ADM-20] from 20:00 to 20:00 over the night of %s, %i h go by', (date, hours) => {
    const evening = (minutes: number) => instantAtLocal('Europe/Paris', localDateSchema.parse(date), minutes);
    expect(admissionDelay(evening(20 * 60), evening(44 * 60))).toBe(hours * HOUR);
  });

  test.each<[number, WaitClass]>([
    [0, '<6'],
    [6 * HOUR - 1, '<6'],
    [6 * HOUR, '6-12'],
    [12 * HOUR, '12-18'],
    [18 * HOUR - 1, '12-18'],
    [18 * HOUR, '18-24'],
    [DAY - 1, '18-24'],
    [DAY, '>24'],
    [9 * DAY, '>24'],
  ])('[ADM-21] a wait of %i ms is in class %s', (wait, expected) => {
    expect(waitClassOf(wait)).toBe(expected);
    expect(waitSchema.options).toContain(expected);
  });

  test('[ADM-22] a request is at risk from 18 h on', () => {
    expect([isAtRisk(18 * HOUR - 1), isAtRisk(18 * HOUR), isAtRisk(30 * HOUR)]).toEqual([false, true, true]);
  });

  test('[ADM-23] the longest wait is that of an open request, and nothing when there is none', () => {
    const now = plus(start, 10 * HOUR);
    const closed = { ...asked(plus(start, -DAY)), step: 'admise', closedAt: start } as const;
    expect(longestWait([], now)).toBe(0);
    expect(longestWait([closed], now)).toBe(0);
    expect(longestWait([asked(plus(start, HOUR)), closed, asked(start)], now)).toBe(10 * HOUR);
  });
});

describe('the timers', () => {
  const until = plus(start, 2 * HOUR);
  const state: D2oState = {
    ...initialD2o,
    beds: new Map([[bed, { state: 'reserve', code: codeA, until, renewals: 0 }]]),
    requests: new Map([
      [codeA, asked(start)],
      [codeB, asked(plus(start, -6 * DAY))],
    ]),
  };
  const expire = { type: 'ExpireReservation', code: codeA, until };
  const closeB = { type: 'CloseSilentRequest', code: codeB };
  const closeA = { type: 'CloseSilentRequest', code: codeA };

  test('[ADM-24] nothing is due where nothing waits', () => {
    expect(dueTimers(initialD2o, start)).toEqual({ due: [], next: null });
  });

  test('[ADM-24] before the first, nothing is due and the next is known', () => {
    expect(dueTimers(state, plus(until, -1))).toEqual({ due: [], next: until });
  });

  test('[ADM-24] what is due comes earliest first, with the moment of what is not', () => {
    expect(dueTimers(state, until)).toEqual({ due: [expire], next: plus(start, DAY) });
    expect(dueTimers(state, plus(start, DAY))).toEqual({ due: [expire, closeB], next: plus(start, 7 * DAY) });
    expect(dueTimers(state, plus(start, 7 * DAY))).toEqual({ due: [expire, closeB, closeA], next: null });
  });
});

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
import { urgencyOf, type UrgencyLevel } from '#shared/domain/admission/urgency';
import { initialD2o, type D2oState } from '#shared/domain/d2o/state';
import type { Bed } from '#shared/domain/bed/state';
import { admissionCodeSchema, bedIdSchema, type BedId } from '#shared/kernel/ids';
import { DAY, HOUR, instantSchema, MINUTE, plus, SECOND, type Instant } from '#shared/kernel/instant';
import { instantAtLocal, localDateSchema, localHourOf } from '#shared/kernel/local-time';
import { waitSchema } from '#shared/view/capacity';
import { territory } from '../../support/served-app.ts';

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
    delays: [],
    destinations: [],
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

describe('how pressing a request is', () => {
  const { thresholds } = territory.rhythm;
  const level = (waited: number) => urgencyOf(start, plus(start, waited), thresholds).level;

  test.each<[number, UrgencyLevel]>([
    [0, 'sous-12'],
    [12 * HOUR - 1, 'sous-12'],
    [12 * HOUR, 'a-prevoir'],
    [18 * HOUR - 1, 'a-prevoir'],
    [18 * HOUR, 'a-risque'],
    [20 * HOUR - 1, 'a-risque'],
    [20 * HOUR, 'dernier-appel'],
    [DAY - 1, 'dernier-appel'],
    [DAY, 'hors-delai'],
    [9 * DAY, 'hors-delai'],
  ])('[ADM-37, H02] after %i ms a request is %s, by the thresholds of the pack', (waited, expected) => {
    expect(level(waited)).toBe(expected);
  });

  test('[ADM-37] other thresholds are another pack’s, and late is 24 h in all of them', () => {
    const early = { prevoirAfterH: 2, atRiskAfterH: 4, lastCallAfterH: 6 };
    const levels = [1, 2, 4, 6, 23, 24].map((h) => urgencyOf(start, plus(start, h * HOUR), early).level);
    expect(levels).toEqual([
      'sous-12',
      'a-prevoir',
      'a-risque',
      'dernier-appel',
      'dernier-appel',
      'hors-delai',
    ]);
  });

  test('[ADM-38] what is left, then what is overdue, is counted from the deadline and keeps counting', () => {
    const at = (waited: number) => urgencyOf(start, plus(start, waited), thresholds);
    const deadline = plus(start, DAY);
    expect(at(5 * HOUR)).toMatchObject({ deadline, remaining: 19 * HOUR, overdue: 0 });
    expect(at(DAY)).toMatchObject({ deadline, remaining: 0, overdue: 0 });
    expect(at(DAY + 70 * MINUTE)).toMatchObject({ deadline, remaining: 0, overdue: 70 * MINUTE });
    expect(at(30 * DAY)).toMatchObject({ overdue: 29 * DAY });
  });

  // The October night has 25 h and the March one 23 h: the hour on the wall moves, the 24 h do not.
  const nights = [
    { night: '2026-10-24', evening: '20:00', hours: ['07:00', '13:00', '15:00', '19:00'] },
    { night: '2027-03-27', evening: '20:00', hours: ['09:00', '15:00', '17:00', '21:00'] },
  ];
  test.each(nights)(
    '[ADM-20, H02] asked at 20:00 on $night, the thresholds fall at $hours on the wall clock, to the second',
    ({ night, evening, hours }) => {
      const { timezone } = territory.rhythm;
      const requestedAt = instantAtLocal(
        timezone,
        localDateSchema.parse(night),
        Number(evening.slice(0, 2)) * 60,
      );
      const limits = [12, 18, 20, 24].map((h) => plus(requestedAt, h * HOUR));
      expect(limits.map((limit) => localHourOf(timezone, limit))).toEqual(hours);
      const levels = (shift: number) =>
        limits.map((limit) => urgencyOf(requestedAt, plus(limit, shift), thresholds).level);
      expect(levels(-SECOND)).toEqual(['sous-12', 'a-prevoir', 'a-risque', 'dernier-appel']);
      expect(levels(-1)).toEqual(['sous-12', 'a-prevoir', 'a-risque', 'dernier-appel']);
      expect(levels(0)).toEqual(['a-prevoir', 'a-risque', 'dernier-appel', 'hors-delai']);
      // 23:59:59.999 is met, 24:00:00.000 is not.
      expect(isMet(admissionDelay(requestedAt, plus(requestedAt, DAY - 1)))).toBe(true);
      expect(isMet(admissionDelay(requestedAt, plus(requestedAt, DAY)))).toBe(false);
      // Second after second over the night, the clock counts each once.
      for (let second = 0; second <= 24 * 3600; second += 1) {
        const { remaining } = urgencyOf(requestedAt, plus(requestedAt, second * SECOND), thresholds);
        if (remaining !== DAY - second * SECOND) expect.fail(`at second ${second}: ${remaining}`);
      }
    },
  );
});

describe('the timers', () => {
  const until = plus(start, 2 * HOUR);
  const state: D2oState = {
    ...initialD2o,
    beds: new Map<BedId, Bed>([
      [
        bed,
        {
          state: 'reserve',
          since: start,
          code: codeA,
          until,
          renewals: 0,
          freeSince: start,
          surge: false,
          undo: null,
        },
      ],
    ]),
    requests: new Map([
      [codeA, asked(start)],
      [codeB, asked(plus(start, -6 * DAY))],
    ]),
  };
  const expire = { type: 'ExpireReservation', code: codeA, until };
  const closeB = { type: 'CloseSilentRequest', code: codeB };
  const closeA = { type: 'CloseSilentRequest', code: codeA };

  test('[BED-21] the last change of a bed is settled in its turn', () => {
    const undo = { at: start, former: { state: 'menage', since: start } } as const;
    const beds = new Map<BedId, Bed>([[bed, { state: 'disponible', since: start, surge: false, undo }]]);
    const settle = { type: 'SettleBedChange', bed, changedAt: start };
    expect(dueTimers({ ...initialD2o, beds }, plus(start, 12 * HOUR - 1))).toEqual({
      due: [],
      next: plus(start, 12 * HOUR),
    });
    expect(dueTimers({ ...initialD2o, beds }, plus(start, 12 * HOUR))).toEqual({ due: [settle], next: null });
  });

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

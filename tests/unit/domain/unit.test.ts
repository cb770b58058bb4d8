import { describe, expect, test } from 'vitest';
import { decideUnit, type UnitContext } from '#shared/domain/unit/decide';
import type { UnitEvent } from '#shared/domain/unit/events';
import { evolveUnit } from '#shared/domain/unit/evolve';
import { initialUnit } from '#shared/domain/unit/state';
import { paris, unit as unitId } from '../../support/said.ts';
import { givenFor } from '../../support/given.ts';

const now = paris('17:00');
const before = paris('09:10');
const unit = unitId('UHA-1');
const context: UnitContext = { now, units: new Set(['UHA-1', 'UHA-2']) };
const given = givenFor({ decide: decideUnit, evolve: evolveUnit, initial: initialUnit }, context);

const counts = { free: 2, occupied: 9, closed: 1 };
const reported: UnitEvent = { type: 'UnitReported', unit, at: before, ...counts };

describe('an addictology unit', () => {
  test('[UNI-1] is never heard of before its first report', () => {
    expect(given().state).toEqual({ report: null });
  });

  test('[UNI-2, PRV-61] reports its beds by state, and nothing of who is in them', () => {
    given()
      .when({ type: 'ReportUnit', unit, ...counts })
      .then({ type: 'UnitReported', unit, at: now, ...counts });
  });

  test('[UNI-2] a report replaces the one before, and dates itself', () => {
    const later = { free: 0, occupied: 12, closed: 0 };
    const { report } = given(reported)
      .when({ type: 'ReportUnit', unit, ...later })
      .thenState();
    expect(report).toEqual({ ...later, confirmedAt: now });
  });

  test('[UNI-3] a confirmation dates the last report and changes no count', () => {
    const confirmed = given(reported).when({ type: 'ConfirmUnit', unit });
    confirmed.then({ type: 'UnitConfirmed', unit, at: now });
    expect(confirmed.thenState().report).toEqual({ ...counts, confirmedAt: now });
  });

  test('[UNI-3] there is nothing to confirm before a report', () => {
    given().when({ type: 'ConfirmUnit', unit }).thenRefused('UnitNeverReported');
  });

  test('[UNI-4] one that is not in the territory is refused', () => {
    const elsewhere = unitId('UHA-9');
    given()
      .when({ type: 'ReportUnit', unit: elsewhere, ...counts })
      .thenRefused('UnitUnknown');
    given().when({ type: 'ConfirmUnit', unit: elsewhere }).thenRefused('UnitUnknown');
  });

  test('[ERA-6] is the same when it is restated without its history', () => {
    const { state } = given(reported);
    expect(given({ type: 'UnitCarried', unit, at: now, report: state.report }).state).toEqual(state);
    // What an erased report leaves behind it confirms nothing.
    expect(given({ type: 'UnitConfirmed', unit, at: now }).state).toEqual(initialUnit);
  });
});

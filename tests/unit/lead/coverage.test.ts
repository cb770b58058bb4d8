import { describe, expect, test } from 'vitest';
import type { SectorId, StationGroupId, TeamId, WindowId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import type { Slot } from '#shared/kernel/slot';
import { coverageAt, type DutyEntity } from '../../../web/routes/maraudes/coverage.ts';

const PARIS = 'Europe/Paris';
const TODAY = '2026-11-21' as LocalDate;
const MORNING = { id: 'matin' as WindowId, name: 'matin', from: '07:00', to: '14:00' };
const AFTERNOON = { id: 'apres-midi' as WindowId, name: 'après-midi', from: '14:00', to: '22:00' };
const EVENING = '2026-11-21T18:12:00.000Z' as Instant;

function duty(state: DutyEntity['state'], over: Partial<DutyEntity> = {}): DutyEntity {
  return {
    kind: 'duty',
    area: { kind: 'sector', id: 's-10' as SectorId },
    day: TODAY,
    window: AFTERNOON.id,
    state,
    reason: null,
    slot: null,
    ...over,
  };
}
const at = (duties: DutyEntity[], now: string) => coverageAt(duties, TODAY, PARIS, now as Instant);

describe('coverage of the day', () => {
  test('a duty that was never received is unknown, not to be done', () => {
    expect(at([], EVENING).cell('s-10', AFTERNOON)).toMatchObject({
      state: 'inconnu',
      slot: null,
      cell: null,
    });
    expect(at([duty('a-faire')], EVENING).cell('s-10', MORNING).state).toBe('inconnu');
  });

  test('a done duty keeps the half-hour of its pass', () => {
    const slot = '2026-11-21T17:30Z' as Slot;
    expect(at([duty('fait', { slot })], EVENING).cell('s-10', AFTERNOON)).toMatchObject({
      state: 'fait',
      slot,
      isOpen: false,
    });
  });

  test('sectors and station groups are found by their own id', () => {
    const group = duty('manque', { area: { kind: 'group', id: 'g-gares' as StationGroupId } });
    expect(at([duty('a-faire'), group], EVENING).cell('g-gares', AFTERNOON).state).toBe('manque');
  });

  test('[A7] a gap is in peril from 60 minutes before its half-day ends until it ends', () => {
    const gap = [duty('a-faire')];
    expect(at(gap, '2026-11-21T19:59:59.000Z').cell('s-10', AFTERNOON).state).toBe('a-faire');
    expect(at(gap, '2026-11-21T20:00:00.000Z').cell('s-10', AFTERNOON).state).toBe('en-peril');
    expect(at(gap, '2026-11-21T20:59:59.000Z').cell('s-10', AFTERNOON).state).toBe('en-peril');
    expect(at(gap, '2026-11-21T21:00:00.000Z').cell('s-10', AFTERNOON).state).toBe('a-faire');
  });

  test('a done duty is never in peril', () => {
    expect(at([duty('fait')], '2026-11-21T20:30:00.000Z').cell('s-10', AFTERNOON).state).toBe('fait');
  });

  test('the latest day that has begun is shown, never a later one', () => {
    const yesterday = '2026-11-20' as LocalDate;
    const tomorrow = '2026-11-22' as LocalDate;
    expect(at([duty('manque', { day: yesterday })], EVENING).day).toBe(yesterday);
    const shown = at(
      [duty('manque', { day: yesterday }), duty('a-faire'), duty('fait', { day: tomorrow })],
      EVENING,
    );
    expect(shown.day).toBe(TODAY);
    expect(shown.cell('s-10', AFTERNOON).state).toBe('a-faire');
  });

  const T2 = 'T2' as TeamId;
  const cell = {
    area: { kind: 'sector', id: 's-10' as SectorId } as const,
    day: TODAY,
    window: AFTERNOON.id,
  };
  const planned = (state: DutyEntity['state'], now: string, there: string[] = []) =>
    coverageAt([duty(state)], TODAY, PARIS, now as Instant, {
      planned: [{ cell, team: T2 }],
      there: new Set(there),
    }).cell('s-10', AFTERNOON);

  test('a gap that somebody is to fill is planned, with who, also in its last hour', () => {
    expect(planned('a-faire', EVENING)).toMatchObject({ state: 'planifie', team: T2 });
    expect(planned('a-faire', '2026-11-21T20:30:00.000Z').state).toBe('planifie');
  });

  test('it is under way once that team is there, and only in its half-day', () => {
    expect(planned('a-faire', EVENING, ['T2 s-10']).state).toBe('en-cours');
    expect(planned('a-faire', EVENING, ['T3 s-10', 'T2 s-20']).state).toBe('planifie');
    expect(planned('a-faire', '2026-11-21T10:00:00.000Z', ['T2 s-10']).state).toBe('planifie');
  });

  test('a pass that was made, missed or is impossible says so, whatever was planned', () => {
    for (const state of ['fait', 'manque', 'impossible'] as const) {
      expect(planned(state, EVENING)).toMatchObject({ state, team: null });
    }
  });

  test('something may be said of a gap until its half-day ends', () => {
    const open = (state: DutyEntity['state'], now: string) =>
      at([duty(state)], now).cell('s-10', AFTERNOON).isOpen;
    expect(open('a-faire', EVENING)).toBe(true);
    expect(open('impossible', EVENING)).toBe(true);
    expect(open('fait', EVENING)).toBe(false);
    expect(open('a-faire', '2026-11-21T21:00:00.000Z')).toBe(false);
  });
});

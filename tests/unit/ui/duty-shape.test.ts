import { describe, expect, test } from 'vitest';
import type { Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import { dutyShape, endOf, halfDayInCourse, keyShapes, type DutyShape } from '#lib/ui/duty-shape.ts';

const PARIS = 'Europe/Paris';
const day = '2026-11-21' as LocalDate;
const morning = { id: 'matin', from: '07:00', to: '14:00' };
const afternoon = { id: 'apres-midi', from: '14:00', to: '22:00' };
const halfDays = [morning, afternoon];
const end = endOf(afternoon, day, PARIS);
const at = (hour: string) => `2026-11-21T${hour}:00.000Z` as Instant;

describe('a gap', () => {
  test('calls from two hours before its half-day ends until it ends', () => {
    expect(dutyShape('a-couvrir', end, at('18:59'), 120)).toBe('a-couvrir');
    expect(dutyShape('a-couvrir', end, at('19:00'), 120)).toBe('fin-proche');
    expect(dutyShape('a-couvrir', end, at('20:59'), 120)).toBe('fin-proche');
    expect(dutyShape('a-couvrir', end, at('21:00'), 120)).toBe('a-couvrir');
  });

  test('is the only state the clock can change', () => {
    for (const state of ['passe', 'manque', 'non-du', 'pas-encore-diffuse'] as const) {
      expect(dutyShape(state, end, at('20:00'), 120)).toBe(state);
    }
  });
});

describe('the half-day in course', () => {
  test('is the last one begun, and the first before any has', () => {
    expect(halfDayInCourse(halfDays, day, PARIS, at('05:00'))).toBe(morning);
    expect(halfDayInCourse(halfDays, day, PARIS, at('12:59'))).toBe(morning);
    expect(halfDayInCourse(halfDays, day, PARIS, at('13:00'))).toBe(afternoon);
  });

  test('stays the last of the day through the night', () => {
    expect(halfDayInCourse(halfDays, day, PARIS, '2026-11-22T04:00:00.000Z' as Instant)).toBe(afternoon);
  });

  test('[U15] ends at the hour of the wall clock on the night the clock goes back', () => {
    expect(endOf(morning, '2026-10-25' as LocalDate, PARIS)).toBe('2026-10-25T13:00:00.000Z');
    expect(endOf(morning, '2026-10-24' as LocalDate, PARIS)).toBe('2026-10-24T12:00:00.000Z');
  });
});

describe('the key', () => {
  const shown = (...shapes: DutyShape[]) => shapes;

  test('explains the usual shapes, and others while they are on screen', () => {
    expect(keyShapes(shown('passe'), true)).toEqual(['passe', 'a-couvrir', 'fin-proche', 'manque']);
    expect(keyShapes(shown('passe', 'non-du'), true)).toContain('non-du');
  });

  test('does not promise an end once the half-day has ended', () => {
    expect(keyShapes(shown('passe'), false)).not.toContain('fin-proche');
  });

  test('has five rows: what is not on screen leaves first', () => {
    const kept = keyShapes(shown('passe', 'a-couvrir', 'non-du', 'pas-encore-diffuse'), true);
    expect(kept).toHaveLength(5);
    expect(kept).toEqual(expect.arrayContaining(['passe', 'a-couvrir', 'non-du', 'pas-encore-diffuse']));
  });
});

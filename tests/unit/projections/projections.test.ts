import { describe, expect, test } from 'vitest';
import { countAdmission, type AdmissionWeeks } from '#server/projections/admission-weeks';
import { mondayOf } from '#shared/kernel/local-time';
import { passesAfter, passesSince, type PassesByPlace } from '#server/projections/passes-by-place';
import { roomAfter } from '#server/projections/room-since';
import type { PassDeclared } from '#shared/domain/pass/events';
import type { RestSpaceState } from '#shared/domain/rest-space/state';
import { HOUR, plus, type Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import { slotAfter, type Slot } from '#shared/kernel/slot';
import { code, commandId, paris, slotAt, zone } from '../../support/said.ts';
import { policy, territory } from '../../support/served-app.ts';

function declared(number: number, slot: Slot, people: PassDeclared['people'] = '0-4'): PassDeclared {
  return { type: 'PassDeclared', pass: commandId(number), place: zone('z-ourcq'), slot, people, needs: [] };
}
const fold = (...events: Parameters<typeof passesAfter>[1][]): PassesByPlace =>
  events.reduce<PassesByPlace>((before, event) => passesAfter(before, event, false).passes, new Map());

describe('passes by place', () => {
  test('[COV-20] the order of arrival within a slot is not kept', () => {
    const [one, two, three] = [
      declared(1, slotAt('17:00'), '5-9'),
      declared(2, slotAt('17:00'), '0-4'),
      declared(3, slotAt('16:30')),
    ];
    const shown = (passes: PassesByPlace) =>
      passes.get('z-ourcq')?.map(({ slot, people }) => `${slot} ${people}`);
    expect(shown(fold(one, two, three))).toEqual(shown(fold(three, two, one)));
    expect(shown(fold(one, two, three))?.[0]).toContain(slotAt('16:30'));
  });

  test('[COV-21, PRV-7] a pass taken back leaves no trace in its place', () => {
    const undo = {
      type: 'PassWithdrawn',
      pass: commandId(1),
      place: zone('z-ourcq'),
      slot: slotAt('17:00'),
    } as const;
    const { passes, changed } = passesAfter(fold(declared(1, slotAt('17:00'))), undo, false);
    expect([passes.get('z-ourcq'), changed]).toEqual([[], 'z-ourcq']);
  });

  test('[COV-22] a pass is forgotten a day after its slot, whether or not another comes', () => {
    const first = fold(declared(1, slotAt('17:00')));
    const dayLater = slotAfter(slotAt('17:00'), 48);
    expect(passesAfter(first, declared(2, dayLater), false).passes.get('z-ourcq')).toHaveLength(1);
    expect(passesSince(first, dayLater)).toMatchObject({ changed: [] });
    expect(passesSince(first, slotAfter(dayLater, 1))).toEqual({ changed: ['z-ourcq'], passes: new Map() });
  });
});

describe('admissions by week', () => {
  const timezone = territory.rhythm.timezone;
  const admitted = (at: Instant, waitedMs: number) =>
    ({ type: 'PersonAdmitted', code: code('K7WPAR'), at, requestedAt: plus(at, -waitedMs) }) as const;

  test('[REL-41, PRV-32] an admission counts in the week of the territory’s calendar, in time strictly under 24 h', () => {
    const sunday = paris('23:59', '2026-11-22');
    const monday = paris('00:00', '2026-11-23');
    let weeks: AdmissionWeeks = new Map();
    for (const event of [admitted(sunday, 24 * HOUR), admitted(sunday, 24 * HOUR - 1), admitted(monday, 1)]) {
      weeks = countAdmission(weeks, event, timezone);
    }
    expect([...weeks]).toEqual([
      ['2026-11-16', { admitted: 2, under24h: 1 }],
      ['2026-11-23', { admitted: 1, under24h: 1 }],
    ]);
  });

  test('[REL-41] a week begins on Monday, and six are kept', () => {
    expect(mondayOf('2026-11-23' as LocalDate)).toBe('2026-11-23');
    expect(mondayOf('2026-11-29' as LocalDate)).toBe('2026-11-23');
    let weeks: AdmissionWeeks = new Map();
    for (let week = 0; week < 9; week += 1) {
      weeks = countAdmission(weeks, admitted(plus(paris('12:00'), week * 7 * 24 * HOUR), 1), timezone);
    }
    expect(weeks.size).toBe(6);
  });
});

describe('since when a space has room', () => {
  const [er1, , er3] = territory.services.restSpaces;
  if (!er1 || !er3) throw new Error('the pack has three spaces');
  const open = (present: number, declaredFull = false, regime: 'jour' | 'nuit' = 'jour'): RestSpaceState => {
    const at = paris('17:00');
    const rest = { countedAt: at, services: [], lastSignAt: at, sheetOf: null };
    return { kind: 'ouvert', present, declaredFull, regime, ...rest };
  };
  const since = (facts: typeof er1, states: RestSpaceState[]) =>
    states.reduce(
      (room, state, index) =>
        roomAfter(room, facts, state, plus(paris('17:00'), index * HOUR), policy.policy),
      new Map() as ReturnType<typeof roomAfter>,
    );

  test('[REL-32] it is from the moment room came, however people come and go, and never while it is full', () => {
    expect(since(er1, [open(32), open(31), open(20)]).get(er1.id)).toBe(paris('18:00'));
    expect(since(er1, [open(31), open(31, true)]).get(er1.id)).toBeNull();
    expect(since(er1, [open(30), open(22, false, 'nuit')]).get(er1.id)).toBeNull();
    const closed = { kind: 'ferme', reason: 'autre', until: null, lastSignAt: paris('17:00') } as const;
    expect(since(er1, [open(32), { ...closed, sheetOf: null }]).get(er1.id)).toBe(paris('18:00'));
  });

  test('[REL-34, PRV-26] the counter of a space of ten places or fewer has no part in it', () => {
    expect(since(er3, [open(10), open(9), open(12)]).get(er3.id)).toBe(paris('17:00'));
  });
});

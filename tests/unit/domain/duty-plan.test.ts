import { expect, test } from 'vitest';
import { whyNoDuty } from '#server/commands/contexts';
import { PlanMemory } from '#server/presence/plans';
import type { DutyCell } from '#shared/domain/duty-plan/commands';
import type { SectorId, StationGroupId, WindowId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import { createPlaces } from '#shared/territory/places';
import { createWindows } from '#shared/territory/windows';
import { after, decide } from '../../support/dispatch-past.ts';
import { paris, team } from '../../support/said.ts';
import { territory } from '../../support/served-app.ts';

const places = createPlaces(territory);
const windows = createWindows(territory.rhythm);
const whyNot = (now: Instant) => whyNoDuty(places, windows, now);
const cell = (window = 'matin', id = 's-10', day = '2026-11-21'): DutyCell => ({
  area: { kind: 'sector', id: id as SectorId },
  day: day as LocalDate,
  window: window as WindowId,
});
const below: DutyCell = {
  ...cell(),
  area: { kind: 'group', id: territory.underground.groups[0]?.id ?? ('' as StationGroupId) },
};
const TEN = paris('10:00');

test('[PLN-1] a lead plans a team in a due cell; said again, the other team takes its place', () => {
  const plans = new PlanMemory(territory.teams);
  expect(plans.plan(cell(), team('T2'), whyNot(TEN))).toBeNull();
  expect(plans.plan(cell('apres-midi'), team('T2'), whyNot(TEN))).toBeNull();
  plans.plan(cell(), team('T3'), whyNot(TEN));
  expect(plans.current(whyNot(TEN))).toEqual([
    { cell: cell('apres-midi'), team: 'T2' },
    { cell: cell(), team: 'T3' },
  ]);
  plans.cancel(cell());
  plans.cancel(cell());
  expect(plans.current(whyNot(TEN))).toHaveLength(1);
  expect(plans.plan(cell(), team('T77'), whyNot(TEN))).toBe('TeamUnknown');
  const surface = new PlanMemory([{ id: team('T2'), undergroundAllowed: false }]);
  expect(surface.plan(below, team('T2'), whyNot(TEN))).toBe('TeamNotUnderground');
});

test('[PLN-2] a plan ends with its half-day', () => {
  const plans = new PlanMemory(territory.teams);
  plans.plan(cell(), team('T2'), whyNot(TEN));
  expect(plans.current(whyNot(paris('13:59')))).toHaveLength(1);
  expect(plans.current(whyNot(paris('14:00')))).toEqual([]);
});

test('[PLN-3] a cell is impossible for a reason, then for another, then possible again', () => {
  const mark = (reason: 'meteo' | 'acces') => ({
    command: { type: 'MarkImpossible', cell: cell(), reason } as const,
    now: TEN,
  });
  const possible = { command: { type: 'MarkPossible', cell: cell() } as const, now: TEN };
  const reasonOf = (state: ReturnType<typeof after>) =>
    [...state.impossibles.values()].map(({ reason }) => reason);
  expect(reasonOf(after(mark('meteo'), mark('acces')))).toEqual(['acces']);
  expect(decide(after(mark('meteo')), mark('meteo'))).toEqual({ ok: true, events: [] });
  expect(reasonOf(after(mark('meteo'), possible))).toEqual([]);
  expect(decide(after(), possible)).toEqual({ ok: true, events: [] });
});

test.each([
  ['of a sector that does not exist', cell('matin', 's-gone'), 'DutyUnknown'],
  ['of a half-day that does not exist', cell('minuit'), 'DutyUnknown'],
  ['of tomorrow', cell('matin', 's-10', '2026-11-22'), 'DutyUnknown'],
  ['of yesterday', cell('apres-midi', 's-10', '2026-11-20'), 'DutyOver'],
  ['of this morning, in the afternoon', cell(), 'DutyOver'],
] as const)('[PLN-4] a cell %s is refused', (_which, of, refusal) => {
  const now = refusal === 'DutyOver' ? paris('15:00') : TEN;
  expect(new PlanMemory(territory.teams).plan(of, team('T2'), whyNot(now))).toBe(refusal);
  const command = { type: 'MarkImpossible', cell: of, reason: 'autre' } as const;
  expect(decide(after(), { command, now, whyNot: whyNot(now) })).toMatchObject({ refusal });
});

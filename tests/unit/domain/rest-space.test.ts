import { describe, expect, test } from 'vitest';
import type { RestSpaceCommand } from '#shared/domain/rest-space/commands';
import { decideRestSpace } from '#shared/domain/rest-space/decide';
import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import { evolveRestSpace } from '#shared/domain/rest-space/evolve';
import { initialRestSpace } from '#shared/domain/rest-space/state';
import { restSpaceIdSchema } from '#shared/kernel/ids';
import { HOUR, instantSchema, MINUTE, plus, SECOND, type Instant } from '#shared/kernel/instant';
import { localDateSchema } from '#shared/kernel/local-time';
import { givenFor } from '../../support/given.ts';
import { sheet } from '../../support/said.ts';

const space = restSpaceIdSchema.parse('ER-1');
const before = instantSchema.parse('2026-11-21T08:00:00.000Z');
const now = instantSchema.parse('2026-11-21T09:00:00.000Z');
const day = (text: string) => localDateSchema.parse(text);
const later = instantSchema.parse('2026-11-22T07:00:00.000Z');

const given = givenFor(
  { decide: decideRestSpace, evolve: evolveRestSpace, initial: initialRestSpace },
  { now, today: day('2026-11-21'), restSpaces: new Set([space]) },
);

const opened: RestSpaceEvent = { type: 'RestSpaceOpened', space, at: before, regime: 'jour' };
const entered: RestSpaceEvent = { type: 'RestSpaceEntered', space, at: before, seenAt: before };
const left: RestSpaceEvent = { type: 'RestSpaceLeft', space, at: before, seenAt: before };
const full: RestSpaceEvent = { type: 'RestSpaceDeclaredFull', space, at: before };
const closed: RestSpaceEvent = { type: 'RestSpaceClosed', space, at: before, reason: 'travaux', until: null };

const open: RestSpaceCommand = { type: 'OpenRestSpace', space, regime: 'nuit' };
const close: RestSpaceCommand = { type: 'CloseRestSpace', space, reason: 'travaux', until: null };
const arrive: RestSpaceCommand = { type: 'RecordArrival', space, seenAt: now };
const leave: RestSpaceCommand = { type: 'RecordDeparture', space, seenAt: now };
const insideCommands: RestSpaceCommand[] = [
  arrive,
  leave,
  { type: 'UndoCount', space, what: 'entree', seenAt: now },
  { type: 'SwitchService', space, service: 'repas', on: true },
  { type: 'RecountRestSpace', space, present: 3, reason: 'releve' },
  { type: 'ConfirmRestSpace', space },
  { type: 'SwitchRegime', space, regime: 'nuit' },
  { type: 'DeclareFull', space },
  { type: 'LiftFull', space },
];

describe('a space never heard of', () => {
  test.each(insideCommands)('[RSP-1] $type is refused until the space is opened', (command) => {
    given().when(command).thenRefused('RestSpaceClosed');
  });

  test('[RSP-1] a space is never heard of until it is opened or closed', () => {
    expect(given().state).toEqual({ kind: 'jamais-recu' });
  });

  test('[RSP-2] a space opens empty, under the regime its staff name', () => {
    given().when(open).then({ type: 'RestSpaceOpened', space, at: now, regime: 'nuit' });
    expect(given().when(open).thenState()).toEqual({
      kind: 'ouvert',
      regime: 'nuit',
      present: 0,
      countedAt: now,
      declaredFull: false,
      services: [],
      lastSignAt: now,
      sheetOf: null,
    });
  });

  test('[RSP-11] a space closes without ever having been opened', () => {
    given()
      .when(close)
      .then({ ...closed, at: now });
  });
});

describe('an open space', () => {
  test('[RSP-3] it is not opened again', () => {
    given(opened).when(open).thenRefused('RestSpaceAlreadyOpen');
  });

  test('[RSP-4] an arrival adds one person', () => {
    given(opened)
      .when(arrive)
      .then({ ...entered, at: now, seenAt: now });
    expect(given(opened, entered, entered).state).toMatchObject({ present: 2 });
  });

  test('[RSP-4] an arrival is counted whatever the jauge, even when the space is declared full', () => {
    const crowd = Array.from({ length: 40 }, () => entered);
    given(opened, ...crowd, full)
      .when(arrive)
      .then({ ...entered, at: now, seenAt: now });
  });

  test('[RSP-5] a departure takes one person off', () => {
    given(opened, entered)
      .when(leave)
      .then({ ...left, at: now, seenAt: now });
    expect(given(opened, entered).when(leave).thenState()).toMatchObject({ present: 0 });
  });

  test('[RSP-5] a departure from an empty space is refused, up to a minute after it was seen', () => {
    for (const seenAt of [now, plus(now, -MINUTE), later])
      given(opened)
        .when({ ...leave, seenAt })
        .thenRefused('NobodyInside');
    given(opened, left).when(leave).thenRefused('NobodyInside');
  });

  test('[RSP-18] a departure told more than a minute after it was seen is never refused', () => {
    const seenAt = plus(now, -MINUTE - 1);
    given(opened)
      .when({ ...leave, seenAt })
      .then({ ...left, at: now, seenAt });
    expect(given(opened, left, left).state).toMatchObject({ present: -2 });
    expect(given(opened, left, left, entered, entered, entered).state).toMatchObject({ present: 1 });
  });

  test('[RSP-19] the moment a door gives is credited, unless it is later than its receipt or more than 12 h before', () => {
    const credited = (seenAt: Instant) =>
      given(opened)
        .when({ ...arrive, seenAt })
        .thenState();
    for (const [seenAt, kept] of [
      [plus(now, -12 * HOUR), plus(now, -12 * HOUR)],
      [plus(now, -12 * HOUR - 1), now],
      [plus(now, 1), now],
    ] as const) {
      given(opened)
        .when({ ...arrive, seenAt })
        .then({ ...entered, at: now, seenAt: kept });
    }
    expect(credited(later)).toMatchObject({ lastSignAt: now });
  });

  describe('[RSP-20] what a door counted before the room was counted, and tells after', () => {
    const recount: RestSpaceEvent = {
      type: 'RestSpaceRecounted',
      space,
      at: plus(now, -10 * MINUTE),
      present: 8,
      before: 1,
      reason: 'doute',
    };
    const late = plus(now, -10 * MINUTE - 1);

    test.each([
      [{ ...arrive, seenAt: late }, 8],
      [{ ...leave, seenAt: late }, 8],
      [{ type: 'UndoCount', space, what: 'entree', seenAt: late } as const, 8],
      [{ ...arrive, seenAt: plus(late, 1) }, 9],
      [{ ...leave, seenAt: plus(late, 1) }, 7],
    ])('%j leaves %i', (command, present) => {
      expect(given(opened, entered, recount).when(command).thenState()).toMatchObject({ present });
    });

    test('a clock a few seconds slow loses nobody', () => {
      const justNow = { ...recount, at: plus(now, -SECOND) };
      expect(
        given(opened, justNow)
          .when({ ...arrive, seenAt: plus(now, -MINUTE) })
          .thenState(),
      ).toMatchObject({ present: 9 });
    });
  });

  test('[RSP-21] a count taken back is as if it had not been, and both stay on record', () => {
    given(opened, entered)
      .when({ type: 'UndoCount', space, what: 'entree', seenAt: before })
      .then({ type: 'RestSpaceCountUndone', space, at: now, what: 'entree', seenAt: before });
    const undone = (what: 'entree' | 'sortie') =>
      given(opened, entered, entered, left).when({ type: 'UndoCount', space, what, seenAt: now }).thenState();
    expect(undone('entree')).toMatchObject({ present: 0 });
    expect(undone('sortie')).toMatchObject({ present: 2 });
  });

  test('[RSP-22] a service is on or off as the staff say, and not twice the same', () => {
    const meals: RestSpaceEvent = { type: 'ServiceSwitched', space, at: before, service: 'repas', on: true };
    const nurse: RestSpaceEvent = { ...meals, service: 'infirmier' };
    given(opened)
      .when({ type: 'SwitchService', space, service: 'repas', on: true })
      .then({ ...meals, at: now });
    expect(given(opened, nurse, meals).state).toMatchObject({ services: ['repas', 'infirmier'] });
    expect(given(opened, nurse, meals, { ...meals, on: false }).state).toMatchObject({
      services: ['infirmier'],
    });
    given(opened, meals)
      .when({ type: 'SwitchService', space, service: 'repas', on: true })
      .thenRefused('ServiceAlreadySo');
    given(opened)
      .when({ type: 'SwitchService', space, service: 'repas', on: false })
      .thenRefused('ServiceAlreadySo');
  });

  test('[RSP-22] nothing is on in a space that opens', () => {
    const meals: RestSpaceEvent = { type: 'ServiceSwitched', space, at: before, service: 'repas', on: true };
    expect(given(opened, meals, closed, opened).state).toMatchObject({ services: [] });
  });

  test('[RSP-6] a recount replaces the count and keeps both numbers and its reason', () => {
    given(opened, entered, entered)
      .when({ type: 'RecountRestSpace', space, present: 38, reason: 'oubli-entree' })
      .then({ type: 'RestSpaceRecounted', space, at: now, present: 38, before: 2, reason: 'oubli-entree' });
    expect(
      given(opened, entered)
        .when({ type: 'RecountRestSpace', space, present: 38, reason: 'doute' })
        .thenState(),
    ).toMatchObject({ present: 38 });
  });

  test('[RSP-7] a confirmation changes nothing but the time of the last sign', () => {
    given(opened, entered)
      .when({ type: 'ConfirmRestSpace', space })
      .then({ type: 'RestSpaceConfirmed', space, at: now });
    const { state, when } = given(opened, entered);
    expect(when({ type: 'ConfirmRestSpace', space }).thenState()).toEqual({ ...state, lastSignAt: now });
  });

  test('[RSP-8] the regime changes when a person says so, and the count stays', () => {
    given(opened, entered)
      .when({ type: 'SwitchRegime', space, regime: 'nuit' })
      .then({ type: 'RegimeSwitched', space, at: now, regime: 'nuit' });
    expect(
      given(opened, entered).when({ type: 'SwitchRegime', space, regime: 'nuit' }).thenState(),
    ).toMatchObject({ regime: 'nuit', present: 1 });
  });

  test('[RSP-8] a regime already in force is refused', () => {
    given(opened).when({ type: 'SwitchRegime', space, regime: 'jour' }).thenRefused('AlreadyInThatRegime');
  });

  test('[RSP-9] a space is declared full once, until it is lifted', () => {
    given(opened)
      .when({ type: 'DeclareFull', space })
      .then({ ...full, at: now });
    given(opened, full).when({ type: 'DeclareFull', space }).thenRefused('AlreadyDeclaredFull');
    given(opened, full)
      .when({ type: 'LiftFull', space })
      .then({ type: 'RestSpaceFullLifted', space, at: now });
    given(opened).when({ type: 'LiftFull', space }).thenRefused('NotDeclaredFull');
    expect(given(opened, full).state).toMatchObject({ declaredFull: true });
    expect(given(opened, full).when({ type: 'LiftFull', space }).thenState()).toMatchObject({
      declaredFull: false,
    });
  });

  test.each(insideCommands)('[RSP-13] $type is a sign of life when it is accepted', (command) => {
    const { when } = given(opened, entered, ...(command.type === 'LiftFull' ? [full] : []));
    expect(when(command).thenState()).toMatchObject({ kind: 'ouvert', lastSignAt: now });
  });
});

describe('a closed space', () => {
  test.each(insideCommands)('[RSP-10] $type is refused', (command) => {
    given(opened, entered, closed).when(command).thenRefused('RestSpaceClosed');
  });

  test('[RSP-10] what a door counted without network is kept, and counts nothing', () => {
    const seenAt = plus(before, -MINUTE);
    given(opened, closed)
      .when({ ...leave, seenAt })
      .then({ ...left, at: now, seenAt });
    const { state, when } = given(opened, closed);
    expect(when({ ...arrive, seenAt }).thenState()).toEqual(state);
    given()
      .when({ ...leave, seenAt })
      .thenRefused('RestSpaceClosed');
  });

  test('[RSP-11] a closure carries its reason and its expected end', () => {
    given(opened)
      .when({ ...close, until: later })
      .then({ ...closed, at: now, until: later });
    expect(given(closed).state).toEqual({
      kind: 'ferme',
      reason: 'travaux',
      until: null,
      lastSignAt: before,
      sheetOf: null,
    });
  });

  test('[RSP-11] the same closure again changes nothing, another one replaces it', () => {
    given(closed).when(close).thenNothing();
    given(closed)
      .when({ ...close, until: later })
      .then({ ...closed, at: now, until: later });
    given(closed)
      .when({ ...close, reason: 'effectif' })
      .then({ ...closed, at: now, reason: 'effectif' });
  });

  test('[RSP-14] it opens again empty and not declared full', () => {
    expect(given(opened, entered, full, closed).when(open).thenState()).toMatchObject({
      present: 0,
      declaredFull: false,
      regime: 'nuit',
    });
  });
});

describe('the sheet of a day', () => {
  const filed = (of: string): RestSpaceEvent => {
    const { figures } = sheet(space, day(of), 90);
    return { type: 'DaySheetFiled', space, at: now, day: day(of), figures };
  };

  test('[RSP-23] it is filed for today or yesterday, open or closed', () => {
    for (const of of ['2026-11-21', '2026-11-20'])
      for (const past of [[opened], [opened, closed]])
        given(...past)
          .when(sheet(space, day(of), 90))
          .then(filed(of));
    given(opened)
      .when(sheet(space, day('2026-11-22'), 90))
      .thenRefused('DaySheetInFuture');
    given(opened)
      .when(sheet(space, day('2026-11-19'), 90))
      .thenRefused('DaySheetTooOld');
    given()
      .when(sheet(space, day('2026-11-21'), 90))
      .thenRefused('RestSpaceClosed');
  });

  test('[RSP-24] of the sheets the space keeps the last day, filed again or not, and no figure', () => {
    const after = (...days: string[]) => given(opened, ...days.map(filed)).state;
    expect(after('2026-11-20', '2026-11-21', '2026-11-20')).toMatchObject({ sheetOf: '2026-11-21' });
    expect(given(opened, filed('2026-11-21'), closed, opened).state).toMatchObject({ sheetOf: '2026-11-21' });
    expect(JSON.stringify(after('2026-11-21'))).not.toContain('90');
    given(opened, filed('2026-11-21'))
      .when(sheet(space, day('2026-11-21'), 90))
      .then(filed('2026-11-21'));
  });
});

test('[RSP-12] a space outside the territory is refused', () => {
  given()
    .when({ ...open, space: restSpaceIdSchema.parse('ER-9') })
    .thenRefused('RestSpaceUnknown');
});

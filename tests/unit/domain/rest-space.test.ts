import { describe, expect, test } from 'vitest';
import type { RestSpaceCommand } from '#shared/domain/rest-space/commands';
import { decideRestSpace } from '#shared/domain/rest-space/decide';
import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import { evolveRestSpace } from '#shared/domain/rest-space/evolve';
import { initialRestSpace } from '#shared/domain/rest-space/state';
import { restSpaceIdSchema } from '#shared/kernel/ids';
import { instantSchema } from '#shared/kernel/instant';
import { givenFor } from '../../support/given.ts';

const space = restSpaceIdSchema.parse('ER-1');
const before = instantSchema.parse('2026-11-21T08:00:00.000Z');
const now = instantSchema.parse('2026-11-21T09:00:00.000Z');
const later = instantSchema.parse('2026-11-22T07:00:00.000Z');

const given = givenFor(
  { decide: decideRestSpace, evolve: evolveRestSpace, initial: initialRestSpace },
  { now, restSpaces: new Set([space]) },
);

const opened: RestSpaceEvent = { type: 'RestSpaceOpened', space, at: before, regime: 'jour' };
const entered: RestSpaceEvent = { type: 'RestSpaceEntered', space, at: before };
const full: RestSpaceEvent = { type: 'RestSpaceDeclaredFull', space, at: before };
const closed: RestSpaceEvent = { type: 'RestSpaceClosed', space, at: before, reason: 'travaux', until: null };

const open: RestSpaceCommand = { type: 'OpenRestSpace', space, regime: 'nuit' };
const close: RestSpaceCommand = { type: 'CloseRestSpace', space, reason: 'travaux', until: null };
const insideCommands: RestSpaceCommand[] = [
  { type: 'RecordArrival', space },
  { type: 'RecordDeparture', space },
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
      declaredFull: false,
      lastSignAt: now,
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
      .when({ type: 'RecordArrival', space })
      .then({ ...entered, at: now });
    expect(given(opened, entered, entered).state).toMatchObject({ present: 2 });
  });

  test('[RSP-4] an arrival is counted whatever the jauge, even when the space is declared full', () => {
    const crowd = Array.from({ length: 40 }, () => entered);
    given(opened, ...crowd, full)
      .when({ type: 'RecordArrival', space })
      .then({ ...entered, at: now });
  });

  test('[RSP-5] a departure takes one person off', () => {
    given(opened, entered)
      .when({ type: 'RecordDeparture', space })
      .then({ type: 'RestSpaceLeft', space, at: now });
    expect(given(opened, entered).when({ type: 'RecordDeparture', space }).thenState()).toMatchObject({
      present: 0,
    });
  });

  test('[RSP-5] a departure from an empty space is refused', () => {
    given(opened).when({ type: 'RecordDeparture', space }).thenRefused('NobodyInside');
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

  test('[RSP-11] a closure carries its reason and its expected end', () => {
    given(opened)
      .when({ ...close, until: later })
      .then({ ...closed, at: now, until: later });
    expect(given(closed).state).toEqual({
      kind: 'ferme',
      reason: 'travaux',
      until: null,
      lastSignAt: before,
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

test('[RSP-12] a space outside the territory is refused', () => {
  given()
    .when({ ...open, space: restSpaceIdSchema.parse('ER-9') })
    .thenRefused('RestSpaceUnknown');
});

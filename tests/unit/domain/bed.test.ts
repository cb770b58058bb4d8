import { describe, expect, test } from 'vitest';
import type { BedCommand } from '#shared/domain/bed/commands';
import { countBeds, freeBeds } from '#shared/domain/bed/count-beds';
import { decideD2o } from '#shared/domain/d2o/decide';
import { evolveD2o, type D2oEvent } from '#shared/domain/d2o/evolve';
import { freeBedsOf, initialD2o } from '#shared/domain/d2o/state';
import { UNDO_KEPT_MS } from '#shared/domain/bed/undo';
import { NOT_ASSESSED } from '#shared/domain/bed/state';
import { admissionCodeSchema, bedIdSchema } from '#shared/kernel/ids';
import { HOUR, instantSchema, plus } from '#shared/kernel/instant';
import { localDateSchema } from '#shared/kernel/local-time';
import { givenFor } from '../../support/given.ts';

const bed = bedIdSchema.parse('lit-1');
const code = admissionCodeSchema.parse('ABCDEF');
const before = instantSchema.parse('2026-11-21T08:00:00.000Z');
const now = instantSchema.parse('2026-11-21T09:00:00.000Z');
const today = localDateSchema.parse('2026-11-21');
const until = instantSchema.parse('2026-11-21T10:00:00.000Z');

const given = givenFor(
  { decide: decideD2o, evolve: evolveD2o, initial: initialD2o },
  {
    now,
    today,
    freshCode: code,
    filedBy: 'hospital',
    units: new Set<string>(),
    holdMin: 120,
    holdRenewalMin: 60,
    holdRenewals: 2,
  },
);

const installed: D2oEvent = { type: 'BedInstalled', bed, at: before, surge: false };
const reserved: D2oEvent = { type: 'BedReserved', bed, at: before, code, until, renewals: 0 };
const occupied: D2oEvent = { type: 'BedOccupied', bed, at: before, code };
const discharged: D2oEvent = { type: 'BedDischarged', bed, at: before };
const closed: D2oEvent = { type: 'BedClosed', bed, at: before, reason: 'travaux', reopensAt: null };
const accepted: D2oEvent[] = [
  {
    type: 'AdmissionRequested',
    code,
    at: before,
    origin: 'maraude',
    needs: [],
    requestedAt: before,
    timeReplaced: false,
    filedBy: 'hospital',
  },
  { type: 'RequestAccepted', code, at: before },
];

/** The same ward with its only bed in each of its states. */
const wards: Record<string, D2oEvent[]> = {
  disponible: [installed],
  reserve: [installed, ...accepted, reserved],
  occupe: [installed, occupied],
  menage: [installed, occupied, discharged],
  ferme: [installed, closed],
};

const close: BedCommand = { type: 'CloseBed', bed, reason: 'travaux', reopensAt: null };

describe('installing and removing', () => {
  test('[BED-1] a bed is installed by a fact of its own, and is then available', () => {
    given()
      .when({ type: 'InstallBed', bed, surge: false })
      .then({ ...installed, at: now });
    expect(given(installed).state.beds.get(bed)).toEqual({
      state: 'disponible',
      since: before,
      surge: false,
      undo: null,
    });
  });

  test.each(Object.keys(wards))('[BED-1] a bed that is %s is not installed twice', (state) => {
    given(...(wards[state] ?? []))
      .when({ type: 'InstallBed', bed, surge: false })
      .thenRefused('BedAlreadyInstalled');
  });

  test.each(['disponible', 'menage', 'ferme'])('[BED-2] a bed that is %s may be removed', (state) => {
    const { when } = given(...(wards[state] ?? []));
    when({ type: 'RemoveBed', bed }).then({ type: 'BedRemoved', bed, at: now });
    expect(when({ type: 'RemoveBed', bed }).thenState().beds.size).toBe(0);
  });

  test.each(['reserve', 'occupe'])('[BED-2] a bed that is %s is not removed', (state) => {
    given(...(wards[state] ?? []))
      .when({ type: 'RemoveBed', bed })
      .thenRefused('BedInUse');
  });

  test.each<BedCommand>([
    { type: 'RemoveBed', bed },
    { type: 'DischargeBed', bed },
    { type: 'FinishCleaning', bed },
    close,
    { type: 'ReopenBed', bed },
    { type: 'UndoBedChange', bed },
    { type: 'TickAssessment', bed, assessment: 'psychiatrie', done: true },
  ])('[BED-3] $type of a bed that is not installed is refused', (command) => {
    given().when(command).thenRefused('BedUnknown');
  });
});

describe('a stay and what follows it', () => {
  test('[BED-4] a person who leaves leaves a bed to clean, not an available one', () => {
    given(...(wards['occupe'] ?? []))
      .when({ type: 'DischargeBed', bed })
      .then({ ...discharged, at: now });
    expect(given(...(wards['menage'] ?? [])).state.beds.get(bed)).toMatchObject({
      state: 'menage',
      since: before,
    });
  });

  test.each(['disponible', 'reserve', 'menage', 'ferme'])(
    '[BED-4] nobody leaves a bed that is %s',
    (state) => {
      given(...(wards[state] ?? []))
        .when({ type: 'DischargeBed', bed })
        .thenRefused('BedNotOccupied');
    },
  );

  test('[BED-5] a bed is available once its cleaning is finished', () => {
    const { when } = given(...(wards['menage'] ?? []));
    when({ type: 'FinishCleaning', bed }).then({ type: 'BedCleaned', bed, at: now });
    expect(when({ type: 'FinishCleaning', bed }).thenState().beds.get(bed)).toMatchObject({
      state: 'disponible',
      since: now,
    });
  });

  test.each(['disponible', 'reserve', 'occupe', 'ferme'])(
    '[BED-5] a bed that is %s is not being cleaned',
    (state) => {
      given(...(wards[state] ?? []))
        .when({ type: 'FinishCleaning', bed })
        .thenRefused('BedNotInCleaning');
    },
  );

  test('[BED-6] an occupied bed no longer knows the code that filled it', () => {
    expect(given(...(wards['occupe'] ?? [])).state.beds.get(bed)).toEqual({
      state: 'occupe',
      since: before,
      assessed: NOT_ASSESSED,
      surge: false,
      undo: null,
    });
  });
});

describe('closing and reopening', () => {
  test.each(['disponible', 'menage'])('[BED-7] a bed that is %s closes with a reason', (state) => {
    given(...(wards[state] ?? []))
      .when({ ...close, reopensAt: until })
      .then({ ...closed, at: now, reopensAt: until });
  });

  test('[BED-7] an occupied bed does not close', () => {
    given(...(wards['occupe'] ?? []))
      .when(close)
      .thenRefused('BedInUse');
  });

  test('[BED-8] closing a held bed ends the hold and returns its request to assessment', () => {
    const { when } = given(...(wards['reserve'] ?? []));
    when(close).then(
      { type: 'BedReservationEnded', bed, at: now, code, why: 'lit-ferme' },
      { type: 'RequestReturnedToAssessment', code, at: now },
      { ...closed, at: now },
    );
    const after = when(close).thenState();
    expect(after.beds.get(bed)).toMatchObject({
      state: 'ferme',
      since: now,
      reason: 'travaux',
      reopensAt: null,
    });
    expect(after.requests.get(code)).toMatchObject({ step: 'en-evaluation' });
  });

  test('[BED-9] the same closure again changes nothing, another one replaces it', () => {
    given(installed, closed).when(close).thenNothing();
    given(installed, closed)
      .when({ ...close, reason: 'effectif' })
      .then({ ...closed, at: now, reason: 'effectif' });
    given(installed, closed)
      .when({ ...close, reopensAt: until })
      .then({ ...closed, at: now, reopensAt: until });
  });

  test('[BED-10] a closed bed reopens available', () => {
    const { when } = given(installed, closed);
    when({ type: 'ReopenBed', bed }).then({ type: 'BedReopened', bed, at: now });
    expect(when({ type: 'ReopenBed', bed }).thenState().beds.get(bed)).toMatchObject({
      state: 'disponible',
      since: now,
    });
  });

  test.each(['disponible', 'reserve', 'occupe', 'menage'])(
    '[BED-10] a bed that is %s does not reopen',
    (state) => {
      given(...(wards[state] ?? []))
        .when({ type: 'ReopenBed', bed })
        .thenRefused('BedNotClosed');
    },
  );
});

test('[BED-11] the ward confirms its whole board at once, and only that dates the board', () => {
  given(installed).when({ type: 'ConfirmWard' }).then({ type: 'WardConfirmed', at: now });
  expect(given(installed, closed).state.confirmedAt).toBeNull();
  expect(given(installed).when({ type: 'ConfirmWard' }).thenState().confirmedAt).toBe(now);
});

test('[BED-12] installed beds are the available, reserved, occupied, cleaned and closed ones, each counted once', () => {
  const ids = Object.keys(wards).map((_, index) => bedIdSchema.parse(`lit-${index + 1}`));
  const facts = Object.values(wards).flatMap((ward, index) =>
    ward.map((fact) => ('bed' in fact ? { ...fact, bed: ids[index] ?? bed } : fact)),
  );
  expect(countBeds(given(...facts).state.beds)).toEqual({
    installed: 5,
    available: 1,
    reserved: 1,
    occupied: 1,
    cleaning: 1,
    closed: 1,
    surge: 0,
    surgeAvailable: 0,
  });
});

describe('since when', () => {
  test.each(Object.keys(wards))('[BED-13] a bed that is %s says since when', (state) => {
    expect(given(...(wards[state] ?? [])).state.beds.get(bed)).toMatchObject({ state, since: before });
  });

  test('[BED-13] a hold that is renewed and a closure that is corrected began when they began', () => {
    const renewed: D2oEvent = { type: 'BedReserved', bed, at: now, code, until, renewals: 1 };
    const corrected: D2oEvent = { ...closed, at: now, reason: 'saison' };
    expect(given(...(wards['reserve'] ?? []), renewed).state.beds.get(bed)).toMatchObject({ since: before });
    expect(given(installed, closed, corrected).state.beds.get(bed)).toMatchObject({ since: before });
  });
});

describe('beds added in a surge', () => {
  const surge: D2oEvent = { type: 'BedInstalled', bed, at: before, surge: true };
  const countsOf = (...facts: D2oEvent[]) => countBeds(given(surge, ...facts).state.beds);

  test('[BED-14] a bed is added in a surge by the same fact, which says so', () => {
    given()
      .when({ type: 'InstallBed', bed, surge: true })
      .then({ ...surge, at: now });
  });

  test.each(Object.keys(wards))(
    '[BED-14] when it is %s, it is counted outside the installed ones',
    (state) => {
      const counts = countsOf(...(wards[state] ?? []).slice(1));
      expect(counts).toEqual({
        installed: 0,
        available: 0,
        reserved: 0,
        occupied: 0,
        cleaning: 0,
        closed: 0,
        surge: 1,
        surgeAvailable: state === 'disponible' ? 1 : 0,
      });
    },
  );

  test('[BED-15] a free one is a place: it may be reserved, and counts among the free beds', () => {
    expect(freeBedsOf(given(surge).state)).toEqual([bed]);
    expect(freeBeds(countsOf())).toBe(1);
    expect(freeBeds(countsOf(occupied))).toBe(0);
  });
});

describe('the three daily assessments', () => {
  const tick: BedCommand = { type: 'TickAssessment', bed, assessment: 'somatique', done: true };
  const ticked: D2oEvent = { type: 'AssessmentTicked', bed, at: before, assessment: 'somatique', day: today };
  const occupe = wards['occupe'] ?? [];

  test('[BED-16] an assessment that is done holds the day on the territory’s calendar, and no content', () => {
    const { when } = given(...occupe);
    when(tick).then({ ...ticked, at: now });
    expect(when(tick).thenState().beds.get(bed)).toMatchObject({
      assessed: { addictologie: null, somatique: today, psychiatrie: null },
    });
    given(...occupe, ticked)
      .when(tick)
      .thenNothing();
  });

  test('[BED-16] on the next day it is ticked again', () => {
    const tomorrow = localDateSchema.parse('2026-11-22');
    given(...occupe, ticked)
      .when(tick, { today: tomorrow })
      .then({ ...ticked, at: now, day: tomorrow });
  });

  test('[BED-17] one that was not done after all is not ticked', () => {
    const { when } = given(...occupe, ticked);
    when({ ...tick, done: false }).then({ ...ticked, at: now, day: null });
    expect(
      when({ ...tick, done: false })
        .thenState()
        .beds.get(bed),
    ).toMatchObject({ assessed: NOT_ASSESSED });
    given(...occupe)
      .when({ ...tick, done: false })
      .thenNothing();
  });

  test.each(['disponible', 'reserve', 'menage', 'ferme'])(
    '[BED-16] nobody is assessed in a bed that is %s',
    (state) => {
      given(...(wards[state] ?? []))
        .when(tick)
        .thenRefused('BedNotOccupied');
    },
  );

  test('[BED-18] a departure forgets the assessments, also when it is taken back', () => {
    const left = given(...occupe, ticked, discharged);
    expect(JSON.stringify(left.state.beds.get(bed))).not.toContain(`"${today}"`);
    expect(left.when({ type: 'UndoBedChange', bed }).thenState().beds.get(bed)).toMatchObject({
      state: 'occupe',
      since: before,
      assessed: NOT_ASSESSED,
    });
  });
});

describe('taking back the last change', () => {
  const undo: BedCommand = { type: 'UndoBedChange', bed };
  const undone: D2oEvent = { type: 'BedChangeUndone', bed, at: now };
  const at = instantSchema.parse('2026-11-21T08:30:00.000Z');
  const changes: [D2oEvent, string][] = [
    [{ ...discharged, at }, 'occupe'],
    [{ type: 'BedCleaned', bed, at }, 'menage'],
    [{ ...closed, at }, 'disponible'],
    [{ ...closed, at }, 'menage'],
    [{ ...closed, at, reason: 'saison' }, 'ferme'],
    [{ type: 'BedReopened', bed, at }, 'ferme'],
  ];

  test.each(changes)(
    '[BED-19] $type is taken back: the bed is %s again, since when it was',
    (change, state) => {
      const past = wards[state] ?? [];
      const { when } = given(...past, change);
      when(undo).then(undone);
      expect(when(undo).thenState().beds.get(bed)).toEqual({
        ...given(...past).state.beds.get(bed),
        undo: null,
      });
    },
  );

  test.each(changes)('[BED-20] the undoing of $type is not undone', (change, state) => {
    given(...(wards[state] ?? []), change, undone)
      .when(undo)
      .thenRefused('NothingToUndo');
  });

  test.each(['disponible', 'reserve', 'occupe'])(
    '[BED-20] of a bed that is %s, nothing that the ward said of it alone can be taken back',
    (state) => {
      given(...(wards[state] ?? []))
        .when(undo)
        .thenRefused('NothingToUndo');
    },
  );

  test('[BED-20] once something else is said of the bed, the change stays', () => {
    const cleaned: D2oEvent = { type: 'BedCleaned', bed, at };
    const since: D2oEvent[][] = [
      [{ type: 'BedReserved', bed, at, code, until, renewals: 0 }],
      [
        { type: 'BedReserved', bed, at, code, until, renewals: 0 },
        { type: 'BedOccupied', bed, at, code },
      ],
      [{ type: 'BedRemoved', bed, at }, installed],
    ];
    for (const facts of since) {
      given(...(wards['menage'] ?? []), cleaned, ...facts)
        .when(undo)
        .thenRefused('NothingToUndo');
    }
  });

  test('[BED-20] a closure that ended a hold is taken back to an available bed, and the hold stays ended', () => {
    const held = given(...(wards['reserve'] ?? []))
      .when(close)
      .thenState();
    expect(JSON.stringify(held.beds.get(bed))).not.toContain(code);
    expect(evolveD2o(held, undone).beds.get(bed)).toMatchObject({ state: 'disponible', since: before });
  });

  test('[BED-22] a bed whose hold ended without an admission has been free since before the hold', () => {
    const late = plus(before, HOUR);
    const { beds } = given(installed, ...accepted.slice(0, -1), { ...reserved, at: late })
      .when({ type: 'ReleaseReservation', code })
      .thenState();
    expect(beds.get(bed)).toMatchObject({ state: 'disponible', since: before });
  });

  test('[BED-21] twelve hours later the change is settled by the clock, and what was before is forgotten', () => {
    const settle = { type: 'SettleBedChange', bed, changedAt: at } as const;
    const over = plus(at, UNDO_KEPT_MS);
    expect(UNDO_KEPT_MS).toBe(12 * HOUR);
    const { when } = given(...(wards['occupe'] ?? []), { ...discharged, at });
    when(settle, { now: plus(over, -1) }).thenNothing();
    when(settle, { now: over }).then({ type: 'BedChangeSettled', bed, at: over });
    const settled = when(settle, { now: over }).thenState();
    expect(settled.beds.get(bed)).toEqual({ state: 'menage', since: at, surge: false, undo: null });
    given(...(wards['occupe'] ?? []), { ...discharged, at }, undone)
      .when(settle, { now: over })
      .thenNothing();
  });
});

import { describe, expect, test } from 'vitest';
import type { BedCommand } from '#shared/domain/bed/commands';
import { countBeds } from '#shared/domain/bed/count-beds';
import { decideD2o } from '#shared/domain/d2o/decide';
import { evolveD2o, type D2oEvent } from '#shared/domain/d2o/evolve';
import { initialD2o } from '#shared/domain/d2o/state';
import { admissionCodeSchema, bedIdSchema } from '#shared/kernel/ids';
import { instantSchema } from '#shared/kernel/instant';
import { givenFor } from '../../support/given.ts';

const bed = bedIdSchema.parse('lit-1');
const code = admissionCodeSchema.parse('ABCDEF');
const before = instantSchema.parse('2026-11-21T08:00:00.000Z');
const now = instantSchema.parse('2026-11-21T09:00:00.000Z');
const until = instantSchema.parse('2026-11-21T10:00:00.000Z');

const given = givenFor(
  { decide: decideD2o, evolve: evolveD2o, initial: initialD2o },
  { now, freshCode: code, filedBy: 'hospital', holdMin: 120, holdRenewalMin: 60, holdRenewals: 2 },
);

const installed: D2oEvent = { type: 'BedInstalled', bed, at: before };
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
      .when({ type: 'InstallBed', bed })
      .then({ ...installed, at: now });
    expect(given(installed).state.beds.get(bed)).toEqual({ state: 'disponible' });
  });

  test.each(Object.keys(wards))('[BED-1] a bed that is %s is not installed twice', (state) => {
    given(...(wards[state] ?? []))
      .when({ type: 'InstallBed', bed })
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
  ])('[BED-3] $type of a bed that is not installed is refused', (command) => {
    given().when(command).thenRefused('BedUnknown');
  });
});

describe('a stay and what follows it', () => {
  test('[BED-4] a person who leaves leaves a bed to clean, not an available one', () => {
    given(...(wards['occupe'] ?? []))
      .when({ type: 'DischargeBed', bed })
      .then({ ...discharged, at: now });
    expect(given(...(wards['menage'] ?? [])).state.beds.get(bed)).toEqual({ state: 'menage', since: before });
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
    expect(when({ type: 'FinishCleaning', bed }).thenState().beds.get(bed)).toEqual({ state: 'disponible' });
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
    expect(given(...(wards['occupe'] ?? [])).state.beds.get(bed)).toEqual({ state: 'occupe', since: before });
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
    expect(after.beds.get(bed)).toEqual({ state: 'ferme', reason: 'travaux', reopensAt: null });
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
    expect(when({ type: 'ReopenBed', bed }).thenState().beds.get(bed)).toEqual({ state: 'disponible' });
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
  });
});

import { describe, expect, test } from 'vitest';
import { elapsed, HOUR, type Instant } from '#shared/kernel/instant';
import { doneWords } from '../../../web/routes/lits/done-words.ts';
import { moved } from '../../../web/routes/lits/grid-moves.ts';
import { inverseOf, subjectsOf } from '../../../web/routes/lits/inverse.ts';
import { reopeningChoices } from '../../../web/routes/lits/reopening.ts';
import { code, id, NOW } from './given.ts';

const bed = id(2);
const P4WT9C = code('P4WT9C');

describe('acts and what takes them back', () => {
  test.each([
    [
      { type: 'ReserveBed', code: P4WT9C, bed },
      { type: 'ReleaseReservation', code: P4WT9C },
    ],
    [
      { type: 'DischargeBed', bed },
      { type: 'UndoBedChange', bed },
    ],
    [
      { type: 'FinishCleaning', bed },
      { type: 'UndoBedChange', bed },
    ],
    [
      { type: 'ReopenBed', bed },
      { type: 'UndoBedChange', bed },
    ],
    [
      { type: 'CloseBed', bed, reason: 'travaux', reopensAt: null },
      { type: 'UndoBedChange', bed },
    ],
    [
      { type: 'TickAssessment', bed, assessment: 'somatique', done: true },
      { type: 'TickAssessment', bed, assessment: 'somatique', done: false },
    ],
    [
      { type: 'InstallBed', bed, surge: true },
      { type: 'RemoveBed', bed },
    ],
  ] as const)('[U03] %o is taken back by its inverse', (command, inverse) => {
    expect(inverseOf(command)).toEqual(inverse);
  });

  test('an admission and the end of a request offer no undo: they are confirmed before', () => {
    expect(inverseOf({ type: 'AdmitPerson', code: P4WT9C })).toBeNull();
    expect(inverseOf({ type: 'RefuseRequest', code: P4WT9C, reason: 'doublon' })).toBeNull();
  });

  test('a hold is about its bed first, then its request', () => {
    expect(subjectsOf({ type: 'ReserveBed', code: P4WT9C, bed })).toEqual(['lit-2', 'P4WT9C']);
    expect(subjectsOf({ type: 'ConfirmWard' })).toEqual([]);
  });

  test('what was done names its object', () => {
    expect(doneWords({ type: 'ReserveBed', code: P4WT9C, bed })).toBe('Lit 2 réservé pour P4WT9C');
    expect(doneWords({ type: 'ReleaseReservation', code: P4WT9C }, bed)).toBe('Lit 2 rendu');
  });
});

describe('arrows in the grid', () => {
  test.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 9, 9],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 2, 7],
    ['ArrowDown', 5, 5],
    ['ArrowDown', 7, 7],
    ['ArrowUp', 7, 2],
    ['Home', 7, 0],
    ['End', 2, 9],
    ['Enter', 2, null],
  ])('%s at bed %i of ten in rows of five leads to %o', (key, from, to) => {
    expect(moved(key, from, 10, 5)).toBe(to);
  });
});

describe('when a closed bed is expected back', () => {
  test('a moment is picked, never typed, the last one being unknown', () => {
    const choices = reopeningChoices('Europe/Paris', NOW, 'fr-FR');
    expect(choices.map(({ id: each }) => each)).toEqual([
      '2h',
      '1j',
      '2j',
      '3j',
      '7j',
      '14j',
      '30j',
      'inconnue',
    ]);
    expect(elapsed(NOW, choices[0]?.at ?? NOW)).toBe(2 * HOUR);
    expect(choices[1]?.at).toBe('2026-11-22T07:00:00.000Z');
    expect(choices.at(-1)?.at).toBeNull();
  });

  test('[U15] the morning after clocks change is still at 08:00 by the wall', () => {
    const eve = '2026-10-24T18:00:00.000Z' as Instant;
    expect(reopeningChoices('Europe/Paris', eve, 'fr-FR')[1]?.at).toBe('2026-10-25T07:00:00.000Z');
  });
});

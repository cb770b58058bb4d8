import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, plus } from '#shared/kernel/instant';
import {
  countsOf,
  freeBeds,
  inOrder,
  longestCleaning,
  nextToAdmit,
  rowsOf,
  waitsForBed,
} from '../../../web/routes/lits/queue.ts';
import { bed, cleaning, free, held, HOURS, id, NOW, request, taken } from './given.ts';

const ago = (hours: number) => plus(NOW, -hours * HOUR);
const rows = (requests: Parameters<typeof rowsOf>[0], beds: Parameters<typeof rowsOf>[1] = []) =>
  rowsOf(requests, beds, NOW, HOURS);

describe('the queue of the ward', () => {
  test('requests come with least time left first, and closed ones do not come', () => {
    const queue = rows([
      request('3HXRVN', ago(9)),
      request('P4WT9C', ago(20)),
      request('K7M2QX', ago(30), { step: 'admise', closedAt: NOW }),
    ]);
    expect(queue.map(({ request: { code } }) => code)).toEqual(['P4WT9C', '3HXRVN']);
  });

  test('two asked at the same moment keep one order', () => {
    const both = [request('ZZZZZZ', ago(1)), request('AAAAAA', ago(1))];
    expect(rows(both).map((row) => row.request.code)).toEqual(
      rows(both.toReversed()).map((row) => row.request.code),
    );
  });

  test.each([
    [12 * HOUR - 1, 'sous-12'],
    [12 * HOUR, 'a-prevoir'],
    [18 * HOUR, 'a-risque'],
    [20 * HOUR, 'dernier-appel'],
    [24 * HOUR - 1, 'dernier-appel'],
    [24 * HOUR, 'hors-delai'],
  ])('[H02] after %i ms a request is %s', (spent, level) => {
    expect(rows([request('P4WT9C', plus(NOW, -spent))])[0]?.clock.level).toBe(level);
  });

  test('a request that holds a bed, or is accepted elsewhere, waits for none', () => {
    const [inBed, elsewhere, waiting] = rows(
      [
        request('K7M2QX', ago(9), { step: 'acceptee' }),
        request('P4WT9C', ago(8), { destinations: [{ destination: 'csapa', answer: 'acceptee' }] }),
        request('3HXRVN', ago(7), { destinations: [{ destination: 'csapa', answer: 'en-attente' }] }),
      ],
      [bed(2, held('K7M2QX', plus(NOW, HOUR)))],
    );
    expect(inBed?.hold?.bed).toBe('lit-2');
    expect(elsewhere?.elsewhere).toBe('csapa');
    expect([inBed, elsewhere, waiting].map((row) => row && waitsForBed(row))).toEqual([false, false, true]);
  });

  test('the bed offered first is the one empty longest; a surge bed comes after every other', () => {
    const beds = [
      bed(9, free(ago(1))),
      bed(11, free(ago(99)), true),
      bed(1, free(ago(6))),
      bed(3, taken(ago(40))),
    ];
    expect(freeBeds(beds)).toEqual([id(1), id(9), id(11)]);
    expect(freeBeds([bed(10, free(ago(1))), bed(9, free(ago(1)))])).toEqual([id(9), id(10)]);
  });

  test('beds stand in the order of their numbers, ten after nine', () => {
    expect(inOrder([bed(10, free()), bed(9, free()), bed(1, free())]).map((each) => each.id)).toEqual([
      id(1),
      id(9),
      id(10),
    ]);
  });

  test('who is on the way is admitted before who has less time left', () => {
    const queue = rows(
      [request('P4WT9C', ago(20), { step: 'acceptee' }), request('K7M2QX', ago(9), { step: 'en-route' })],
      [bed(1, held('P4WT9C', plus(NOW, HOUR))), bed(2, held('K7M2QX', plus(NOW, HOUR)))],
    );
    expect(nextToAdmit(queue)?.request.code).toBe('K7M2QX');
    expect(nextToAdmit(rows([request('P4WT9C', ago(20))]))).toBeUndefined();
  });

  test('the bed that is said ready first is the one cleaned longest', () => {
    expect(longestCleaning([bed(4, cleaning(plus(NOW, -MINUTE))), bed(7, cleaning(ago(1)))])?.id).toBe(
      'lit-7',
    );
    expect(longestCleaning([bed(4, free())])).toBeUndefined();
  });

  test('[H11] a surge bed is in no count of the installed ones', () => {
    expect(
      countsOf([bed(1, free()), bed(2, taken(NOW)), bed(11, free(), true), bed(12, taken(NOW), true)]),
    ).toEqual({
      disponible: 1,
      reserve: 0,
      occupe: 1,
      menage: 0,
      ferme: 0,
      surge: 2,
      surgeFree: 1,
    });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entity } from '#shared/view/entity';
import { space } from '../../support/said.ts';
import {
  AS_OF,
  classIn,
  exactSpace,
  exported,
  HOSPITAL,
  housing,
  LEAD,
  numbersOf,
  openSpace,
  read,
  spaceBand,
  spaceDoor,
  unit,
  ward,
  wardClass,
  type Numbers,
} from './entities.ts';

const location = (entities: readonly Entity[], id: string) =>
  read(exported(entities, { kind: 'location', id }).text);
const sum = ({ '02': available = 0, '03': occupied = 0, '04': reserved = 0, '05': closed = 0 }: Numbers) =>
  available + occupied + reserved + closed;

describe('the ward', () => {
  test('[EXP-3, EXP-4] cleaning counts as closed, and installed is the sum; added beds are outside', () => {
    const numbers = numbersOf([ward()], 'd2o');
    expect(numbers).toEqual({ '01': 10, '02': 3, '03': 4, '04': 1, '05': 2, '06': 2 });
    expect(numbers['01']).toBe(sum(numbers));
  });

  test('[EXP-3] numbers that do not add up do not leave', () => {
    expect(() => exported([ward({ available: 4 })], { kind: 'location', id: 'd2o' })).toThrow(/sum/);
  });

  test('[EXP-5] a ward whose beds are all closed is suspended, and has none available', () => {
    const closed = ward({ available: 0, reserved: 0, occupied: 0, cleaning: 0, closed: 10 });
    expect(numbersOf([closed], 'd2o')).toMatchObject({ '01': 10, '02': 0, '05': 10 });
    expect(location([closed], 'd2o').status).toBe('suspended');
    expect(location([ward()], 'd2o').status).toBe('active');
  });

  test('[EXP-7] a board that was never confirmed has no number, and says that its age is unknown', () => {
    const never = location([ward({ confirmedAt: null })], 'd2o');
    expect(never.meta).toEqual({});
    expect(never.extension).toEqual([{ url: 'urn:passerelle:freshness', valueCode: 'inconnu' }]);
  });

  test.each(['0', '1', '2'] as const)(
    '[EXP-6, PRV-29] of a ward told as a class, %s free is that number',
    (free) => {
      expect(numbersOf([wardClass(free)], 'd2o')).toEqual({ '02': Number(free) });
      expect(classIn(location([wardClass(free)], 'd2o'), 'band')).toBe(free);
    },
  );

  test('[EXP-6, PRV-29] of a ward told as a class, three free and more is a class and no number', () => {
    expect(numbersOf([wardClass('3+')], 'd2o')).toEqual({});
    expect(classIn(location([wardClass('3+')], 'd2o'), 'band')).toBe('3+');
  });
});

describe('rest spaces', () => {
  test('[EXP-3] what the night takes off the limit by day is closed', () => {
    expect(numbersOf([openSpace(14)], 'ER-1')).toEqual({ '01': 32, '02': 18, '03': 14, '05': 0 });
    expect(numbersOf([openSpace(14, { regime: 'nuit' })], 'ER-1')).toEqual({
      '01': 32,
      '02': 8,
      '03': 14,
      '05': 10,
    });
  });

  test('[EXP-3] people above the limit by day are on added places', () => {
    expect(numbersOf([openSpace(35)], 'ER-1')).toEqual({ '01': 32, '02': 0, '03': 32, '05': 0, '06': 3 });
  });

  test('[EXP-5] a space that its staff declare full has nothing available, nor has a closed one', () => {
    const full = openSpace(14, { declaredFull: true });
    expect(numbersOf([full], 'ER-1')).toEqual({ '01': 32, '02': 0, '03': 14, '05': 18 });
    const closed = exactSpace({ kind: 'ferme', reason: 'autre', until: null });
    expect(numbersOf([closed], 'ER-1')).toEqual({ '01': 32, '02': 0, '03': 0, '05': 32 });
    expect(location([closed], 'ER-1').status).toBe('suspended');
  });

  test('[EXP-3] whatever is counted at the door, installed is the sum', () => {
    const spaces = fc.record({
      present: fc.integer({ min: 0, max: 80 }),
      night: fc.boolean(),
      declaredFull: fc.boolean(),
    });
    fc.assert(
      fc.property(spaces, ({ present, night, declaredFull }) => {
        const told = openSpace(present, { regime: night ? 'nuit' : 'jour', declaredFull });
        const numbers = numbersOf([told], 'ER-1');
        expect(numbers['01']).toBe(sum(numbers));
        expect((numbers['03'] ?? 0) + (numbers['06'] ?? 0)).toBe(present);
      }),
    );
  });

  test.each(['1-4', '5-9', '10+', '5+', '1+', 'ouvert'] as const)(
    '[EXP-6, PRV-26] of a space told as %s, the limit is a number and nothing else is',
    (band) => {
      expect(numbersOf([spaceBand(band)], 'ER-1')).toEqual({ '01': 32 });
      expect(classIn(location([spaceBand(band)], 'ER-1'), 'band')).toBe(band);
    },
  );

  test('[EXP-5, EXP-6, PRV-27] `complet` and `ferme` are told as nothing available', () => {
    expect(numbersOf([spaceBand('complet')], 'ER-1')).toEqual({ '01': 32, '02': 0 });
    expect(location([spaceBand('complet')], 'ER-1').status).toBe('active');
    expect(numbersOf([spaceBand('ferme')], 'ER-1')).toEqual({ '01': 32, '02': 0, '03': 0, '05': 32 });
    expect(location([spaceBand('ferme')], 'ER-1').status).toBe('suspended');
  });

  test('[EXP-6, PRV-26] who is told no limit is exported none', () => {
    expect(numbersOf([spaceDoor('1+')], 'ER-1')).toEqual({});
    expect(numbersOf([spaceDoor('complet')], 'ER-1')).toEqual({ '02': 0 });
    expect(numbersOf([spaceDoor('ferme')], 'ER-1')).toEqual({ '02': 0 });
  });

  test('[EXP-7] a fresh class is dated by the audience’s tick, a stale one by its half-hour, never finer', () => {
    const dated = (over: Parameters<typeof spaceBand>[1]) => location([spaceBand('complet', over)], 'ER-1');
    expect(dated({}).meta.lastUpdated).toBe('2026-11-21T17:31:00+01:00');
    const stale = dated({ source: { freshness: 'perime', since: '2026-11-21T12:30Z' as never } });
    expect(stale.meta.lastUpdated).toBe('2026-11-21T13:30:00+01:00');
    expect(classIn(stale, 'freshness')).toBe('perime');
    const unknown = dated({ band: 'inconnu', source: { freshness: 'inconnu' } });
    expect(unknown.extension?.map(({ url }) => url)).toEqual([
      'urn:passerelle:band',
      'urn:passerelle:freshness',
    ]);
    expect(AS_OF).toMatch(/:00\.000Z$/);
  });
});

describe('units and housing', () => {
  test('[EXP-3] a unit is its counts by state; of reservations it says nothing', () => {
    expect(numbersOf([unit({ free: 1, occupied: 9, closed: 2 })], 'UHA-1')).toEqual({
      '01': 12,
      '02': 1,
      '03': 9,
      '05': 2,
    });
    expect(numbersOf([unit(null)], 'UHA-1')).toEqual({});
  });

  test('[EXP-3] a line of housing is one total of the network, and its sum holds when it is overfull', () => {
    const line = { capacity: 610, taken: 580, blocked: 10, free: 20 };
    expect(numbersOf([housing(line)], 'assore')).toEqual({ '01': 610, '02': 20, '03': 580, '05': 10 });
    const overfull = numbersOf([housing({ ...line, taken: 615, blocked: 0, free: 0 })], 'assore');
    expect(overfull).toEqual({ '01': 610, '02': 0, '03': 610, '05': 0, '06': 5 });
  });
});

test('[EXP-9] services are told in the order of the pack, whichever changed last', () => {
  const ids = (entities: readonly Entity[]) =>
    exported(entities, { kind: 'csv', variant: 'rfc' })
      .text.split('\r\n')
      .slice(1, -1)
      .map((row) => row.split(',')[0]);
  expect([...new Set(ids(LEAD))]).toEqual(['d2o', 'ER-1', 'UHA-1', 'assore']);
  expect(ids([...LEAD].reverse())).toEqual(ids(LEAD));
  expect(ids([...HOSPITAL].reverse())).toEqual(ids(HOSPITAL));
});

test('[EXP-20] what is not a capacity, or of a service that the pack has not, is not exported', () => {
  const others: Entity[] = [
    { kind: 'situation', day: '2026-11-21', describes: null, releasedAt: null, mark: 'ABCD' } as Entity,
    spaceBand('1-4', { id: space('ER-9') }),
  ];
  const { text } = exported(others, { kind: 'csv', variant: 'rfc' });
  expect(text.trim().split('\r\n')).toHaveLength(1);
});

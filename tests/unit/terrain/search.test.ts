import { describe, expect, test } from 'vitest';
import { fieldFacts } from '../../../web/routes/terrain/facts.ts';
import { folded, searchedIn } from '../../../web/routes/terrain/search.ts';

const { stations, zones } = fieldFacts();
const names = (typed: string) => searchedIn(stations, typed).map(({ name }) => name);

describe('a place is found by its name', () => {
  test('whatever the accents, the capitals and the hyphens', () => {
    expect(folded('Château-Rouge')).toBe('chateau rouge');
    expect(names('chateau rouge')[0]).toBe('Château Rouge');
    expect(names('AIME cesaire')[0]).toBe('Aimé Césaire');
    expect(searchedIn(zones, 'goutte d or')[0]?.id).toBe('z-goutte-dor');
  });
  test('from any of its words, the beginning first', () => {
    expect(names('rouge')).toContain('Château Rouge');
    expect(names('marx')[0]).toBe('Marx Dormoy');
  });
  test('with one slip from four letters, two from eight, and none below', () => {
    expect(names('dromoy')).toContain('Marx Dormoy');
    expect(names('stalingard')).toContain('Stalingrad');
    expect(names('chateua ruoge')).toContain('Château Rouge');
    expect(names('xyz')).toEqual([]);
  });
  test('nothing typed finds nothing, and a list stays short', () => {
    expect(names('  ')).toEqual([]);
    expect(names('e').length).toBeLessThanOrEqual(8);
  });
});

import { describe, expect, test } from 'vitest';
import { leadFacts } from '../../../web/routes/maraudes/facts.ts';
import { placesMatching } from '../../../web/routes/maraudes/place-search.ts';

const facts = leadFacts();
const names = (typed: string) => placesMatching(facts, typed).map(({ name }) => name);

describe('a place by its name', () => {
  test('accents, capitals and apostrophes do not matter', () => {
    expect(names('goutte dor')[0]).toBe('Goutte d’Or – Barbès');
    expect(names('CRIMEE')).toContain('Crimée – Ourcq');
  });

  test('a letter left out is forgiven', () => {
    expect(names('clignancort')).toContain('Clignancourt');
  });

  test('a name that begins so comes before one that holds it', () => {
    expect(names('clign')[0]).toBe('Clignancourt');
  });

  test('another name is not found', () => {
    expect(names('zzzz')).toEqual([]);
  });
});

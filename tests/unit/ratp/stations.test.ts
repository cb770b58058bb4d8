import { describe, expect, test } from 'vitest';
import { contrast, inkOn } from '../../../web/routes/maraudes/line-ink.ts';
import { ratpFacts } from '../../../web/routes/ratp/facts.ts';
import { offeredStations } from '../../../web/routes/ratp/offered.ts';

const facts = ratpFacts();
const line = (name: string) => facts.lines.find(({ line: drawn }) => drawn === name);
const found = (typed: string, on?: string) =>
  offeredStations(facts.stations, on === undefined ? undefined : line(on), typed).map(({ name }) => name);

describe('[P01] a station is found', () => {
  test.each([
    ['barbes', 'Barbès-Rochechouart'],
    ['marcadet poiss', 'Marcadet-Poissonniers'],
    ['MARX', 'Marx Dormoy'],
    ['gare d lest', 'Gare de l’Est'],
    ['stalingrda', 'Stalingrad'],
    ['chateau rouge', 'Château Rouge'],
    ['poissonniers', 'Marcadet-Poissonniers'],
  ])('by %o', (typed, name) => {
    expect(found(typed)[0]).toBe(name);
  });

  test('in the order of its line, and nothing is offered before anything is asked', () => {
    const names = found('', 'M4');
    const at = ['Simplon', 'Marcadet-Poissonniers', 'Château Rouge'].map((name) => names.indexOf(name));
    expect(at.map((index) => Math.abs(index - (at[1] ?? 0)))).toEqual([1, 0, 1]);
    expect(found('')).toEqual([]);
    expect(found('barb', 'M12')).toEqual([]);
  });
});

describe('the lines', () => {
  test('pass the stations of the pack that are theirs, in rows without a station twice', () => {
    for (const { line: name, branches } of facts.lines.filter(({ line: each }) => !each.startsWith('RER'))) {
      const theirs = facts.stations.filter(({ lines }) => lines.includes(name)).map(({ id }) => id);
      expect([name, [...new Set(branches.flat())].sort()]).toEqual([name, theirs.sort()]);
      for (const branch of branches) expect(new Set(branch).size).toBe(branch.length);
    }
  });

  test('are each drawn once', () => {
    expect(new Set(facts.lines.map(({ line: name }) => name)).size).toBe(facts.lines.length);
  });

  test('[P05] have a number that stands out from their colour', () => {
    for (const { line: name, colour } of facts.lines) {
      expect([name, contrast(inkOn(colour), colour) >= 4.5]).toEqual([name, true]);
    }
  });
});

test('[P07] every group has three stations or more', () => {
  for (const { id } of facts.groups) {
    expect(facts.stations.filter(({ group }) => group === id).length).toBeGreaterThanOrEqual(3);
  }
});

test('[P04] no point of the pack leaves the server with these words', () => {
  expect(JSON.stringify(facts)).not.toMatch(/\d\.\d{3}|z-[a-z]/);
});

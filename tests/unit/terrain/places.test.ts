import { describe, expect, test } from 'vitest';
import { fieldFacts } from '../../../web/routes/terrain/facts.ts';
import { nearZones } from '../../../web/routes/terrain/near-zones.ts';
import { nameOf, remembering, stationsOffered, zonesOffered } from '../../../web/routes/terrain/places.ts';
import { station, zone } from '../../support/said.ts';

const facts = fieldFacts();

describe('what the phone knows of places', () => {
  test('[PRV-1] no cell and no point leave the server', () => {
    const bytes = JSON.stringify(facts);
    expect(bytes).not.toMatch(/[0-9a-f]{15}/);
    expect(bytes).not.toMatch(/\d\.\d{3}/);
  });
  test('zones that touch are neighbours of each other', () => {
    for (const { id, near } of facts.zones) {
      expect(near, id).not.toContain(id);
      expect(near.length, id).toBeGreaterThan(0);
      for (const other of near)
        expect(facts.zones.find((each) => each.id === other)?.near, other).toContain(id);
    }
  });
  test('zones that do not touch are not', () => {
    const alone = nearZones([
      { id: 'a', cells: ['891fb466403ffff'] },
      { id: 'b', cells: ['891fb466407ffff'] },
      { id: 'c', cells: ['891fb466083ffff'] },
    ]);
    expect(alone.get('a')).toEqual(['b']);
    expect(alone.get('c')).toEqual([]);
  });
});

describe('what a picker offers', () => {
  const dormoy = zone('z-dormoy');
  const stalingrad = zone('z-stalingrad');
  test('the last four, newest first and once each, then what is beside', () => {
    const recent = [dormoy, stalingrad, dormoy].reduce(remembering, []);
    const offered = zonesOffered(facts, recent, dormoy);
    expect(offered.recent.map(({ id }) => id)).toEqual(['z-dormoy', 'z-stalingrad']);
    expect(offered.near.map(({ id }) => id)).toContain('z-chapelle');
    expect(offered.near.map(({ id }) => id)).not.toContain('z-stalingrad');
  });
  test('from a zone, its stations; from a station, its group', () => {
    expect(stationsOffered(facts, [], dormoy).near.map(({ id }) => id)).toContain('st-marx-dormoy');
    const beside = stationsOffered(facts, [], station('st-marx-dormoy')).near.map(({ id }) => id);
    expect(beside.length).toBeGreaterThan(1);
  });
  test('nothing is offered to a phone that knows nothing', () => {
    expect(zonesOffered(facts, [], null)).toEqual({ recent: [], near: [] });
  });
  test('a place of another pack has no name', () => {
    expect(nameOf(facts, zone('z-ailleurs'))).toBe('–');
  });
});

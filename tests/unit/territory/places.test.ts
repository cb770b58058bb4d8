import { describe, expect, test } from 'vitest';
import { loadTerritory } from '#server/territory/load-pack';
import { stationGroupIdSchema, stationIdSchema, zoneIdSchema } from '#shared/kernel/ids';
import { createPlaces } from '#shared/territory/places';

const territory = loadTerritory('shared/territories/paris-nord-est');
const places = createPlaces(territory);

describe('going from a place to a coarser one', () => {
  test('[TER-1] every zone of the pack has its sector, every station its group, every group its metro sector', () => {
    for (const zone of territory.surface.zones) {
      expect(places.sectorOf(zone.id)).toBe(zone.sector);
      expect(places.sectors).toContain(zone.sector);
    }
    for (const station of territory.underground.stations) {
      const group = places.groupOf(station.id);
      expect(group).toBe(station.group);
      expect(places.groups).toContain(group);
      expect(places.metroSectors).toContain(group && places.metroSectorOf(group));
    }
  });

  test('[TER-1] a zone, a station and a group go where the table says', () => {
    expect(places.sectorOf(zoneIdSchema.parse('z-chapelle'))).toBe('s-18-est');
    expect(places.groupOf(stationIdSchema.parse('st-abbesses'))).toBe('g-montmartre');
    expect(places.metroSectorOf(stationGroupIdSchema.parse('g-montmartre'))).toBe('m-ouest');
  });

  test('[TER-2] a place that is not in the pack leads nowhere', () => {
    expect(places.sectorOf(zoneIdSchema.parse('z-ailleurs'))).toBeUndefined();
    expect(places.groupOf(stationIdSchema.parse('st-ailleurs'))).toBeUndefined();
    expect(places.metroSectorOf(stationGroupIdSchema.parse('g-ailleurs'))).toBeUndefined();
  });

  test('[TER-3] what may be declared is what the pack lists', () => {
    expect(places.zones.size).toBe(territory.surface.zones.length);
    expect(places.stations.size).toBe(territory.underground.stations.length);
    expect([...places.restSpaces]).toEqual(['ER-1', 'ER-2', 'ER-3']);
  });

  test('[PRV-8] nothing leads from a station to a zone', () => {
    expect(Object.keys(places).filter((name) => name.endsWith('Of'))).toEqual([
      'sectorOf',
      'groupOf',
      'metroSectorOf',
    ]);
  });
});

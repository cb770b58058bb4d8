import { describe, expect, test } from 'vitest';
import { regionSchema } from '#shared/domain/placement/commands';
import { loadTerritory } from '#server/territory/load-pack';
import { restSpaceIdSchema, sectorIdSchema, stationGroupIdSchema, zoneIdSchema } from '#shared/kernel/ids';
import { checkTerritory } from '#shared/territory/checks';
import type { Territory } from '#shared/territory/schema';

const shipped = loadTerritory('shared/territories/paris-nord-est');

/** What the checks say of the shipped pack once this was done to it. */
function findingsAfter(damage: (pack: Territory) => void): string[] {
  const pack = structuredClone(shipped);
  damage(pack);
  return checkTerritory(pack).map(({ file, path, reason }) => `${file}: ${path}: ${reason}`);
}

/** The entry a test damages; a pack without it is not the pack the test was written for. */
function nth<Entry>(entries: readonly Entry[], index: number): Entry {
  const entry = entries[index];
  if (entry === undefined) throw new Error(`the pack has no entry ${index}`);
  return entry;
}

test('[TER-4] the shipped pack has nothing wrong', () => {
  expect(checkTerritory(shipped)).toEqual([]);
});

describe('ids', () => {
  const lists: [string, (pack: Territory) => { id: string }[]][] = [
    ['zones.json: sectors[', (pack) => pack.surface.sectors],
    ['zones.json: zones[', (pack) => pack.surface.zones],
    ['stations.json: metroSectors[', (pack) => pack.underground.metroSectors],
    ['stations.json: groups[', (pack) => pack.underground.groups],
    ['stations.json: stations[', (pack) => pack.underground.stations],
    ['services.json: restSpaces[', (pack) => pack.services.restSpaces],
    ['services.json: units[', (pack) => pack.services.units],
    ['services.json: hospitalTeams[', (pack) => pack.services.hospitalTeams],
    ['services.json: regions[', (pack) => pack.services.regions],
    ['teams.json: teams[', (pack) => pack.teams],
    ['rhythm.json: windows[', (pack) => pack.rhythm.windows],
  ];

  test.each(lists)('[TER-5] an id given twice is found in %s', (path, entriesOf) => {
    const found = findingsAfter((pack) => {
      const entries = entriesOf(pack);
      nth(entries, 1).id = nth(entries, 0).id;
    });
    expect(found.filter((line) => line.startsWith(path) && line.includes('is already'))).toHaveLength(1);
  });

  test('[TER-5] a bed given twice is found', () => {
    const found = findingsAfter((pack) =>
      pack.services.ward.beds.value.push(nth(pack.services.ward.beds.value, 0)),
    );
    expect(found).toEqual(['services.json: ward.beds.value[10].id: lit-1 is already ward.beds.value[0]']);
  });
});

describe('nesting', () => {
  test('[TER-6] a zone in a sector that does not exist is found', () => {
    const found = findingsAfter(
      (pack) => (nth(pack.surface.zones, 3).sector = sectorIdSchema.parse('s-ailleurs')),
    );
    expect(found).toContain('zones.json: zones[3].sector: s-ailleurs is not in the pack');
  });

  test('[TER-6] a station in a group or a zone that does not exist is found', () => {
    const found = findingsAfter((pack) => {
      nth(pack.underground.stations, 3).group = stationGroupIdSchema.parse('g-ailleurs');
      nth(pack.underground.stations, 5).zone = zoneIdSchema.parse('z-ailleurs');
    });
    expect(found).toContain('stations.json: stations[3].group: g-ailleurs is not in the pack');
    expect(found).toContain('stations.json: stations[5].zone: z-ailleurs is not in the pack');
  });

  test('[TER-6] a sector without a zone, or a metro sector without a group, is found', () => {
    const found = findingsAfter((pack) => {
      const sector = nth(pack.surface.sectors, 0);
      pack.surface.sectors.push({ ...sector, id: sectorIdSchema.parse('s-vide') });
      const { id } = nth(pack.underground.metroSectors, 0);
      const other = nth(pack.underground.metroSectors, 1).id;
      for (const group of pack.underground.groups) if (group.metroSector === id) group.metroSector = other;
    });
    expect(found).toEqual([
      'zones.json: sectors[10]: s-vide has no zone',
      'stations.json: metroSectors[0]: m-ouest has no group',
    ]);
  });
});

describe('cells', () => {
  test('[TER-7, PRV-11] a cell in two zones is found', () => {
    const cell = nth(nth(shipped.surface.zones, 0).cells, 0);
    const found = findingsAfter((pack) => nth(pack.surface.zones, 1).cells.push(cell));
    expect(found).toEqual([
      `zones.json: zones[1].cells[11]: ${cell} is already in z-chapelle: a cell is in one zone`,
    ]);
  });

  test('[TER-7] a text that is not a cell is found', () => {
    const found = findingsAfter((pack) => nth(pack.surface.zones, 1).cells.push('89fffffffffffff'));
    expect(found).toEqual(['zones.json: zones[1].cells[11]: 89fffffffffffff is not an H3 cell']);
  });

  test('[TER-8, PRV-12] a zone of less than 1 km2 is found', () => {
    const found = findingsAfter((pack) => nth(pack.surface.zones, 0).cells.splice(10));
    expect(found).toContain('zones.json: zones[0].cells: z-chapelle is 0.94 km2, less than 1.0 km2');
  });

  test('[TER-9, PRV-12] a sector of less than 2.4 km2 is found', () => {
    const found = findingsAfter((pack) => {
      pack.surface.zones = pack.surface.zones.filter(
        ({ id, sector }) => sector !== 's-18-est' || id === 'z-chapelle' || id === 'z-dormoy',
      );
    });
    expect(found.filter((line) => line.startsWith('zones.json'))).toEqual([
      'zones.json: sectors[0]: s-18-est is 2.06 km2, less than 2.4 km2',
    ]);
  });

  test('[TER-10] a zone in two pieces makes its sector be in two pieces too', () => {
    const found = findingsAfter((pack) => {
      const far = nth(pack.surface.zones, 27).cells.pop();
      nth(pack.surface.zones, 0).cells.push(far ?? '');
    });
    expect(found).toContain('zones.json: zones[0].cells: z-chapelle is in 2 pieces, not one');
    expect(found).toContain('zones.json: sectors[0]: s-18-est is in 2 pieces, not one');
  });

  test('[TER-10] a hole in a zone is found', () => {
    const found = findingsAfter((pack) => {
      const zone = nth(pack.surface.zones, 27);
      zone.cells = zone.cells.filter((cell) => cell !== '891fb466e33ffff');
    });
    expect(found.filter((line) => line.includes('hole'))).not.toEqual([]);
  });

  test('[TER-11] a label outside its zone is found', () => {
    const found = findingsAfter((pack) => (nth(pack.surface.zones, 0).label = [2.3, 48.8]));
    expect(found).toEqual(['zones.json: zones[0].label: the label point is outside z-chapelle']);
  });
});

test('[TER-12] a group of fewer than three stations is found', () => {
  const found = findingsAfter((pack) => {
    const { stations } = pack.underground;
    const kept = stations.filter(({ group }) => group === 'g-m12-nord').slice(0, 2);
    pack.underground.stations = stations.filter((station) => station.group !== 'g-m12-nord').concat(kept);
  });
  expect(found).toEqual(['stations.json: groups[0]: g-m12-nord has 2 station(s), fewer than 3']);
});

describe('rhythm', () => {
  test('[TER-13] half-days that overlap or are not in order are found', () => {
    expect(findingsAfter((pack) => (nth(pack.rhythm.windows, 1).from = '13:30'))).toEqual([
      'rhythm.json: windows[1].from: apres-midi begins before the window before it has ended',
    ]);
    expect(findingsAfter((pack) => pack.rhythm.windows.reverse())).toContain(
      'rhythm.json: windows[1].from: matin begins before the window before it has ended',
    );
  });

  test('[TER-13] a half-day that runs into the next day’s first one is found', () => {
    expect(findingsAfter((pack) => (nth(pack.rhythm.windows, 1).to = '08:00'))).toEqual([
      'rhythm.json: windows[1].to: apres-midi ends after the next day has begun',
    ]);
    expect(findingsAfter((pack) => (nth(pack.rhythm.windows, 1).to = '07:00'))).toEqual([]);
  });

  test('[TER-13] a half-day that cuts a slot is found', () => {
    expect(findingsAfter((pack) => (nth(pack.rhythm.windows, 0).from = '07:15'))).toEqual([
      'rhythm.json: windows[0]: matin does not begin and end on a half-hour',
    ]);
  });

  test('[TER-14] a time zone that no clock knows is found', () => {
    expect(findingsAfter((pack) => (pack.rhythm.timezone = 'Europe/Ailleurs'))).toEqual([
      'rhythm.json: timezone: Europe/Ailleurs is not a known time zone',
    ]);
  });

  test('[TER-15] a hold that could last more than 24 h with its renewals is found', () => {
    expect(findingsAfter((pack) => (pack.rhythm.thresholds.holdMin = 24 * 60 - 120))).toEqual([]);
    expect(findingsAfter((pack) => (pack.rhythm.thresholds.holdMin = 24 * 60 - 119))).toEqual([
      'rhythm.json: thresholds.holdMin: a hold with all its renewals lasts more than 24 h',
    ]);
  });

  test('[TER-16] a space that would be saturated before being tense is found', () => {
    expect(findingsAfter((pack) => (pack.rhythm.thresholds.tenduPercent = 95))).toEqual([
      'rhythm.json: thresholds.tenduPercent: 95 is not below saturePercent, 95',
    ]);
  });

  test('[TER-21] a request to be planned once at risk, or at risk once at its last call, is found', () => {
    expect(findingsAfter((pack) => (pack.rhythm.thresholds.prevoirAfterH = 18))).toEqual([
      'rhythm.json: thresholds.prevoirAfterH: 18 h is not before atRiskAfterH, 18 h',
    ]);
    expect(findingsAfter((pack) => (pack.rhythm.thresholds.lastCallAfterH = 17))).toEqual([
      'rhythm.json: thresholds.atRiskAfterH: 18 h is not before lastCallAfterH, 17 h',
    ]);
  });

  test('[TER-24] a silent team that calls before it is warned of, or is warned of before it is asked, is found', () => {
    expect(findingsAfter((pack) => (pack.rhythm.thresholds.silentMin = 40))).toEqual([
      'rhythm.json: thresholds.silentWarnMin: a silent team is asked at 30, warned of at 40, calls at 40 min: not in this order',
    ]);
  });
});

describe('rest spaces', () => {
  test('[TER-17] a night limit above the day limit is found', () => {
    expect(findingsAfter((pack) => (nth(pack.services.restSpaces, 1).jaugeNuit.value = 15))).toEqual([
      'services.json: restSpaces[1].jaugeNuit.value: the night limit, 15, is above the day limit, 14',
    ]);
  });

  test('[TER-17] opening hours of no length, or an end before the beginning, are found', () => {
    const found = findingsAfter((pack) => {
      const space = nth(pack.services.restSpaces, 2);
      space.hours = { kind: 'plage', opens: '09:00', closes: '09:00', origin: { kind: 'sim' } };
      space.validTo = space.validFrom;
    });
    expect(found).toEqual([
      'services.json: restSpaces[2].hours: it opens and closes at the same hour',
      'services.json: restSpaces[2].validTo: 2023-01-01 is not after 2023-01-01',
    ]);
  });

  test('[TER-20] an advice towards itself, towards a space that is not there, or twice, is found', () => {
    const found = findingsAfter((pack) => {
      nth(pack.services.restSpaces, 0).towards.value = ['ER-1', 'ER-9', 'ER-2', 'ER-2'].map((id) =>
        restSpaceIdSchema.parse(id),
      );
    });
    expect(found).toEqual([
      'services.json: restSpaces[0].towards.value[3].id: ER-2 is already restSpaces[0].towards.value[2]',
      'services.json: restSpaces[0].towards.value[0]: ER-1 is the space itself',
      'services.json: restSpaces[0].towards.value[1]: ER-9 is not in the pack',
    ]);
  });
});

describe('what a person may be directed to', () => {
  const { directory, regions } = shipped.services;

  test('[TER-22] the regions are those that a placement may name, and Corse says that it is not confirmed', () => {
    expect(regions.map(({ id }) => id)).toEqual(regionSchema.options);
    expect(regions.filter(({ status }) => status !== 'participe').map(({ id }) => id)).toEqual(['COR']);
  });

  test('[TER-23] a kind of place whose name or hours are not public says so', () => {
    expect(directory.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['csapa', 'cmp', 'hopital-de-jour', 'urgences']),
    );
    for (const { name, hours } of directory) {
      for (const { value, origin } of [name, hours]) {
        if (origin.kind === 'a-configurer') expect(value).toBe('à configurer');
      }
    }
  });
});

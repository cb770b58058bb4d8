import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { basemap, carte, isInside, sectors, zones } from './pack-carte.ts';

const text = JSON.stringify(carte);

describe('carte.json', () => {
  test('the territory is in one piece, without holes', () => {
    expect(carte.territory).toHaveLength(1);
    expect(carte.territory[0]).toHaveLength(1);
  });

  test('every zone and every sector is in one piece', () => {
    expect(carte.zones).toHaveLength(zones.length);
    expect(carte.sectors).toHaveLength(sectors.length);
    for (const area of [...carte.zones, ...carte.sectors]) expect(area.outline).toHaveLength(1);
  });

  test('the label of a zone stands inside it', () => {
    for (const zone of carte.zones) {
      expect(isInside(zone.label, zone.outline[0]?.[0] ?? []), zone.id).toBe(true);
    }
  });

  test('each sector has one code, and it stands inside', () => {
    expect(basemap.sectorMarks.features.map((mark) => mark.sector).sort()).toEqual(
      sectors.map((sector) => sector.id).sort(),
    );
    for (const mark of basemap.sectorMarks.features) {
      const ring = carte.sectors.find((sector) => sector.id === mark.sector)?.outline[0]?.[0] ?? [];
      expect(isInside(mark.code, ring), mark.sector).toBe(true);
      expect(isInside(mark.anchor ?? mark.plate, ring), `${mark.sector} plate`).toBe(true);
    }
  });

  test('each zone has a short name for the map', () => {
    expect(basemap.zoneNames.features.map((name) => name.zone)).toEqual(zones.map((zone) => zone.id));
  });

  test('no cell identifier is sent', () => {
    expect(text).not.toMatch(/89[0-9a-f]{9}ffff/);
  });

  test('no coordinate is finer than one metre', () => {
    expect(text).not.toMatch(/\d\.\d{6}/);
  });

  test('cell edges are never smoothed: each corner of an outline is a corner of a cell', () => {
    for (const zone of carte.zones) {
      const cells = zones.find(({ id }) => id === zone.id)?.cells.length ?? 0;
      const drawn = [...zone.outline.flat(), ...zone.mesh].reduce((sum, line) => sum + line.length - 1, 0);
      const outer = zone.outline.flat().reduce((sum, ring) => sum + ring.length - 1, 0);
      // Inner edges belong to two cells, outer edges to one: together, six a cell.
      expect(2 * (drawn - outer) + outer, zone.id).toBe(6 * cells);
    }
  });

  test('it weighs less than 40 kB compressed', () => {
    expect(gzipSync(text).length).toBeLessThan(40_000);
  });
});

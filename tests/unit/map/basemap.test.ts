import { describe, expect, test } from 'vitest';
import { basemapSchema } from '#lib/map/basemap.ts';
import { basemap, carte, isInside, metresFrom, station, stations } from './pack-carte.ts';

function canal(name: string) {
  const found = basemap.canals.features.find((feature) => feature.name === name);
  if (found === undefined) throw new Error(`no canal ${name}`);
  return found;
}

describe('the schematic basemap, checked against the stations', () => {
  test('every family says where its geometry comes from', () => {
    for (const [family, { source }] of Object.entries(basemap))
      expect(source.length, family).toBeGreaterThan(20);
  });

  test('an unknown field is refused', () => {
    const seine = { ...basemap.seine, extra: 1 };
    expect(basemapSchema.safeParse({ ...basemap, seine }).success).toBe(false);
  });

  test('the périphérique runs outside of every porte, at most 650 m away', () => {
    const ring = basemap.peripherique.features[0]?.ring ?? [];
    const portes = stations.filter(({ name }) => name.startsWith('Porte d'));
    expect(portes.length).toBeGreaterThan(8);
    for (const { name } of portes) {
      expect(isInside(station(name), ring), name).toBe(true);
      expect(metresFrom(station(name), ring), name).toBeLessThan(650);
    }
  });

  test('the canal Saint-Martin dives at the square Frédéric-Lemaître and comes out at Bastille', () => {
    const tunnel = canal('Canal Saint-Martin, voûte Bastille – République');
    expect(tunnel.part).toBe('tunnel');
    for (const name of ['Bastille', 'Bréguet-Sabin', 'Richard Lenoir']) {
      expect(metresFrom(station(name), tunnel.line), name).toBeLessThan(100);
    }
    expect(tunnel.line[0]).toEqual(canal('Port de l’Arsenal').line.at(-1));
    expect(tunnel.line.at(-1)).toEqual(canal('Canal Saint-Martin').line[0]);
  });

  test('the water is in one piece from the Seine to the canals de l’Ourcq and Saint-Denis', () => {
    const basin = canal('Bassin de la Villette').line;
    expect(canal('Canal Saint-Martin').line.at(-1)).toEqual(basin[0]);
    expect(canal('Canal de l’Ourcq').line[0]).toEqual(basin.at(-1));
    const [start] = canal('Canal Saint-Denis').line;
    expect(metresFrom(start ?? [0, 0], canal('Canal de l’Ourcq').line)).toBeLessThan(10);
  });

  test('the Bassin de la Villette lies between Riquet and Laumière, from Jaurès to Crimée', () => {
    const { line } = canal('Bassin de la Villette');
    expect(metresFrom(station('Jaurès'), line)).toBeLessThan(300);
    for (const name of ['Riquet', 'Laumière', 'Crimée']) {
      expect(metresFrom(station(name), line), name).toBeGreaterThan(150);
      expect(metresFrom(station(name), line), name).toBeLessThan(450);
    }
  });

  test('the two islands lie between their arms: station Cité is on dry land', () => {
    const arms = basemap.seine.features.filter(({ name }) => name.startsWith('Bras'));
    expect(arms.length).toBe(2);
    for (const { line } of arms) expect(metresFrom([2.34732, 48.85494], line)).toBeGreaterThan(60);
  });

  test('each metro line passes through the stations of the pack that it serves', () => {
    for (const { name, lines } of stations) {
      for (const line of lines) {
        const drawn = basemap.metro.features.filter((feature) => feature.name === line);
        if (drawn.length === 0) continue;
        const nearest = Math.min(...drawn.map((feature) => metresFrom(station(name), feature.line)));
        // Gare du Nord is one station with Magenta, 170 m away.
        expect(nearest, `${name} ${line}`).toBeLessThan(180);
      }
    }
  });

  test('a park that shows through the fill touches the territory', () => {
    const territory = carte.territory[0]?.[0] ?? [];
    for (const park of basemap.parks.features) {
      const touches = park.ring.some((point) => isInside(point, territory));
      if (park.inside) expect(touches, park.name).toBe(true);
    }
  });

  test('no place name stands on the territory', () => {
    const territory = carte.territory[0]?.[0] ?? [];
    for (const place of basemap.places.features)
      expect(isInside(place.point, territory), place.name).toBe(false);
  });
});

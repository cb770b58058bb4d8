import { z } from 'zod';
import { basemapSchema, type Basemap } from './basemap.ts';
import type { Carte } from './carte.ts';
import { compact, type LonLat } from './lonlat.ts';
import { meshOf, outlineOf } from './outline.ts';
import { smooth } from './smooth.ts';

/** What the drawing needs from `zones.json`; the territory's own schema checks the rest. */
const zonesSchema = z.object({
  sectors: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      code: z.object({ number: z.string(), cardinal: z.string() }),
    }),
  ),
  zones: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      sector: z.string(),
      label: z.tuple([z.number(), z.number()]),
      cells: z.array(z.string()).min(1),
    }),
  ),
});

/** Build-time only. Throws a ZodError that names the line of the pack that is wrong. */
export function buildCarte(zonesFile: unknown, basemapFile: unknown): Carte {
  const { sectors, zones } = zonesSchema.parse(zonesFile);
  return {
    territory: outlineOf(zones.flatMap((zone) => zone.cells)),
    zones: zones.map(({ cells, ...zone }) => ({ ...zone, outline: outlineOf(cells), mesh: meshOf(cells) })),
    sectors: sectors.map((sector) => ({
      ...sector,
      outline: outlineOf(zones.filter((zone) => zone.sector === sector.id).flatMap((zone) => zone.cells)),
    })),
    basemap: smoothed(basemapSchema.parse(basemapFile)),
  };
}

/** Water, roads and rails are curves; parks and metro lines are drawn as they are. */
function smoothed(basemap: Basemap): Basemap {
  const curve = (line: readonly LonLat[]): [number, number][] =>
    smooth(line).map((point) => {
      const [lon, lat] = compact(point);
      return [lon, lat];
    });
  const lines = <Feature extends { line: [number, number][] }>(features: Feature[]): Feature[] =>
    features.map((feature) => ({ ...feature, line: curve(feature.line) }));
  const rings = <Feature extends { ring: [number, number][] }>(features: Feature[]): Feature[] =>
    features.map((feature) => ({ ...feature, ring: curve(feature.ring) }));
  return {
    ...basemap,
    seine: { ...basemap.seine, features: lines(basemap.seine.features) },
    canals: { ...basemap.canals, features: lines(basemap.canals.features) },
    motorways: { ...basemap.motorways, features: lines(basemap.motorways.features) },
    rail: { ...basemap.rail, features: lines(basemap.rail.features) },
    peripherique: { ...basemap.peripherique, features: rings(basemap.peripherique.features) },
  };
}

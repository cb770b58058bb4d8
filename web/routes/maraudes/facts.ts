import { gridDisk } from 'h3-js';
import {
  rhythmSchema,
  servicesSchema,
  surfaceSchema,
  teamsSchema,
  undergroundSchema,
} from '#shared/territory/schema';
import { basemapSchema } from '#lib/map/basemap.ts';
import basemap from '#territory/basemap.json' with { type: 'json' };
import rhythm from '#territory/rhythm.json' with { type: 'json' };
import services from '#territory/services.json' with { type: 'json' };
import stations from '#territory/stations.json' with { type: 'json' };
import teams from '#territory/teams.json' with { type: 'json' };
import zones from '#territory/zones.json' with { type: 'json' };
import { lineStrips } from './line-strips.ts';

/** What the pack says that this screen writes, in the pack's order. Read on the server: cells and points stay there. */
export function leadFacts() {
  const surface = surfaceSchema.parse(zones);
  const underground = undergroundSchema.parse(stations);
  const { timezone, windows, releves, thresholds } = rhythmSchema.parse(rhythm);
  const { metro } = basemapSchema.parse(basemap);
  return {
    timezone,
    windows,
    releves,
    thresholds,
    sectors: surface.sectors.map(({ id, name }) => ({ id, name })),
    zones: surface.zones.map(({ id, name, sector, cells }) => {
      const around = new Set(cells.flatMap((cell) => gridDisk(cell, 1)));
      const beside = surface.zones.filter(
        (other) => other.id !== id && other.cells.some((cell) => around.has(cell)),
      );
      return { id, name, sector, beside: beside.map((other) => other.id) };
    }),
    metroSectors: underground.metroSectors.map(({ id, name, code }) => ({ id, name, code })),
    groups: underground.groups.map(({ id, name, metroSector }) => ({ id, name, metroSector })),
    stations: underground.stations.map(({ id, name, lines, group, zone }) => ({
      id,
      name,
      lines,
      group,
      zone,
    })),
    strips: lineStrips(underground.stations, metro.features),
    restSpaces: servicesSchema.parse(services).restSpaces.map(({ id, name }) => ({ id, name: name.value })),
    teams: teamsSchema.parse(teams).teams.map(({ id, undergroundAllowed, phone }) => ({
      id,
      undergroundAllowed,
      phone: phone.value,
    })),
  };
}
export type LeadFacts = ReturnType<typeof leadFacts>;

import {
  rhythmSchema,
  servicesSchema,
  surfaceSchema,
  teamsSchema,
  undergroundSchema,
} from '#shared/territory/schema';
import rhythm from '#territory/rhythm.json' with { type: 'json' };
import services from '#territory/services.json' with { type: 'json' };
import stations from '#territory/stations.json' with { type: 'json' };
import teams from '#territory/teams.json' with { type: 'json' };
import zones from '#territory/zones.json' with { type: 'json' };

/** What the pack says that this screen writes, in the pack's order. Read on the server: cell lists stay there. */
export function leadFacts() {
  const surface = surfaceSchema.parse(zones);
  const underground = undergroundSchema.parse(stations);
  const { timezone, windows, releves, thresholds } = rhythmSchema.parse(rhythm);
  return {
    timezone,
    windows,
    releves,
    thresholds,
    sectors: surface.sectors.map(({ id, name }) => ({ id, name })),
    zones: surface.zones.map(({ id, name, sector }) => ({ id, name, sector })),
    groups: underground.groups.map(({ id, name }) => ({ id, name })),
    stations: underground.stations.map(({ id, name, lines, group }) => ({ id, name, lines, group })),
    restSpaces: servicesSchema.parse(services).restSpaces.map(({ id, name }) => ({ id, name: name.value })),
    teams: teamsSchema.parse(teams).teams.map(({ id }) => id),
  };
}
export type LeadFacts = ReturnType<typeof leadFacts>;

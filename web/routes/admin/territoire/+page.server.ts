import rhythm from '#territory/rhythm.json' with { type: 'json' };
import services from '#territory/services.json' with { type: 'json' };
import stations from '#territory/stations.json' with { type: 'json' };
import teams from '#territory/teams.json' with { type: 'json' };
import territory from '#territory/territory.json' with { type: 'json' };
import zones from '#territory/zones.json' with { type: 'json' };
import { toConfigure } from './to-configure.ts';
import type { PageServerLoad } from './$types';

/** The pack as the server accepted it at its start; without one cell or point of it. */
export const load: PageServerLoad = () => ({
  name: territory.name,
  sectors: zones.sectors.map(({ id, name, code }) => {
    const own = zones.zones.filter(({ sector }) => sector === id);
    return {
      id,
      name,
      code: [code.number, code.cardinal].filter(Boolean).join(' '),
      zones: own.length,
      cells: own.reduce((count, { cells }) => count + cells.length, 0),
    };
  }),
  underground: {
    sectors: stations.metroSectors.length,
    groups: stations.groups.length,
    stations: stations.stations.length,
  },
  halfDays: rhythm.windows,
  releves: rhythm.releves,
  regimes: rhythm.regimes,
  restSpaces: services.restSpaces.map(({ id, name, jaugeJour, jaugeNuit }) => ({
    id,
    name: name.value,
    day: { value: jaugeJour.value, origin: jaugeJour.origin.kind },
    night: { value: jaugeNuit.value, origin: jaugeNuit.origin.kind },
  })),
  toConfigure: [...toConfigure('services.json', services), ...toConfigure('teams.json', teams)],
});

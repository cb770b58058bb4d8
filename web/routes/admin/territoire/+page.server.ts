import rhythm from '#territory/rhythm.json' with { type: 'json' };
import services from '#territory/services.json' with { type: 'json' };
import stations from '#territory/stations.json' with { type: 'json' };
import teams from '#territory/teams.json' with { type: 'json' };
import territory from '#territory/territory.json' with { type: 'json' };
import zones from '#territory/zones.json' with { type: 'json' };
import { spaceIn } from '../asked-setting.ts';
import { comparing, publishing, undoing } from '../setting-acts.ts';
import { awaitedThings } from './awaited-things.ts';
import type { Actions, PageServerLoad } from './$types';

/** The pack as the server accepted it at its start, without one cell or point of it; and what is set in its place. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const sheet = await locals.host.settings.sheet(locals.visit());
  return {
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
    sheet,
    chosen: sheet?.spaces.find(({ id }) => id === spaceIn(url)) ?? null,
    packs: services.restSpaces.map(({ id, jaugeJour, jaugeNuit }) => ({
      id,
      day: { value: jaugeJour.value, origin: jaugeJour.origin.kind },
      night: { value: jaugeNuit.value, origin: jaugeNuit.origin.kind },
    })),
    /** Where the pack is, as the product's own folders are named. */
    folder: `shared/territories/${territory.id}/`,
    awaited: [
      { name: 'services.json', things: awaitedThings('services.json', services) },
      { name: 'teams.json', things: awaitedThings('teams.json', teams) },
    ],
  };
};

export const actions: Actions = { comparer: comparing, publier: publishing, annuler: undoing };

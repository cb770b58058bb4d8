import services from '#territory/services.json' with { type: 'json' };
import teams from '#territory/teams.json' with { type: 'json' };
import type { PageServerLoad } from './$types';

/** Nothing observed: the page says what the product is, and whether this server simulates a day. */
export const load: PageServerLoad = ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-cache' });
  const { simulated, speed } = locals.host;
  return {
    demo: simulated ? { speed } : null,
    facts: {
      teams: teams.teams.length,
      restSpaces: services.restSpaces.length,
      source: services.ward.name.origin.source,
    },
  };
};

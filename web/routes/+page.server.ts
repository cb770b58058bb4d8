import services from '#territory/services.json' with { type: 'json' };
import teams from '#territory/teams.json' with { type: 'json' };
import type { PageServerLoad } from './$types';

/** Nothing observed: what the product is, whether this server simulates a day, and the delays of its policy. */
export const load: PageServerLoad = ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-cache' });
  const { simulated, speed, policy } = locals.host;
  const { hospital, ratp, wall } = policy.text.roles;
  return {
    demo: simulated ? { speed } : null,
    delays: {
      wall: wall.surface.delay_min,
      hospital: hospital.surface.delay_min,
      ratp: ratp.underground.delay_min,
    },
    facts: {
      teams: teams.teams.length,
      restSpaces: services.restSpaces.length,
      source: services.ward.name.origin.source,
    },
  };
};

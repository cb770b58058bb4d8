import { firstScreenOf } from '#shared/access/pages';
import { scopeOf, type Grant } from '#shared/access/grant';
import services from '#territory/services.json' with { type: 'json' };
import teams from '#territory/teams.json' with { type: 'json' };
import type { PageServerLoad } from './$types';

/** Nothing observed: what the product is, whether this server simulates a day, and the delays of its policy. */
export const load: PageServerLoad = ({ locals, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-cache' });
  const grants = locals.host.grantsOf(request.headers.get('cookie'));
  const { simulated, speed, policy } = locals.host;
  const { hospital, ratp, wall } = policy.text.roles;
  return {
    demo: simulated ? { speed } : null,
    /** The screens of whoever is signed in; null when nobody is. */
    own: grants.length > 0 ? grants.flatMap(screenOf) : null,
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

function screenOf(grant: Grant) {
  const href = firstScreenOf(grant);
  return href === null ? [] : [{ role: grant.role, own: scopeOf(grant), href }];
}

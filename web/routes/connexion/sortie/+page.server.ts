import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { identity, simulated, speed } = locals.host;
  if (request.method === 'GET' && identity?.entry.stageOf(locals.visit()) === 'in') redirect(303, '/');
  return { demo: simulated ? { speed } : null };
};

export const actions: Actions = {
  /** Signed out here, whatever follows; then of the provider by which they came in, if they did. */
  default: async ({ locals }) => {
    const answer = await locals.host.identity?.entry.signOut(locals.visit());
    if (answer) locals.keep(answer);
    if (!answer || (!answer.away && answer.stays === null)) redirect(303, '/');
    const { away, stays } = answer;
    return { away: away && { url: away.url, name: away.name }, stays };
  },
};

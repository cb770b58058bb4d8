import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { simulated, speed, identity } = locals.host;
  if (identity?.screens.standing(locals.visit().cookie).kind === 'former') redirect(303, '/appairer');
  const isSomeone = simulated || locals.host.grantsOf(request.headers.get('cookie')).length > 0;
  return { demo: simulated ? { speed } : null, isSomeone };
};

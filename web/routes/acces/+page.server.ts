import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { simulated, speed } = locals.host;
  const isSomeone = simulated || locals.host.grantsOf(request.headers.get('cookie')).length > 0;
  return { demo: simulated ? { speed } : null, isSomeone };
};

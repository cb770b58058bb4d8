import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { simulated, speed } = locals.host;
  return { demo: simulated ? { speed } : null };
};

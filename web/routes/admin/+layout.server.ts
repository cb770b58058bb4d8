import { TABS } from './tabs.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, request, setHeaders, url }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { host } = locals;
  const { simulated, speed } = host;
  const cookie = request.headers.get('cookie');
  return {
    demo: simulated ? { speed } : null,
    here: url.pathname,
    tabs: TABS.flatMap(({ href }) => (host.mayOpen(href, null, cookie) === 'open' ? [href] : [])),
  };
};

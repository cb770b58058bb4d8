import type { PageServerLoad } from './$types';
import { spacesFacts } from './facts.ts';

/** The spaces at one glance: exact for the lead, the released classes for everyone else (PRV-25, 26). */
export const load: PageServerLoad = ({ locals, url, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const audience = url.searchParams.get('porte') === 'lead' ? ('lead' as const) : ('coordination' as const);
  const frame = locals.host.firstFrame(audience, request.headers.get('cookie'));
  return { audience, frame, facts: spacesFacts() };
};

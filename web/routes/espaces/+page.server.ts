import type { Grant } from '#shared/access/grant';
import type { PageServerLoad } from './$types';
import { spacesFacts } from './facts.ts';

/** The spaces at one glance: exact for the lead, the released classes for everyone else (PRV-25, 26). */
export const load: PageServerLoad = ({ locals: { host }, url, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const cookie = request.headers.get('cookie');
  // A visitor says as whom it looks; an account is who it is.
  const isLead = url.searchParams.get('porte') === 'lead' || host.grantsOf(cookie).some(isLeads);
  const audience = isLead ? ('lead' as const) : ('coordination' as const);
  const facts = spacesFacts(host.inForce());
  const opens = facts.spaces.filter(({ id }) => host.mayOpen('/espaces/[id]', id, cookie) === 'open');
  return { audience, frame: host.firstFrame(audience, cookie), facts, opens: opens.map(({ id }) => id) };
};

function isLeads({ role }: Grant): boolean {
  return role === 'lead';
}

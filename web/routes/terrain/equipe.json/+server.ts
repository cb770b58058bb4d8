import type { RequestHandler } from './$types';

/**
 * The teams that this phone's account may be. Apart from the page, which is the same bytes for every team and is kept on
 * the phone: this is asked for with a network, and kept by nobody (PRV-44).
 */
export const GET: RequestHandler = ({ locals, request }) => {
  const grants = locals.host.grantsOf(request.headers.get('cookie'));
  const teams = grants.flatMap((grant) => (grant.role === 'outreach' ? [grant.team] : []));
  return Response.json({ teams }, { headers: { 'cache-control': 'no-store' } });
};

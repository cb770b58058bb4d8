import { error } from '@sveltejs/kit';
import { doorFacts } from '../facts.ts';
import type { LayoutServerLoad } from './$types';

/** What the door of this space would receive first, rendered at once; the socket continues from its revision. */
export const load: LayoutServerLoad = ({ locals, params, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const facts = doorFacts(params.id);
  if (!facts) error(404);
  return {
    frame: locals.host.firstFrame(`restspace:${facts.space.id}`, request.headers.get('cookie')),
    facts,
  };
};

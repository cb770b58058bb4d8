import { error } from '@sveltejs/kit';
import { doorFacts } from '../facts.ts';
import type { LayoutServerLoad } from './$types';

/**
 * What the door of this space would receive first, rendered at once; the socket continues from its revision. For a lead
 * (`?porte=lead`) the lead's own frame, which has the same count: exact, and read-only.
 */
export const load: LayoutServerLoad = ({ locals, params, url, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const facts = doorFacts(params.id, locals.host.inForce());
  if (!facts) error(404);
  const audience = url.searchParams.get('porte') === 'lead' ? ('lead' as const) : ('restspace' as const);
  const view = audience === 'lead' ? audience : (`restspace:${facts.space.id}` as const);
  const isScreen = locals.host.identity?.screens.standing(locals.visit().cookie).kind === 'paired';
  return { audience, frame: locals.host.firstFrame(view, request.headers.get('cookie')), facts, isScreen };
};

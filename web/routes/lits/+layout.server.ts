import type { LayoutServerLoad } from './$types';
import { wardFacts } from './facts.ts';

/** What the hospital would receive first, rendered at once and once for all tabs; the socket continues from its revision. */
export const load: LayoutServerLoad = ({ locals, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return {
    frame: locals.host.firstFrame('hospital', request.headers.get('cookie')),
    facts: wardFacts(locals.host),
  };
};

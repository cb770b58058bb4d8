import type { PageServerLoad } from './$types';
import { continuumFacts } from './facts.ts';

const facts = continuumFacts();

/** What the coordination would receive first, rendered at once; the socket continues from its revision. */
export const load: PageServerLoad = ({ locals, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return { frame: locals.host.firstFrame('coordination', request.headers.get('cookie')), facts };
};

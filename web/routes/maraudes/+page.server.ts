import { chosenTheme, THEME_HINT } from '#lib/ui/theme.ts';
import type { PageServerLoad } from './$types';
import { leadFacts } from './facts.ts';

const facts = leadFacts();

/** What the lead would receive first, rendered at once; the socket then continues from its revision. */
export const load: PageServerLoad = ({ locals, request, setHeaders }) => {
  setHeaders({
    'cache-control': 'no-store',
    // The map's colours are drawn on the server: the browser is asked for its scheme before the first paint.
    'accept-ch': THEME_HINT,
    'critical-ch': THEME_HINT,
  });
  return {
    frame: locals.host.firstFrame('lead', request.headers.get('cookie')),
    facts: { ...facts, thresholds: locals.host.inForce().thresholds },
    system: chosenTheme(request.headers.get(THEME_HINT) ?? undefined) ?? 'light',
  };
};

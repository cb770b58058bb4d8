import { chosenTheme, THEME_COOKIE } from '#lib/ui/theme.ts';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** A screen that is paired has nothing to do here: it goes to what it shows. */
export const load: PageServerLoad = ({ locals, request, cookies, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { host } = locals;
  const standing = host.identity?.screens.standing(locals.visit().cookie);
  if (standing?.kind === 'paired') redirect(303, standing.opens);
  return {
    demo: host.simulated ? { speed: host.speed } : null,
    isPossible: host.identity !== null,
    /** Someone is signed in here: what they may see would hide what the screen may. */
    isSomeones: host.grantsOf(request.headers.get('cookie')).length > 0,
    chosen: chosenTheme(cookies.get(THEME_COOKIE)),
  };
};

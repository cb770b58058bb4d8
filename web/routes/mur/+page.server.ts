import { chosenTheme, THEME_COOKIE, THEME_HINT } from '#lib/ui/theme.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, cookies, request, setHeaders }) => {
  setHeaders({
    'cache-control': 'no-store',
    // From the second request on, the system's scheme comes with it: the map's first drawing is in the right one.
    'accept-ch': THEME_HINT,
  });
  return {
    isScreen: locals.host.identity?.screens.standing(locals.visit().cookie).kind === 'paired',
    frame: locals.host.firstFrame('wall', request.headers.get('cookie')),
    chosen: chosenTheme(cookies.get(THEME_COOKIE)),
    system: chosenTheme(request.headers.get(THEME_HINT) ?? undefined) ?? 'dark',
  };
};

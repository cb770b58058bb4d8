import { chosenTheme, THEME_HINT } from '#lib/ui/theme.ts';
import type { PageServerLoad } from './$types';

/** The two delays, as the policy in force has them: the screen says them, and never chooses them. */
export const load: PageServerLoad = ({ locals, request, setHeaders }) => {
  // The map's colours are drawn on the server: the browser is asked for its scheme before the first paint.
  setHeaders({ 'accept-ch': THEME_HINT, 'critical-ch': THEME_HINT });
  const { hospital, wall } = locals.host.policy.text.roles;
  return {
    delays: { surface: hospital.surface.delay_min, souterrain: wall.underground.delay_min },
    system: chosenTheme(request.headers.get(THEME_HINT) ?? undefined) ?? ('light' as const),
  };
};

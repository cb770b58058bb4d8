import { wayOn } from '#lib/access/way-on.ts';
import { isWayBack } from '#shared/access/pages';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Why a screen is shut: a right that is missing; a session that ended, or rights that changed, while it was shown. */
type Why =
  | { readonly kind: 'missing'; readonly isSomeone: boolean }
  | { readonly kind: 'over'; readonly back: string }
  | { readonly kind: 'changed'; readonly own: string };

export const load: PageServerLoad = ({ locals, url, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { simulated, speed, identity } = locals.host;
  if (identity?.screens.standing(locals.visit().cookie).kind === 'former') redirect(303, '/appairer');
  const cookie = request.headers.get('cookie');
  const isSomeone = simulated || locals.host.grantsOf(cookie).length > 0;
  const was = url.searchParams.get('vers');
  const demo = simulated ? { speed } : null;
  const why = ((): Why => {
    // A screen names itself when it is left; an address that was only typed names nothing. A visitor has no session.
    if (simulated || !isWayBack(was)) return { kind: 'missing', isSomeone };
    if (!isSomeone) return { kind: 'over', back: `/connexion?vers=${was}` };
    return { kind: 'changed', own: wayOn(locals.host, null, cookie ?? undefined) };
  })();
  return { demo, why };
};

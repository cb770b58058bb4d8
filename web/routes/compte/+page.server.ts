import { refused, typed } from '#lib/access/typed.ts';
import { wayOn } from '#lib/access/way-on.ts';
import { scopeOf } from '#shared/access/grant';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What is kept about whoever is signed in, and what they may do about it. Everything is asked of their own cookie. */
export const load: PageServerLoad = ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const visit = locals.visit();
  const own = locals.host.identity?.own;
  const account = own?.account(visit) ?? null;
  if (!own || account === null) redirect(303, '/connexion?vers=/compte');
  return {
    account,
    rights: locals.host
      .grantsOf(visit.cookie ?? null)
      .map((grant) => ({ role: grant.role, own: scopeOf(grant) ?? '' })),
    devices: own.devices(visit),
    on: wayOn(locals.host, null, visit.cookie),
  };
};

export const actions: Actions = {
  appareil: async (event) => end(event, typed(await event.request.formData(), 'session')),
  autres: (event) => end(event, 'others'),
  motdepasse: async ({ request, locals }) => {
    const form = await request.formData();
    const said = { current: typed(form, 'current'), next: typed(form, 'password') };
    const answer = await locals.host.identity?.own.changePassword(said, locals.visit());
    if (!answer || answer.kind === 'SignInOver') redirect(303, '/connexion?vers=/compte');
    if (!('cookies' in answer)) return refused(answer, {});
    locals.keep(answer);
    return { done: 'password' as const };
  },
  sortir: async ({ locals }) => {
    if (locals.host.identity) locals.keep(await locals.host.identity.entry.signOut(locals.visit()));
    redirect(303, '/');
  },
};

async function end({ locals }: RequestEvent, which: string) {
  const answer = await locals.host.identity?.own.endSessions(which, locals.visit());
  return answer?.kind === 'Fault' ? refused(answer, {}) : { done: 'device' as const };
}

import { refusalIn } from '#lib/access/provider-refusals.ts';
import { refused, typed } from '#lib/access/typed.ts';
import { wayOn } from '#lib/access/way-on.ts';
import type { EntryRefusal, Step } from '#shared/access/entry-desk';
import { isWayBack } from '#shared/access/pages';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const NO_ACCOUNTS = { kind: 'NoAccounts' } as const;

export const load: PageServerLoad = async ({ locals, url, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { identity, simulated, speed } = locals.host;
  const visit = locals.visit();
  const stage = identity?.entry.stageOf(visit) ?? 'out';
  const on = wayOn(locals.host, askedOf(url), visit.cookie);
  // What was posted is still to be read: the recovery codes are shown by the answer that opened the session.
  if (stage === 'in' && request.method === 'GET') redirect(303, on);
  return {
    demo: simulated ? { speed } : null,
    isOpen: identity?.entry.isOpen ?? false,
    isOver: identity?.entry.isOver(visit) ?? false,
    doors: identity?.entry.providers ?? [],
    /** Why a provider brought nobody in, said once: a form posted from here answers for itself. */
    refusal: request.method === 'GET' ? refusalIn(url.searchParams, identity?.entry.providers ?? []) : null,
    stage,
    secret: stage === 'enrolment' ? ((await identity?.entry.secretOf(visit)) ?? null) : null,
    asked: askedOf(url),
    on,
  };
};

export const actions: Actions = {
  motdepasse: async (event) => {
    const form = await event.request.formData();
    const said = { login: typed(form, 'login').trim(), password: typed(form, 'password') };
    const { locals } = event;
    const answer = (await locals.host.identity?.entry.withPassword(said, locals.visit())) ?? NO_ACCOUNTS;
    return goOn(event, answer) ?? refused(answer as EntryRefusal, { login: said.login });
  },
  code: async (event) => {
    const code = typed(await event.request.formData(), 'code');
    const { locals } = event;
    const answer = (await locals.host.identity?.entry.withCode(code, locals.visit())) ?? NO_ACCOUNTS;
    return goOn(event, answer) ?? refused(answer as EntryRefusal, {});
  },
  valider: async ({ request, locals }) => {
    const code = typed(await request.formData(), 'code');
    const answer = (await locals.host.identity?.entry.confirmSecret(code, locals.visit())) ?? NO_ACCOUNTS;
    if (!('recoveryCodes' in answer)) return refused(answer, {});
    locals.keep(answer);
    return { recoveryCodes: answer.recoveryCodes };
  },
  /** With an account that one has elsewhere. */
  ailleurs: async (event) => {
    const provider = typed(await event.request.formData(), 'chez');
    const { locals } = event;
    const answer = await locals.host.identity?.entry.goTo(provider, askedOf(event.url), locals.visit());
    if (!answer) redirect(303, '/connexion');
    if (answer.kind !== 'away') return refused(answer, {});
    locals.keep(answer);
    return { away: { url: answer.url, name: answer.name } };
  },
  annuler: async ({ locals }) => {
    const answer = await locals.host.identity?.entry.signOut(locals.visit());
    if (answer) locals.keep(answer);
    // Still signed in there, they would come back as the same person.
    if (answer?.away) return { away: { url: answer.away.url, name: answer.away.name } };
    redirect(303, '/connexion');
  },
};

/** The screen that sent them here, by its route; anything else is no way back. */
function askedOf(url: URL): string | null {
  const asked = url.searchParams.get('vers');
  return isWayBack(asked) ? asked : null;
}

/** Sends the cookies, and on to what stands next; gives null for a refusal. */
function goOn({ locals, url }: RequestEvent, answer: Step | EntryRefusal): null {
  if (!('cookies' in answer)) return null;
  locals.keep(answer);
  const asked = askedOf(url);
  if (answer.kind === 'signed-in') redirect(303, wayOn(locals.host, asked, locals.visit().cookie));
  redirect(303, asked === null ? '/connexion' : `/connexion?vers=${asked}`);
}

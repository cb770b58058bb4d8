import { refused, typed, type Refusal } from '#lib/access/typed.ts';
import { wayOn } from '#lib/access/way-on.ts';
import { scopeOf } from '#shared/access/grant';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

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
  /** One of their browsers, or `others`. */
  appareil: async ({ request, locals }) => {
    const { which, proof } = await askedIn(request);
    const answer = await locals.host.identity?.own.endSessions(which, proof, locals.visit());
    if (!answer || answer.kind === 'SignInOver') redirect(303, '/connexion?vers=/compte');
    if (answer.kind === 'ProofAsked') return { asked: { which, by: answer.by } };
    return answer.kind === 'done' ? { done: 'device' as const } : refusedAgain(answer, which);
  },
  codes: async ({ request, locals }) => {
    const { which, proof } = await askedIn(request);
    const answer = await locals.host.identity?.own.newRecoveryCodes(proof, locals.visit());
    if (!answer || answer.kind === 'SignInOver') redirect(303, '/connexion?vers=/compte');
    if (answer.kind === 'ProofAsked') return { asked: { which, by: answer.by } };
    return answer.kind === 'drawn' ? { recoveryCodes: answer.recoveryCodes } : refusedAgain(answer, which);
  },
  motdepasse: async ({ request, locals }) => {
    const form = await request.formData();
    const said = { current: typed(form, 'current'), next: typed(form, 'password') };
    const answer = await locals.host.identity?.own.changePassword(said, locals.visit());
    if (!answer || answer.kind === 'SignInOver') redirect(303, '/connexion?vers=/compte');
    if (!('cookies' in answer)) return refused(answer, {});
    locals.keep(answer);
    return { done: 'password' as const };
  },
};

/** What is to be done, and the factor that was shown for it: null before it was asked for. */
async function askedIn(request: Request): Promise<{ which: string; proof: string | null }> {
  const form = await request.formData();
  return { which: typed(form, 'which').slice(0, 64), proof: form.has('proof') ? typed(form, 'proof') : null };
}

/** The factor is asked for again, beside what was wrong with it. */
function refusedAgain(refusal: Refusal, which: string) {
  return refused(refusal, {
    asked: { which, by: refusal.kind === 'CodeRefused' ? 'code' : 'password' } as const,
  });
}

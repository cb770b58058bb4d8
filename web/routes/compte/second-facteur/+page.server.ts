import { refused, typed } from '#lib/access/typed.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Someone signed in sets a second factor that their role does not ask for. */
export const load: PageServerLoad = async ({ locals, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const secret = (await locals.host.identity?.entry.secretOf(locals.visit())) ?? null;
  // The answer to a post that set it shows the recovery codes.
  if (secret === null && request.method === 'GET') redirect(303, '/compte');
  return { secret };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const code = typed(await request.formData(), 'code');
    const answer = await locals.host.identity?.entry.confirmSecret(code, locals.visit());
    if (!answer || answer.kind === 'SignInOver') redirect(303, '/compte');
    if (!('recoveryCodes' in answer)) return refused(answer, {});
    locals.keep(answer);
    return { recoveryCodes: answer.recoveryCodes };
  },
};

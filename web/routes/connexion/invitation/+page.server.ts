import { refused, typed } from '#lib/access/typed.ts';
import { wayOn } from '#lib/access/way-on.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const NO_ACCOUNTS = { kind: 'NoAccounts' } as const;

export const load: PageServerLoad = ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { identity, simulated, speed } = locals.host;
  return { demo: simulated ? { speed } : null, isOpen: identity?.entry.isOpen ?? false };
};

export const actions: Actions = {
  /** What a link invites to: its token comes from the page's script, which read it after the #. */
  voir: async ({ request, locals }) => {
    const token = typed(await request.formData(), 'token');
    const answer = (await locals.host.identity?.entry.look(token, locals.visit())) ?? NO_ACCOUNTS;
    return 'atLeast' in answer && answer.kind !== 'PasswordTooShort'
      ? { invitation: answer }
      : refused(answer, {});
  },
  prendre: async ({ request, locals }) => {
    const form = await request.formData();
    const said = {
      token: typed(form, 'token'),
      password: typed(form, 'password'),
      ...(form.has('login')
        ? {
            login: typed(form, 'login'),
            name: typed(form, 'name'),
            organisation: typed(form, 'organisation'),
          }
        : {}),
    };
    const answer = (await locals.host.identity?.entry.take(said, locals.visit())) ?? NO_ACCOUNTS;
    if (!('cookies' in answer)) return refused(answer, {});
    locals.keep(answer);
    redirect(
      303,
      answer.kind === 'signed-in' ? wayOn(locals.host, null, locals.visit().cookie) : '/connexion',
    );
  },
};

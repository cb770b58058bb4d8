import type { AccountRefusal, AccountsDesk, Done, Invited } from '#shared/access/accounts-desk';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { grantsFrom, valueOf } from './grant-choices.ts';
import type { Outcome } from './outcome.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const accounts = locals.host.identity?.accounts.list(locals.visit()) ?? null;
  const chosen = accounts?.find(({ id }) => id === url.searchParams.get('compte')) ?? null;
  return { accounts, chosen };
};

export const actions: Actions = {
  inviter: (event) =>
    acting(event, 'invite', async (desk, form) => {
      const grants = grantsFrom(form.grants);
      if (grants === null) return { kind: 'Malformed', field: 'grants' };
      const { login, name, organisation } = form;
      const answer = await desk.invite({ login, name, organisation, grants }, event.locals.visit());
      return linked(answer, event, login.trim().toLowerCase());
    }),

  lien: (event) =>
    acting(event, 'other', async (desk, form) => {
      const visit = event.locals.visit();
      const login = desk.list(visit)?.find(({ id }) => id === form.account)?.login ?? '';
      return linked(await desk.inviteAgain(form.account, visit), event, login);
    }),

  /** Nothing changes yet: what would, side by side. */
  comparer: (event) =>
    acting(event, 'grants', (desk, form) => {
      const present = desk.list(event.locals.visit())?.find(({ id }) => id === form.account);
      if (!present) return { kind: 'AccountUnknown' };
      if (form.grants.length === 0 || grantsFrom(form.grants) === null)
        return { kind: 'Malformed', field: 'grants' };
      return { kind: 'compared', before: present.grants.map(valueOf), after: form.grants };
    }),

  appliquer: (event) =>
    acting(event, 'grants', async (desk, form) => {
      const before = grantsFrom(form.before);
      const after = grantsFrom(form.grants);
      if (before === null || after === null) return { kind: 'Malformed', field: 'grants' };
      const done = await desk.changeGrants(form.account, { before, after }, event.locals.visit());
      return told(done, { kind: 'changed', before: form.before, after: form.grants });
    }),

  suspendre: (event) =>
    acting(event, 'other', async (desk, form) =>
      told(await desk.suspend(form.account, event.locals.visit()), { kind: 'suspended' }),
    ),

  retablir: (event) =>
    acting(event, 'other', async (desk, form) =>
      told(await desk.reinstate(form.account, event.locals.visit()), { kind: 'reinstated' }),
    ),

  facteur: (event) =>
    acting(event, 'other', async (desk, form) =>
      told(await desk.resetSecondFactor(form.account, event.locals.visit()), { kind: 'factor-reset' }),
    ),

  supprimer: (event) =>
    acting(event, 'other', async (desk, form) =>
      told(await desk.delete(form.account, event.locals.visit()), { kind: 'deleted' }),
    ),
};

type Typed = {
  readonly account: string;
  readonly login: string;
  readonly name: string;
  readonly organisation: string;
  readonly grants: readonly string[];
  readonly before: readonly string[];
};

/** Reads the form, does the act, and says how it ended. Names that were typed are not sent back. */
async function acting(
  { request, locals, url }: RequestEvent,
  act: 'invite' | 'grants' | 'other',
  perform: (desk: AccountsDesk, form: Typed) => Promise<Outcome | AccountRefusal> | Outcome | AccountRefusal,
) {
  const sent = await request.formData();
  const words = (field: string) => sent.getAll(field).filter((value) => typeof value === 'string');
  const word = (field: string) => words(field)[0] ?? '';
  const form: Typed = {
    account: url.searchParams.get('compte') ?? '',
    login: word('login'),
    name: word('name'),
    organisation: word('organisation'),
    grants: words('grants'),
    before: words('before'),
  };
  const desk = locals.host.identity?.accounts;
  const answer: Outcome | AccountRefusal = desk ? await perform(desk, form) : { kind: 'NotAllowed' };
  if (isOutcome(answer)) return { outcome: answer };
  const status = answer.kind === 'NotAllowed' ? 403 : answer.kind === 'Fault' ? 500 : 400;
  const outcome: Outcome = {
    kind: 'refused',
    act,
    refusal: answer,
    login: form.login.slice(0, 254),
    grants: grantsFrom(form.grants) ? form.grants : [],
  };
  return fail(status, { outcome });
}

const OUTCOMES = [
  'linked',
  'compared',
  'changed',
  'suspended',
  'reinstated',
  'factor-reset',
  'deleted',
  'refused',
];

function isOutcome(answer: Outcome | AccountRefusal): answer is Outcome {
  return OUTCOMES.includes(answer.kind);
}

function told(done: Done, outcome: Outcome): Outcome | AccountRefusal {
  return done.kind === 'done' ? outcome : done;
}

function linked(
  answer: Invited | AccountRefusal,
  { url }: RequestEvent,
  login: string,
): Outcome | AccountRefusal {
  return answer.kind === 'invited' ? { kind: 'linked', login, link: `${url.origin}${answer.path}` } : answer;
}

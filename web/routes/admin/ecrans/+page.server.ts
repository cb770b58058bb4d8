import { restSpaces } from '#lib/territory.ts';
import { screenGrantSchema, type ScreenGrant } from '#shared/access/grant';
import type { ScreensDesk, ScreensRefusal } from '#shared/access/screens-desk';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { sizeFrom } from './asked-size.ts';
import type { Outcome, Refusal } from './outcome.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * The screens, and the one that is about: `?code=` to be compared, `?revoquer=` or `?regler=` to be confirmed. A code in
 * an address is of no use to who does not administer, and for ten minutes.
 */
export const load: PageServerLoad = async ({ locals, url }) => {
  const desk = locals.host.identity?.screens;
  const visit = locals.visit();
  const screens = desk?.list(visit) ?? null;
  const named = (param: string) =>
    screens?.find(({ screen }) => screen === url.searchParams.get(param)) ?? null;
  const typed = url.searchParams.get('code');
  return {
    address: `${url.host}/appairer`,
    screens,
    // A form that was sent has its own answer; its code may just have been used.
    looked: typed === null || isSent(url) ? null : ((await desk?.look(typed, visit)) ?? null),
    revoking: named('revoquer'),
    measuring: named('regler'),
  };
};

export const actions: Actions = {
  autoriser: (event) =>
    acting(event, 'approved', async (desk, form) => {
      const grant = grantFrom(form('montre'));
      if (grant === null) return { kind: 'Malformed', field: 'grant' };
      const asked = { code: form('code'), grant, label: form('label') };
      return desk.approve(asked, event.locals.visit());
    }),

  refuser: (event) => acting(event, 'denied', (desk, form) => desk.deny(form('code'), event.locals.visit())),

  revoquer: (event) =>
    acting(event, 'revoked', (desk, form) => desk.revoke(form('ecran'), event.locals.visit())),

  regler: (event) =>
    acting(event, 'measured', async (desk, form) => {
      const size = sizeFrom(form('diagonal'), form('distance'));
      if (size === null) return { kind: 'Malformed', field: 'size' };
      return desk.measure(form('ecran'), size, event.locals.visit());
    }),
};

async function acting(
  { request, locals }: RequestEvent,
  what: Extract<Outcome, { kind: 'done' }>['what'],
  perform: (
    desk: ScreensDesk,
    form: (field: string) => string,
  ) => Promise<{ readonly kind: 'done' } | ScreensRefusal | Refusal>,
) {
  const sent = await request.formData();
  const desk = locals.host.identity?.screens;
  const form = (field: string) => {
    const word = sent.get(field);
    return typeof word === 'string' ? word : '';
  };
  const answer = desk ? await perform(desk, form) : ({ kind: 'NotAllowed' } as const);
  if (answer.kind === 'done') return { outcome: { kind: 'done', what } satisfies Outcome, again: null };
  const status = answer.kind === 'NotAllowed' ? 403 : answer.kind === 'Fault' ? 500 : 400;
  // The code is looked at again, so that what is compared is still before the person who corrects the form.
  const typed = answer.kind === 'Malformed' ? form('code') : null;
  const looked = typed === null ? null : await desk?.look(typed, locals.visit());
  return fail(status, {
    outcome: { kind: 'refused', refusal: answer } satisfies Outcome,
    again: looked?.kind === 'asked' ? looked : null,
  });
}

/** Whether this page is the answer to one of the forms above. */
function isSent(url: URL): boolean {
  return [...url.searchParams.keys()].some((key) => key.startsWith('/'));
}

/** `mur`, or the id of a space of this territory. */
function grantFrom(chosen: string): ScreenGrant | null {
  if (chosen === 'mur') return { role: 'wall' };
  const space = restSpaces.find(({ id }) => id === chosen)?.id;
  return space === undefined ? null : screenGrantSchema.parse({ role: 'restspace', space });
}

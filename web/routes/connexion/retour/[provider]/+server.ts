import { addressOf } from '#lib/access/provider-refusals.ts';
import { wayOn } from '#lib/access/way-on.ts';
import { error, redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Where a provider sends a browser back to. No page is drawn under this address: it has a code in it. */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  const { identity } = locals.host;
  const answer = await identity?.entry.comeBack(params.provider, url.searchParams, locals.visit());
  if (!answer) error(404, { kind: 'refusal', message: 'no such provider' });
  if (!('cookies' in answer)) redirect(303, addressOf(answer, params.provider));
  locals.keep(answer);
  const { asked } = answer;
  if (answer.kind === 'signed-in') redirect(303, wayOn(locals.host, asked, locals.visit().cookie));
  redirect(303, asked === null ? '/connexion' : `/connexion?vers=${asked}`);
};

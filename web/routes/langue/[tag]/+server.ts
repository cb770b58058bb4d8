import { error, redirect } from '@sveltejs/kit';
import { isLocale } from '#lib/paraglide/runtime.js';
import type { RequestHandler } from './$types';

const A_YEAR_S = 365 * 24 * 3600;

/** The language is a plain link, so that it changes without JavaScript. */
export const GET: RequestHandler = ({ params, cookies, url }) => {
  if (!isLocale(params.tag)) error(404, { kind: 'refusal', message: 'no such language' });
  cookies.set('lang', params.tag, {
    path: '/',
    maxAge: A_YEAR_S,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    // The compiled messages read it in the browser.
    httpOnly: false,
  });
  redirect(303, '/');
};

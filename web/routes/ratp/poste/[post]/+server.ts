import { error, redirect } from '@sveltejs/kit';
import { ratpFacts } from '../../facts.ts';
import { POST_COOKIE } from '../../post-cookie.ts';
import type { RequestHandler } from './$types';

/** Which post this browser is, until it is closed; `aucun` forgets it. A plain link, as the language is. */
export const GET: RequestHandler = ({ params, cookies, url }) => {
  const options = {
    // The whole host: over https a name that is bound to it asks for that (shared/access/preferences.ts).
    path: '/',
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    httpOnly: true,
  } as const;
  const post = ratpFacts().posts.find(({ id }) => id === params.post);
  if (post) cookies.set(POST_COOKIE, post.id, options);
  else if (params.post === 'aucun') cookies.delete(POST_COOKIE, options);
  else error(404, { kind: 'refusal', message: 'no such post' });
  redirect(303, '/ratp');
};

import { error, redirect } from '@sveltejs/kit';
import { ratpFacts } from '../../facts.ts';
import { POST_COOKIE } from '../../post-cookie.ts';
import type { RequestHandler } from './$types';

/**
 * Which post this browser is, until it is closed; `aucun` forgets it. A plain link, as the language is: under
 * `no-referrer` a browser sends forms with the origin `null`, which the pages refuse.
 */
export const GET: RequestHandler = ({ params, cookies, url }) => {
  const options = {
    path: '/ratp',
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

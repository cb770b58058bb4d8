import { ratpPostIdSchema } from '#shared/kernel/ids';
import type { PageServerLoad } from './$types';
import { ratpFacts } from './facts.ts';
import { POST_COOKIE } from './post-cookie.ts';

/** What this post would receive first, rendered at once; the socket continues from its revision. */
export const load: PageServerLoad = ({ locals, cookies, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const facts = ratpFacts();
  const post =
    facts.posts.find(({ id }) => id === ratpPostIdSchema.safeParse(cookies.get(POST_COOKIE)).data) ?? null;
  return {
    facts,
    post,
    frame: post && locals.host.firstFrame(`ratp:${post.id}`, request.headers.get('cookie')),
    delay: locals.host.policy.text.roles.ratp.underground.delay_min,
  };
};

import { ratpPostIdSchema } from '#shared/kernel/ids';
import type { PageServerLoad } from './$types';
import { ratpFacts } from './facts.ts';
import { POST_COOKIE } from './post-cookie.ts';

/** What this post would receive first, rendered at once; the socket continues from its revision. */
export const load: PageServerLoad = ({ locals, cookies, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const cookie = request.headers.get('cookie');
  const all = ratpFacts();
  const facts = {
    ...all,
    acknowledgeMin: locals.host.inForce().thresholds.reportAcknowledgeMin,
    posts: all.posts.filter(({ id }) => locals.host.mayWatch(`ratp:${id}`, cookie)),
  };
  const chosen = facts.posts.find(
    ({ id }) => id === ratpPostIdSchema.safeParse(cookies.get(POST_COOKIE)).data,
  );
  // Who has one post has nothing to choose.
  const post = chosen ?? (facts.posts.length === 1 ? facts.posts[0] : undefined) ?? null;
  return {
    facts,
    post,
    frame: post && locals.host.firstFrame(`ratp:${post.id}`, cookie),
    simulated: locals.host.simulated,
    speed: locals.host.speed,
    delay: locals.host.policy.text.roles.ratp.underground.delay_min,
  };
};

import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, request }) => {
  const { policy } = locals.host;
  return {
    health: await locals.host.health(request.headers.get('cookie')),
    lives: policy.text.retention,
  };
};

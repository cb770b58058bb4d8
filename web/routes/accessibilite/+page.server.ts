import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  const { simulated, speed } = locals.host;
  return { demo: simulated ? { speed } : null };
};

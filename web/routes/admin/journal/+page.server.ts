import { fail } from '@sveltejs/kit';
import { addressOf, askedBy, filtersOf } from './asked.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const filters = filtersOf(url.searchParams);
  const desk = locals.host.identity?.journal;
  const visit = locals.visit();
  const page = (await desk?.page(askedBy(filters), visit)) ?? null;
  return {
    filters,
    page,
    people: desk?.people(visit) ?? [],
    older: page === null || page.older === null ? null : addressOf(filters, page.older),
    newest: filters.avant === null ? null : addressOf(filters, null),
  };
};

export const actions: Actions = {
  /** Follows the whole chain: asked for, since it reads every row. */
  verifier: async ({ locals }) => {
    const verdict = (await locals.host.identity?.journal.verify(locals.visit())) ?? null;
    return verdict === null ? fail(403, { verdict }) : { verdict };
  },
};

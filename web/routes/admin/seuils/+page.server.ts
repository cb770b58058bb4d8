import { comparing, publishing, undoing } from '../setting-acts.ts';
import type { Actions, PageServerLoad } from './$types';

/** The delays of the alarms as they hold, beside those of the pack. */
export const load: PageServerLoad = async ({ locals }) => {
  return { sheet: await locals.host.settings.sheet(locals.visit()) };
};

export const actions: Actions = { comparer: comparing, publier: publishing, annuler: undoing };

import type { Carte } from '#lib/map/carte.ts';
import type { PageLoad } from './$types';

/** The drawing of the territory comes with the page, so that the server can draw the first paint. */
export const load: PageLoad = async ({ data, fetch }) => {
  const answer = await fetch('/carte.json');
  return { ...data, carte: answer.ok ? ((await answer.json()) as Carte) : null };
};

import type { Carte } from '#lib/map/carte.ts';
import type { PageLoad } from './$types';

/** The drawing of the territory comes with the page, so that the server can draw the first paint. */
export const load: PageLoad = async ({ data, fetch }) => ({ ...data, carte: await drawing(fetch) });

/** Null when it cannot be had: the table then stands alone, and it says the same. */
async function drawing(fetch: typeof globalThis.fetch): Promise<Carte | null> {
  try {
    const answer = await fetch('/carte.json');
    return answer.ok ? ((await answer.json()) as Carte) : null;
  } catch {
    return null;
  }
}

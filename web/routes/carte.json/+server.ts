import { json } from '@sveltejs/kit';
import { buildCarte } from '#lib/map/build-carte.ts';
import basemap from '#territory/basemap.json' with { type: 'json' };
import zones from '#territory/zones.json' with { type: 'json' };

export const prerender = true;

/** The drawing of the territory, computed once at build time: `/carte.json` is a static file. */
export function GET(): Response {
  return json(buildCarte(zones, basemap));
}

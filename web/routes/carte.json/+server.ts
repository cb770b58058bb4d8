import { buildCarte } from '#lib/map/build-carte.ts';
import basemap from '#territory/basemap.json' with { type: 'json' };
import zones from '#territory/zones.json' with { type: 'json' };
import type { RequestHandler } from './$types';

/** An hour: the drawing changes with the territory, which changes with a new start. */
const KEPT_S = 3600;
let drawn: string | undefined;

/**
 * The drawing of the territory, computed once. Not prerendered: a page rendered here then asks for it inside the
 * process, where a static file would send the server to its own public address, which a proxy may keep out of its reach.
 */
export const GET: RequestHandler = () => {
  drawn ??= JSON.stringify(buildCarte(zones, basemap));
  return new Response(drawn, {
    headers: { 'content-type': 'application/json', 'cache-control': `public, max-age=${KEPT_S}` },
  });
};

import { error } from '@sveltejs/kit';
import { render } from 'svelte/server';
import SchematicSvg from '#lib/map/SchematicSvg.svelte';
import { buildCarte } from '#lib/map/build-carte.ts';
import { printLayers } from '#lib/map/layers/print.ts';
import type { Theme } from '#lib/map/map-tokens.ts';
import type { Camera } from '#lib/map/projection.ts';
import basemap from '#territory/basemap.json' with { type: 'json' };
import zones from '#territory/zones.json' with { type: 'json' };

export const prerender = true;

const THEMES: Readonly<Record<string, Theme>> = { clair: 'light', sombre: 'dark' };

/** North of the territory stands near the top; its south leaves by the bottom edge, as on a folded map. */
const CAMERA: Camera = { origin: [2.378, 48.882], at: [322, 288], pixelsPerKm: 59, size: [640, 640] };

export const entries = () => Object.keys(THEMES).map((theme) => ({ theme }));

/** The landing's print as a picture of its own: nothing in it is live, and the page does not carry its paths. */
export function GET({ params }: { params: { theme: string } }): Response {
  const theme = THEMES[params.theme];
  if (!theme) error(404, { kind: 'refusal', message: 'no such plan' });
  const { body } = render(SchematicSvg, {
    props: {
      geometry: buildCarte(zones, basemap),
      camera: CAMERA,
      theme,
      layers: printLayers,
      areas: { states: {}, demands: [] },
      frozen: false,
    },
  });
  const [width, height] = CAMERA.size;
  const svg = body
    .replaceAll(/<!--.*?-->/g, '')
    .replace(/<svg /, '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace('width="100%" height="100%"', `width="${width}" height="${height}"`);
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml' } });
}

import { join } from 'node:path';
import { weightOf, zipped } from '../../support/built-page.ts';
import { type Figure, figureOfOne } from '../log/figure.ts';

const modules = join(import.meta.dirname, '../../../node_modules');
const PAGE = '/mur';
/** What the first view of the wall may not wait for (PERFORMANCE, B1). */
const ENTRY_KB = 45;

/**
 * B1, exact: the scripts that the wall's page asks for before it lives, and all it ever loads, gzip; beside the packages
 * it could not do without: MapLibre, its worker and its style, and the client of socket.io.
 */
export function run(): Promise<Figure[]> {
  const { entry, total } = weightOf(PAGE);
  const anchor = [
    'maplibre-gl/dist/maplibre-gl.mjs',
    'maplibre-gl/dist/maplibre-gl-shared.mjs',
    'maplibre-gl/dist/maplibre-gl-worker.mjs',
    'maplibre-gl/dist/maplibre-gl.css',
    'socket.io-client/dist/socket.io.esm.min.js',
  ].map((file) => zipped(join(modules, file)));
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
  const all = anchor.reduce((one, other) => one + other, 0);
  return Promise.resolve([
    figureOfOne(
      `B1 script before ${PAGE} lives, of ${ENTRY_KB} KB`,
      '<= 1',
      { product: entry, anchor: ENTRY_KB * 1000 },
      kilobytes,
      'exact',
    ),
    figureOfOne(
      `B1 all that ${PAGE} loads, its style in it`,
      '<= 1.12',
      { product: total, anchor: all },
      kilobytes,
      'exact',
    ),
  ]);
}

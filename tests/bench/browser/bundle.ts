import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Figure, figureOfOne } from '../log/figure.ts';

const root = join(import.meta.dirname, '../../..');
const client = join(root, '.svelte-kit/output/client');
const GENERATED = '.svelte-kit/generated/client-optimized';
const PAGE = '/mur';
/** What the first view of the wall may not wait for (PERFORMANCE.md, B1). */
const ENTRY_KB = 45;

type Chunk = {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
};
type Manifest = Record<string, Chunk>;

/**
 * B1, exact: the scripts that the wall's page asks for before it lives, and all it ever loads, gzip; beside the packages
 * it could not do without: MapLibre, its worker and its style, and the client of socket.io.
 */
export function run(): Promise<Figure[]> {
  const path = join(client, '.vite/manifest.json');
  if (!existsSync(path)) throw new Error('the pages are not built: npx --no -- vite build');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  const start = Object.keys(manifest).find((key) => key.endsWith('runtime/client/entry.js'));
  const begins = [
    start,
    `${GENERATED}/app.js`,
    `${GENERATED}/nodes/0.js`,
    `${GENERATED}/nodes/${pageNode()}.js`,
  ];
  const entry = closure(manifest, begins, ({ imports }) => imports);
  const whole = closure(manifest, [...entry], ({ file, imports = [], dynamicImports = [] }) => [
    ...imports,
    // The router names every page of the product; the wall goes to none of them.
    ...(file.includes('/entry/app.') ? [] : dynamicImports),
  ]);
  const worker = Object.keys(manifest).filter((key) => key.endsWith('maplibre-gl-worker.mjs'));
  const sizeOf = (keys: Iterable<string>, isScript: boolean) =>
    sum(
      new Set(
        [...keys].flatMap((key) => {
          const { file, css = [] } = manifest[key] ?? { file: '' };
          return isScript ? [file] : css;
        }),
      ),
    );
  const anchor = [
    'maplibre-gl/dist/maplibre-gl.mjs',
    'maplibre-gl/dist/maplibre-gl-shared.mjs',
    'maplibre-gl/dist/maplibre-gl-worker.mjs',
    'maplibre-gl/dist/maplibre-gl.css',
    'socket.io-client/dist/socket.io.esm.min.js',
  ].map((file) => zipped(join(root, 'node_modules', file)));
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
  const total = sizeOf([...whole, ...worker], true) + sizeOf(whole, false);
  const all = anchor.reduce((one, other) => one + other, 0);
  return Promise.resolve([
    figureOfOne(
      `B1 script before ${PAGE} lives, of ${ENTRY_KB} KB`,
      '<= 1',
      { product: sizeOf(entry, true), anchor: ENTRY_KB * 1000 },
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

/** Which of the built pages is this one, as the router is told. */
function pageNode(): string {
  const router = readFileSync(join(root, GENERATED, 'app.js'), 'utf8');
  const node = new RegExp(`"${PAGE}": \\[~?(\\d+)`).exec(router)?.[1];
  if (node === undefined) throw new Error(`the router knows no ${PAGE}`);
  return node;
}

function closure(
  manifest: Manifest,
  begins: readonly (string | undefined)[],
  next: (chunk: Chunk) => string[] | undefined,
): Set<string> {
  const reached = new Set<string>();
  const waiting = begins.filter((key) => key !== undefined);
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const chunk = manifest[key];
    if (reached.has(key) || chunk === undefined) continue;
    reached.add(key);
    waiting.push(...(next(chunk) ?? []));
  }
  return reached;
}

function sum(files: Iterable<string>): number {
  return [...files].reduce((bytes, file) => bytes + zipped(join(client, file)), 0);
}

function zipped(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).length;
}

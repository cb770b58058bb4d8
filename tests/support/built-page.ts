import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '../..');
const client = join(root, '.svelte-kit/output/client');
const GENERATED = '.svelte-kit/generated/client-optimized';
const MANIFEST = join(client, '.vite/manifest.json');

type Chunk = {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
};
type Manifest = Record<string, Chunk>;

/** Bytes once compressed (gzip, level 9). */
export type Weight = {
  /** The scripts that a page asks for before it lives. */
  readonly entry: number;
  /** All that it ever loads: scripts, workers, styles. */
  readonly total: number;
};

/** Whether there are pages to weigh: `npm test` builds them first. */
export const isBuilt = existsSync(MANIFEST);

/** What the page at this address of the router (`/espaces/[id]`) weighs; throws when it is not built. */
export function weightOf(page: string): Weight {
  if (!isBuilt) throw new Error('the pages are not built: npx --no -- vite build');
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest;
  const start = Object.keys(manifest).find((key) => key.endsWith('runtime/client/entry.js'));
  const nodes = [0, ...nodesOf(page)].map((node) => `${GENERATED}/nodes/${node}.js`);
  const entry = closure(manifest, [start, `${GENERATED}/app.js`, ...nodes], ({ imports }) => imports);
  const whole = closure(manifest, [...entry], ({ file, imports = [], dynamicImports = [] }) => [
    ...imports,
    // The router names every page of the product; this one goes to none of them.
    ...(file.includes('/entry/app.') ? [] : dynamicImports),
  ]);
  const scripts = (keys: Iterable<string>) => [...keys].map((key) => manifest[key]?.file ?? '');
  const others = [...whole].flatMap((key) => [
    ...(manifest[key]?.css ?? []),
    // A chunk's assets are its workers and its fonts.
    ...(manifest[key]?.assets ?? []).filter((file) => /worker.*\.m?js$/.test(file)),
  ]);
  return { entry: sum(scripts(entry)), total: sum([...scripts(whole), ...others]) };
}

/** Every built script whose text holds these words. */
export function scriptsWith(words: string): string[] {
  return readdirSync(join(client, '_app'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .filter((file) => readFileSync(join(client, '_app', file), 'utf8').includes(words));
}

/** The layouts and the page that the router shows at this address, as it is told them. */
function nodesOf(page: string): string[] {
  const router = readFileSync(join(root, GENERATED, 'app.js'), 'utf8');
  const line = router.split('\n').find((each) => each.trim().startsWith(`"${page}": [`));
  if (line === undefined) throw new Error(`the router knows no ${page}`);
  return line.slice(line.indexOf(': [')).match(/\d+/g) ?? [];
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

function sum(files: readonly string[]): number {
  return [...new Set(files)].reduce((bytes, file) => bytes + zipped(join(client, file)), 0);
}

export function zipped(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).length;
}

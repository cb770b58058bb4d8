import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package that reaches the machine of whoever runs or opens the product, and the licence that it names. */
export type Shipped = { readonly name: string; readonly version: string; readonly licence: string };

/**
 * Licences that may be in the product beside the EUPL-1.2: permissive, and those that ask nothing of what uses them. A
 * copyleft licence needs a person to say so here, with the way in which it is used.
 */
export const ALLOWED = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Zlib',
  // Fonts, drawn as they are.
  'OFL-1.1',
] as const;

type Lock = {
  packages: Record<
    string,
    {
      version?: string;
      optional?: boolean;
      dependencies?: Record<string, string>;
      optionalDependencies?: Record<string, string>;
    }
  >;
};
type Manifest = { license?: string; licenses?: { type?: string }[] };

/**
 * What the server needs to run, and what is built into the pages, with all that these need in turn. A package that the
 * system of this machine does not take (another processor's) is not here.
 */
export function shippedPackages(root: string): Shipped[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const own = packages[''] ?? {};
  const found = new Map<string, Shipped>();
  const waiting = [...Object.keys(own.dependencies ?? {}), ...builtIn(root)].map((name) => ({
    name,
    from: '',
  }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const path = placeOf(next.name, next.from, packages);
    if (path === null || found.has(path) || !existsSync(join(root, path, 'package.json'))) continue;
    const entry = packages[path];
    found.set(path, {
      name: next.name,
      version: entry?.version ?? '?',
      licence: licenceOf(join(root, path, 'package.json')),
    });
    const needs = { ...entry?.dependencies, ...entry?.optionalDependencies };
    waiting.push(...Object.keys(needs).map((name) => ({ name, from: path })));
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Whether one of the licences that a package offers is of the list. */
export function isAllowed(licence: string): boolean {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((part) => ALLOWED.some((known) => known === part)));
}

/** The packages that the pages import by name, not for a type alone: development's, and yet in what a browser is sent. */
function builtIn(root: string): string[] {
  const named = globSync('web/**/*.{ts,svelte,css}', {
    cwd: root,
    exclude: ['web/lib/paraglide/**', 'web/messages/**'],
  }).flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /(?<!\bimport type[^;]*)(?:from|import) ['"]([@a-z][^'"]*)['"]/g,
      ),
    ].map(([, name = '']) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
  );
  return [...new Set(named)];
}

/** Where the package that this one asks for lies: under it, or under one that holds it. */
function placeOf(name: string, from: string, packages: Lock['packages']): string | null {
  const path = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (path in packages) return path;
  if (from === '') return null;
  return placeOf(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), packages);
}

function licenceOf(manifest: string): string {
  const { license, licenses } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
  return license ?? licenses?.map(({ type }) => type ?? '?').join(' OR ') ?? 'none';
}

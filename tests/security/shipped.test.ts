import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAllowed, shippedPackages } from './shipped.ts';

const root = join(import.meta.dirname, '../..');

test('[SEC-14] every package that is shipped has a licence of the list', () => {
  const shipped = shippedPackages(root);
  const names = shipped.map(({ name }) => name);
  // The server's, the pages', and what they need in turn.
  for (const known of ['express', 'zod', 'ws', 'maplibre-gl', 'svelte', 'idb'])
    expect(names).toContain(known);
  expect(shipped.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
});

test('[SEC-14] a licence outside the list is refused, and so is none', () => {
  expect(['MIT', '(MIT OR GPL-3.0)', 'MIT AND ISC'].map(isAllowed)).toEqual([true, true, true]);
  expect(['AGPL-3.0', 'none', 'MIT AND GPL-3.0', 'SEE LICENSE IN x'].map(isAllowed)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('[SEC-14] the bill of materials names everything that the server needs to run', () => {
  const { scripts, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
    dependencies: Record<string, string>;
  };
  // Whole, development included: left out of it, npm also leaves out what both need (zod). Peers: a linter's are off by one.
  const [command = '', ...args] = (scripts['sbom'] ?? '').split(' ');
  const bill = JSON.parse(execFileSync(command, args, { cwd: root, encoding: 'utf8' })) as {
    bomFormat: string;
    components: { name: string; version: string }[];
  };
  expect(bill.bomFormat).toBe('CycloneDX');
  const named = bill.components.map(({ name, version }) => `${name} ${version}`);
  for (const [name, version] of Object.entries(dependencies)) expect(named).toContain(`${name} ${version}`);
});

test('[SEC-13] the server runs no other program, and no text as a program', () => {
  const sources = globSync('{server,shared}/**/*.ts', { cwd: root });
  expect(sources.length).toBeGreaterThan(200);
  const forbidden =
    /child_process|worker_threads|node:vm|node:inspector|\beval\(|new Function\(|import\((?!['"](?:vite|node:|\.\/serve\.ts)|built)/;
  const found = sources.filter((file) => forbidden.test(readFileSync(join(root, file), 'utf8')));
  // `import(built.href)` of serve.ts is the pages that were built, by a fixed name.
  expect(found).toEqual([]);
});

test('[SEC-13] the environment is read in one place, and nothing in the sources looks like a secret', () => {
  const readers = globSync('server/**/*.ts', { cwd: root }).filter((file) =>
    /process\.env\b(?!\[')/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(readers).toEqual(['server/serve.ts']);
  const secret =
    /-----BEGIN [A-Z ]*PRIVATE KEY|(?:secret|password|token|apikey)['"]?\s*[:=]\s*['"][A-Za-z0-9+/_-]{24,}['"]/i;
  const tracked = globSync('{server,shared,web}/**/*.{ts,svelte,json}', {
    cwd: root,
    exclude: ['web/lib/paraglide/**'],
  }).filter(
    // Some addresses of pages end as files do.
    (file) => statSync(join(root, file)).isFile(),
  );
  expect(tracked.length).toBeGreaterThan(400);
  expect(tracked.filter((file) => secret.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

test('[SEC-21] no page writes raw HTML or runs text, and a password can be pasted', () => {
  const pages = globSync('web/**/*.{ts,svelte,html}', {
    cwd: root,
    exclude: ['web/lib/paraglide/**'],
  }).filter((file) => statSync(join(root, file)).isFile());
  expect(pages.length).toBeGreaterThan(300);
  const forbidden =
    /\{@html|\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML|document\.write|srcdoc=|\beval\(|new Function\(|javascript:|\bonpaste\b/;
  expect(pages.filter((file) => forbidden.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

test('[SEC-21] the certificates of others are checked: nothing switches that off', () => {
  const sources = globSync('{server,shared}/**/*.ts', { cwd: root });
  const off = /rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity/;
  expect(sources.filter((file) => off.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

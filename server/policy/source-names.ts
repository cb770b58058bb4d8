import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { PolicyFacts } from '#shared/policy/finding';

/**
 * The names that only the source tree tells: pages and messages of the interface. Read when the policy is checked by
 * hand or by the build; a server that starts has its screens already built.
 */
export function sourceNames(root: URL): PolicyFacts['names'] {
  const web = new URL('web/', root).pathname;
  if (!existsSync(web)) return [];
  const routes = globSync('routes/**/+*', { cwd: web }).map((file) => ({
    of: 'route' as const,
    name: dirname(file).replace(/^routes\/?/, '/'),
  }));
  const messages = globSync('messages/*/*.json', { cwd: web }).flatMap((file) => {
    if (basename(dirname(file)) === 'project.inlang') return [];
    const texts: unknown = JSON.parse(readFileSync(`${web}${file}`, 'utf8'));
    return Object.keys(texts ?? {}).map((name) => ({ of: 'message' as const, name }));
  });
  const names = [...routes, ...messages];
  return [...new Map(names.map((named) => [`${named.of} ${named.name}`, named])).values()];
}

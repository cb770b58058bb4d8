import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { programFacts } from '#server/policy/facts';
import { loadPolicy, type SignedPolicy } from '#server/release/policy';
import { loadTerritory } from '#server/territory/load-pack';
import { policyDraftSchema } from '#shared/policy/draft';
import type { PolicyFacts } from '#shared/policy/finding';
import type { JsonSchema } from '#shared/policy/json-schema';
import { lintPolicy } from '#shared/policy/lint';
import type { Territory } from '#shared/territory/schema';

export const shipped = readFileSync('shared/policy/release.json', 'utf8');
export const territory = loadTerritory('shared/territories/paris-nord-est');
export const facts: PolicyFacts = {
  ...programFacts(),
  demonstration: true,
  hash: { computed: 'ab'.repeat(32), shown: 'ab'.repeat(32) },
};

export type Change = readonly [path: string, value: unknown];
/** Takes the place of a value that is to be removed. */
export const REMOVED = Symbol('removed');

/** The shipped policy, changed at these paths. A path whose parent is not there is a mistake of the test. */
export function policyWith(...changes: readonly Change[]): unknown {
  const policy: unknown = JSON.parse(shipped);
  for (const [path, value] of changes) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const holder = keys.reduce<unknown>(
      (held, key) => (held as Record<string, unknown> | undefined)?.[key],
      policy,
    );
    if (typeof holder !== 'object' || holder === null) throw new Error(`the policy has no ${path}`);
    if (value === REMOVED) Reflect.deleteProperty(holder, last);
    else Object.assign(holder, { [last]: value });
  }
  return policy;
}

/** Loads a policy from a file of its own, as a server does. */
export function load(
  policy: unknown,
  pack: Territory = territory,
  start = { demonstration: true },
): SignedPolicy {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  try {
    const file = join(folder, 'release.json');
    writeFileSync(file, text);
    return loadPolicy(pathToFileURL(file), pack, start);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The lines with which a server refuses to start; none when it starts. */
export function refusalOf(
  policy: unknown,
  pack: Territory = territory,
  start = { demonstration: true },
): string[] {
  try {
    load(policy, pack, start);
    return [];
  } catch (error) {
    const [title, ...lines] = error instanceof Error ? error.message.split('\n') : [];
    if (title !== 'release policy refused') throw error;
    return lines;
  }
}

/** The invariants that these lines name, each once. */
export function named(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => line.split(':', 1)[0] ?? ''))];
}

/** What the linter says of the shipped policy in a product changed in this way. */
export function findingsAmong(changed: Partial<PolicyFacts>): string[] {
  const draft = policyDraftSchema.parse(JSON.parse(shipped));
  return lintPolicy(draft, territory, { ...facts, ...changed })
    .filter(({ severity }) => severity === 'error')
    .map(({ invariant, path, reason }) => `${invariant}: ${path}: ${reason}`);
}

/** The wire with one more message. */
export function wireWith(name: string, message: JsonSchema): Pick<PolicyFacts, 'wire'> {
  return { wire: { ...facts.wire, [name]: message } };
}

/** A closed object of these properties. */
export function closed(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties, additionalProperties: false };
}

import { readFileSync } from 'node:fs';
import { policyDraftSchema, type PolicyDraft } from '#shared/policy/draft';
import type { Leaf, Plain } from '../../../web/routes/confidentialite/leaves.ts';

const text = readFileSync('shared/policy/release.json', 'utf8');

/** The shipped policy as it is written. */
export const written: unknown = JSON.parse(text);
export const shipped: PolicyDraft = policyDraftSchema.parse(written);

/** The shipped policy with another value in one field. Whether anybody may apply it is not asked here. */
export function withField(path: readonly string[], value: Plain): PolicyDraft {
  const changed: unknown = JSON.parse(text);
  const keys = [...path];
  const last = keys.pop() ?? '';
  const holder = keys.reduce((held, key) => (held as Record<string, unknown>)[key], changed);
  Object.assign(holder as object, { [last]: value });
  return changed as PolicyDraft;
}

/** Any other value of the same form. */
export function otherThan(value: Plain): Plain {
  if (Array.isArray(value)) {
    const kept = value as readonly (string | number)[];
    return [...kept, typeof kept[0] === 'number' ? 77 : 'autre'];
  }
  if (typeof value === 'number') return value + 7;
  return 'autre_mot';
}

/** The tree of which these are all the fields. */
export function treeOf(leaves: readonly Leaf[]): unknown {
  const root: { held?: unknown } = {};
  for (const { path, value } of leaves) {
    let holder: Record<string, unknown> = root;
    let at = 'held';
    for (const key of path) {
      holder[at] ??= /^\d+$/.test(key) ? [] : {};
      holder = holder[at] as Record<string, unknown>;
      at = key;
    }
    holder[at] = value;
  }
  return root.held;
}

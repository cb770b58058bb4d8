import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { policySchema, type Policy } from '#shared/policy/schema';

export type SignedPolicy = { readonly policy: Policy; readonly hash: string };

/**
 * Reads the release policy. Throws one message naming every key that is wrong: a server without a sound policy does
 * not start, because nothing may leave it.
 */
export function loadPolicy(file: URL): SignedPolicy {
  const text = readFileSync(file, 'utf8');
  const parsed = policySchema.safeParse(JSON.parse(text));
  if (!parsed.success) {
    const findings = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`release policy refused\n${findings.join('\n')}`);
  }
  // Hashed as values, not as text: a change of layout is not a change of policy.
  return {
    policy: parsed.data,
    hash: createHash('sha256').update(JSON.stringify(parsed.data)).digest('hex'),
  };
}

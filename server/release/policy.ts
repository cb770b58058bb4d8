import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { programFacts } from '#server/policy/facts';
import { canonicalJson } from '#shared/policy/canonical';
import { policyDraftSchema, type PolicyDraft } from '#shared/policy/draft';
import { lineOf, lintPolicy, type Finding } from '#shared/policy/lint';
import { policySchema, type Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';

export type SignedPolicy = {
  readonly policy: Policy;
  readonly hash: string;
  /** What is to be put right and did not stop the start. */
  readonly warnings: readonly Finding[];
};

/** A policy as it is written: its form is right, and nothing more is said of it yet. */
export type WrittenPolicy = {
  readonly draft: PolicyDraft;
  /** Of the file's own values, whatever their order and layout. */
  readonly hash: string;
};

/** Whether real facts will be released under the policy: then two people must have approved it (PRV-60). */
export type Start = { readonly demonstration: boolean };

/** Without a territory the policy is read, not served: the rules on places are not run, and approvals only warned about. */
export function loadPolicy(file: URL): SignedPolicy;
export function loadPolicy(file: URL, territory: Territory, start: Start): SignedPolicy;
/**
 * Reads the release policy and applies the linter. Throws one message with a line for each thing that is wrong, as
 * `invariant: path: reason`: a server without a sound policy does not start, because nothing may leave it.
 */
export function loadPolicy(file: URL, territory?: Territory, start?: Start): SignedPolicy {
  const written = readPolicy(file);
  const findings = findingsOf(written, territory, {
    demonstration: start?.demonstration ?? territory === undefined,
  });
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw refused(errors.map(lineOf));
  return {
    policy: inForm(policySchema, written.draft),
    hash: written.hash,
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  };
}

/** Reads a policy whatever the linter thinks of it. Throws when it is not in the language of policies. */
export function readPolicy(file: URL): WrittenPolicy {
  const written: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return { draft: inForm(policyDraftSchema, written), hash: hashOf(written) };
}

/** What the linter says of it in this program. `shown`: what a wall shows of its hash, when that is to be compared. */
export function findingsOf(
  { draft, hash }: WrittenPolicy,
  territory: Territory | undefined,
  {
    demonstration,
    shown,
    names = [],
  }: Start & { shown?: string; names?: ReturnType<typeof programFacts>['names'] },
): Finding[] {
  const program = programFacts();
  return lintPolicy(draft, territory, {
    ...program,
    demonstration,
    names: [...program.names, ...names],
    // The server shows the hash of the file; what it applies is the draft. They are one policy or none.
    hash: { computed: hashOf(draft), shown: shown ?? hash },
  });
}

/** SHA-256 of the values: a change of layout is not a change of policy. */
export function hashOf(policy: unknown): string {
  return createHash('sha256').update(canonicalJson(policy)).digest('hex');
}

function inForm<Schema extends z.ZodType>(schema: Schema, written: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(written);
  if (parsed.success) return parsed.data;
  throw refused(
    parsed.error.issues.map((issue) => `form: ${issue.path.join('.') || 'file'}: ${issue.message}`),
  );
}

function refused(lines: readonly string[]): Error {
  return new Error(`release policy refused\n${lines.join('\n')}`);
}

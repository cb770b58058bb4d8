import type { Territory } from '../territory/schema.ts';
import type { PolicyDraft } from './draft.ts';
import type { JsonSchema } from './json-schema.ts';

/** One thing that is wrong. `path` is written as in the policy file, or begins with what else it is in: `wire.down ack`. */
export type Flaw = {
  readonly path: string;
  readonly reason: string;
  /** A warning is said and does not stop a start; everything else does. */
  readonly severity?: 'warning';
};

/** What the linter is told of the rest of the product, because this folder may not read it. */
export type PolicyFacts = {
  /** A demonstration shows simulated facts only: it may start before anybody has approved the policy. */
  readonly demonstration: boolean;
  /** Of the file as written, and of the policy as applied and shown; `shown` may be its first digits, as on the wall. */
  readonly hash: { readonly computed: string; readonly shown: string };
  /** Every message that crosses the border, as the JSON Schema of what is accepted, by name. */
  readonly wire: Readonly<Record<string, JsonSchema>>;
  readonly events: readonly { readonly type: string; readonly retention: string }[];
  readonly names: readonly {
    readonly of: 'route' | 'table' | 'metric' | 'message';
    readonly name: string;
  }[];
};

/** What an invariant reads. Without a territory (a policy that is read, not served) the rules on places are not run. */
export type Subject = {
  readonly policy: PolicyDraft;
  readonly territory: Territory | undefined;
  readonly facts: PolicyFacts;
};

import type { Instant } from '../kernel/instant.ts';
import type { Audience } from '../view/changes.ts';

/** What outlives its use is erased by class, each at its own age: those of the log. */
export const KEPT_CLASSES = ['r72h', 'request', 'mission', 'r13m', 'lasting'] as const;
export type KeptClass = (typeof KEPT_CLASSES)[number];

export type KeptLine = {
  readonly kept: KeptClass;
  /** How many facts rest, rounded up to ten, then to a hundred: enough to see that it does not grow. */
  readonly about: number;
  /** How many facts of it are over at the next hour, and erased then: exactly. */
  readonly nextErased: number;
  /** The last hour at which something of it was over, and erased. */
  readonly lastErasedAt: Instant | null;
};

/** How the server is, for who keeps it running: counts of connections and refusals, never whose. */
export type ServerHealth = {
  readonly version: string;
  /** Seconds since the process began. */
  readonly upSeconds: number;
  /** The product's time: a demonstration's when one runs. */
  readonly now: Instant;
  readonly kept: readonly KeptLine[];
  /** The hour at which what is over by then is erased. */
  readonly nextPurgeAt: Instant;
  readonly connections: readonly { readonly audience: Audience; readonly count: number }[];
  /** Messages that were not of the protocol, by the rule that refused them. */
  readonly violations: readonly { readonly rule: string; readonly count: number }[];
};

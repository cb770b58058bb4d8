import { HOUR, SECOND } from '#shared/kernel/instant';

/** How many at once, and how long until one more. */
export const BUCKETS = {
  'sign-in from an address': { burst: 30, refillMs: 6 * SECOND },
  'sign-in from a device': { burst: 10, refillMs: 10 * SECOND },
  'code of an account': { burst: 8, refillMs: 30 * SECOND },
  'invitation from an address': { burst: 20, refillMs: 6 * SECOND },
  'pairing asked from an address': { burst: 10, refillMs: 30 * SECOND },
  'pairing code typed by an account': { burst: 10, refillMs: 10 * SECOND },
  'refresh of a screen': { burst: 6, refillMs: 600 * SECOND },
} as const;
export type Bucket = keyof typeof BUCKETS;

/** Failures that cost nothing, the longest wait after more of them, and when they are forgotten. */
export const FAILURES = { free: 3, longestWaitMs: 300 * SECOND, forgottenMs: HOUR } as const;
/** Beyond it the oldest go: a flood costs memory that is bounded. */
export const MOST_KEYS = 50_000;

/**
 * How often something may be tried. A key waits longer after each failure and never for ever: a lock that strangers can
 * close is a way to keep a team out. Of several servers, all count together.
 * @throws LogUnavailable (each of them) when the storage that they share cannot be reached: nothing is tried meanwhile
 */
export interface Throttle {
  /** Takes one from a bucket: 0, or how many seconds to wait for the next. */
  take(bucket: Bucket, of: string): Promise<number>;
  /**
   * Begins a try under this name: 0, or how many seconds to wait. It counts as failed from now on, so that a hundred
   * sent together are a hundred; `succeeded` takes it all back.
   */
  begin(of: string): Promise<number>;
  succeeded(of: string): Promise<void>;
}

import { createHmac } from 'node:crypto';
import type { Chance } from '#server/ports/chance';
import { DAY, HOUR, msOf, SECOND, type Instant } from '#shared/kernel/instant';

/** How many at once, and how long until one more. */
const BUCKETS = {
  'sign-in from an address': { burst: 30, refillMs: 6 * SECOND },
  'sign-in from a device': { burst: 10, refillMs: 10 * SECOND },
  'code of an account': { burst: 8, refillMs: 30 * SECOND },
  'invitation from an address': { burst: 20, refillMs: 6 * SECOND },
  'pairing asked from an address': { burst: 10, refillMs: 30 * SECOND },
  'pairing code typed by an account': { burst: 10, refillMs: 10 * SECOND },
  'refresh of a screen': { burst: 6, refillMs: 600 * SECOND },
} as const;
export type Bucket = keyof typeof BUCKETS;

const FREE_FAILURES = 3;
const LONGEST_WAIT_MS = 300 * SECOND;
const FAILURES_FORGOTTEN_MS = HOUR;
/** Beyond it the oldest go first: a flood costs memory that is bounded. */
const MOST_KEYS = 50_000;

/**
 * How often something may be tried. A key waits longer after each failure and never for ever: a lock that strangers can
 * close is a way to keep a team out. Everything is in memory, under hashes whose salt is thrown away each day.
 */
export class Throttle {
  readonly #chance: Chance;
  #salt: Buffer;
  #saltDay = -1;
  readonly #levels = new Map<string, { tokens: number; at: number }>();
  readonly #failures = new Map<string, { count: number; last: number; until: number }>();

  constructor(chance: Chance) {
    this.#chance = chance;
    this.#salt = chance.bytes(32);
  }

  /** Takes one from a bucket: 0, or how many seconds to wait for the next. */
  take(bucket: Bucket, of: string, now: Instant): number {
    const { burst, refillMs } = BUCKETS[bucket];
    const at = this.#day(now);
    const key = this.#key(bucket, of);
    const level = this.#levels.get(key) ?? { tokens: burst, at };
    const tokens = Math.min(burst, level.tokens + (at - level.at) / refillMs);
    remember(this.#levels, key, { tokens: tokens < 1 ? tokens : tokens - 1, at });
    return tokens < 1 ? Math.ceil(((1 - tokens) * refillMs) / SECOND) : 0;
  }

  /**
   * Begins a try under this name: 0, or how many seconds to wait. It counts as failed from now on, so that a hundred
   * sent together are a hundred; `succeeded` takes it all back.
   */
  begin(of: string, now: Instant): number {
    const at = this.#day(now);
    const key = this.#key('failures', of);
    const known = this.#failures.get(key);
    const failures =
      known === undefined || at - known.last > FAILURES_FORGOTTEN_MS
        ? { count: 0, last: at, until: 0 }
        : known;
    if (at < failures.until) return Math.ceil((failures.until - at) / SECOND);
    const count = failures.count + 1;
    const wait = count < FREE_FAILURES ? 0 : Math.min(LONGEST_WAIT_MS, SECOND * 2 ** (count - FREE_FAILURES));
    remember(this.#failures, key, { count, last: at, until: at + wait });
    return 0;
  }

  succeeded(of: string): void {
    this.#failures.delete(this.#key('failures', of));
  }

  /** Milliseconds of now; a new day has a new salt and remembers nothing. */
  #day(now: Instant): number {
    const at = msOf(now);
    const day = Math.floor(at / DAY);
    if (day !== this.#saltDay) {
      this.#saltDay = day;
      this.#salt = this.#chance.bytes(32);
      this.#levels.clear();
      this.#failures.clear();
    }
    return at;
  }

  #key(kind: string, of: string): string {
    return createHmac('sha256', this.#salt).update(`${kind}\0${of}`).digest('base64');
  }
}

/** Last in, last out. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.size > MOST_KEYS ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}

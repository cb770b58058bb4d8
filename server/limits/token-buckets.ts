import { SECOND } from '#shared/kernel/instant';

/** How many at once, and how many more in each second. */
export type Bucket = { readonly burst: number; readonly perSecond: number };

/** Beyond it the ones used longest ago go first: a flood of keys costs memory that is bounded. */
const MOST_KEYS = 50_000;

/** Allowances by key, in real time. A key that was never seen, or was forgotten, has a full one. */
export class TokenBuckets<Key> {
  readonly #bucket: Bucket;
  readonly #now: () => number;
  readonly #mostKeys: number;
  readonly #levels = new Map<Key, { tokens: number; at: number }>();

  /** `now`: milliseconds that only go forward. */
  constructor(bucket: Bucket, now: () => number = () => performance.now(), mostKeys = MOST_KEYS) {
    this.#bucket = bucket;
    this.#now = now;
    this.#mostKeys = mostKeys;
  }

  /** Takes one: 0, or in how many seconds there is one again. `speed`: how much faster than usual it fills. */
  take(key: Key, speed = 1): number {
    const { burst, perSecond } = this.#bucket;
    const now = this.#now();
    const level = this.#levels.get(key) ?? { tokens: burst, at: now };
    const rate = (perSecond * speed) / SECOND;
    const tokens = Math.min(burst, level.tokens + (now - level.at) * rate);
    this.#remember(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    return tokens < 1 ? Math.ceil((1 - tokens) / rate / SECOND) : 0;
  }

  forget(key: Key): void {
    this.#levels.delete(key);
  }

  #remember(key: Key, level: { tokens: number; at: number }): void {
    this.#levels.delete(key);
    this.#levels.set(key, level);
    const oldest = this.#levels.size > this.#mostKeys ? this.#levels.keys().next().value : undefined;
    if (oldest !== undefined) this.#levels.delete(oldest);
  }
}

import { createHmac } from 'node:crypto';
import type { Chance } from '#server/ports/chance';
import type { Clock } from '#server/ports/clock';
import { DAY, msOf, SECOND } from '#shared/kernel/instant';
import { BUCKETS, FAILURES, MOST_KEYS, type Bucket, type Throttle } from './throttle.ts';

/** Of one server, which is alone: everything is in memory, under hashes whose salt is thrown away each day. */
export class ThrottleMemory implements Throttle {
  readonly #clock: Clock;
  readonly #chance: Chance;
  #salt: Buffer;
  #saltDay = -1;
  readonly #levels = new Map<string, { tokens: number; at: number }>();
  readonly #failures = new Map<string, { count: number; last: number; until: number }>();

  constructor(clock: Clock, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
    this.#salt = chance.bytes(32);
  }

  take(bucket: Bucket, of: string): Promise<number> {
    const { burst, refillMs } = BUCKETS[bucket];
    const at = this.#now();
    const key = this.#key(bucket, of);
    const level = this.#levels.get(key) ?? { tokens: burst, at };
    const tokens = Math.min(burst, level.tokens + (at - level.at) / refillMs);
    remember(this.#levels, key, { tokens: tokens < 1 ? tokens : tokens - 1, at });
    return Promise.resolve(tokens < 1 ? Math.ceil(((1 - tokens) * refillMs) / SECOND) : 0);
  }

  begin(of: string): Promise<number> {
    const { free, longestWaitMs, forgottenMs } = FAILURES;
    const at = this.#now();
    const key = this.#key('failures', of);
    const known = this.#failures.get(key);
    const failures =
      known === undefined || at - known.last > forgottenMs ? { count: 0, last: at, until: 0 } : known;
    if (at < failures.until) return Promise.resolve(Math.ceil((failures.until - at) / SECOND));
    const count = failures.count + 1;
    const wait = count < free ? 0 : Math.min(longestWaitMs, SECOND * 2 ** (count - free));
    remember(this.#failures, key, { count, last: at, until: at + wait });
    return Promise.resolve(0);
  }

  succeeded(of: string): Promise<void> {
    this.#failures.delete(this.#key('failures', of));
    return Promise.resolve();
  }

  /** Milliseconds of now; a new day has a new salt and remembers nothing. */
  #now(): number {
    const at = msOf(this.#clock.now());
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

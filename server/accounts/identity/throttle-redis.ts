import { SECOND } from '#shared/kernel/instant';
import { hidden, OF_THE_MOMENT, type RedisMoment } from './fleeting-redis.ts';
import { BUCKETS, FAILURES, MOST_KEYS, type Bucket, type Throttle } from './throttle.ts';

// The rules of throttle-memory.ts, each in one step that nobody comes between: two servers never count one try as none.

/** ARGV: name, how many keys at most, burst, milliseconds until one more. What is full again is forgotten. */
const TAKE = `${OF_THE_MOMENT}
local name, burst, refill = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])
local held = redis.call('HGET', KEYS[2], name)
local tokens = burst
if held then
  local left, at = held:match('^(%S+) (%S+)$')
  tokens = math.min(burst, tonumber(left) + (now - tonumber(at)) / refill)
end
local after = tokens < 1 and tokens or tokens - 1
local text = string.format('%.6f %d', after, now)
hold(name, text, math.ceil((burst - after) * refill), tonumber(ARGV[2]))
return tokens < 1 and math.ceil((1 - tokens) * refill / ${SECOND}) or 0`;

/** ARGV: name, how many keys at most, free failures, the longest wait, when all is forgotten. */
const BEGIN = `${OF_THE_MOMENT}
local name, free, longest = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])
local held = redis.call('HGET', KEYS[2], name)
local count, before = 0, 0
if held then
  local failed, late = held:match('^(%d+) (%d+)$')
  count, before = tonumber(failed), tonumber(late)
end
if now < before then return math.ceil((before - now) / ${SECOND}) end
count = count + 1
local wait = count < free and 0 or math.min(longest, ${SECOND} * 2 ^ math.min(count - free, 30))
hold(name, string.format('%d %d', count, now + wait), tonumber(ARGV[5]), tonumber(ARGV[2]))
return 0`;

const FORGET = `${OF_THE_MOMENT}
forget(ARGV[1])
return 0`;

/** Of several servers: they count together, in the Redis of their identities, under hashes that none of it survives. */
export class ThrottleRedis implements Throttle {
  readonly #moment: RedisMoment;

  constructor(moment: RedisMoment) {
    this.#moment = moment;
  }

  async take(bucket: Bucket, of: string): Promise<number> {
    const { burst, refillMs } = BUCKETS[bucket];
    return Number(await this.#run(TAKE, 'levels', bucket, of, [burst, refillMs]));
  }

  async begin(of: string): Promise<number> {
    const { free, longestWaitMs, forgottenMs } = FAILURES;
    return Number(await this.#run(BEGIN, 'failures', 'failures', of, [free, longestWaitMs, forgottenMs]));
  }

  async succeeded(of: string): Promise<void> {
    await this.#run(FORGET, 'failures', 'failures', of, []);
  }

  #run(
    script: string,
    which: 'levels' | 'failures',
    kind: string,
    of: string,
    figures: readonly number[],
  ): Promise<unknown> {
    const { call, prefix, key } = this.#moment;
    const keys = ['ends', 'texts'].map((each) => `${prefix}:moment:${which}:${each}`);
    const rest = [MOST_KEYS, ...figures].map(String);
    return call(['EVAL', script, '2', ...keys, hidden(key, kind, of), ...rest]);
  }
}

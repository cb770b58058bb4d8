import { createHmac } from 'node:crypto';
import type { Chance } from '#server/ports/chance';
import type { Call } from '#server/log/redis/link';
import { FLEETING, type Fleeting, type FleetingKind } from './fleeting.ts';
import { seal, unseal } from './sealed.ts';

/**
 * Begins a script about what is of the moment, by Redis' own time, whatever the clocks of the servers say. KEYS: ends,
 * texts. Its effects go to no append-only file and to no replica; what is over is dropped first.
 */
export const OF_THE_MOMENT = `
redis.set_repl(redis.REPL_NONE)
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function forget(name)
  redis.call('ZREM', KEYS[1], name)
  redis.call('HDEL', KEYS[2], name)
end
for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do forget(name) end
local function hold(name, text, lives, most)
  if not redis.call('ZSCORE', KEYS[1], name) and redis.call('ZCARD', KEYS[1]) >= most then
    forget(redis.call('ZRANGE', KEYS[1], 0, 0)[1])
  end
  redis.call('ZADD', KEYS[1], now + lives, name)
  redis.call('HSET', KEYS[2], name, text)
  local last = tonumber(redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2])
  for _, key in ipairs(KEYS) do redis.call('PEXPIREAT', key, last) end
end
`;

/** ARGV: what, name; then the text, how long it lives, how many there are at most, and what is done beyond. */
const HANDLE = `${OF_THE_MOMENT}
local what, name, text = ARGV[1], ARGV[2], ARGV[3]
local held = redis.call('HGET', KEYS[2], name)
if what == 'get' then return held end
if what == 'take' then
  forget(name)
  return held
end
if what == 'change' then
  if held then redis.call('HSET', KEYS[2], name, text) end
  return held and 1 or 0
end
local most = tonumber(ARGV[5])
if ARGV[6] == 'refused' and not held and redis.call('ZCARD', KEYS[1]) >= most then return 0 end
hold(name, text, tonumber(ARGV[4]), most)
return 1`;

export type RedisMoment = {
  readonly call: Call;
  /** Stands before the name of each key. */
  readonly prefix: string;
  /** Hides names and seals texts: the same on every server, and not in Redis. */
  readonly key: Buffer;
};

/** Of several servers, in the Redis of their identities: names under a keyed hash, texts sealed. */
export class FleetingRedis implements Fleeting {
  readonly #moment: RedisMoment;
  readonly #chance: Chance;

  constructor(moment: RedisMoment, chance: Chance) {
    this.#moment = moment;
    this.#chance = chance;
  }

  async put(kind: FleetingKind, name: string, text: string): Promise<boolean> {
    const { livesMs, most, beyond } = FLEETING[kind];
    const rest = [this.#seal(kind, name, text), String(livesMs), String(most), beyond];
    return (await this.#handle('put', kind, name, rest)) === 1;
  }

  async get(kind: FleetingKind, name: string): Promise<string | null> {
    return this.#open(kind, name, await this.#handle('get', kind, name));
  }

  async change(kind: FleetingKind, name: string, text: string): Promise<boolean> {
    return (await this.#handle('change', kind, name, [this.#seal(kind, name, text)])) === 1;
  }

  async take(kind: FleetingKind, name: string): Promise<string | null> {
    return this.#open(kind, name, await this.#handle('take', kind, name));
  }

  #handle(what: string, kind: FleetingKind, name: string, rest: readonly string[] = []): Promise<unknown> {
    const { call, prefix, key } = this.#moment;
    const keys = ['ends', 'texts'].map((each) => `${prefix}:moment:${kind.replaceAll(' ', '-')}:${each}`);
    return call(['EVAL', HANDLE, '2', ...keys, what, hidden(key, kind, name), ...rest]);
  }

  #seal(kind: FleetingKind, name: string, text: string): string {
    return seal(Buffer.from(text), `${kind} ${name}`, this.#moment.key, this.#chance);
  }

  #open(kind: FleetingKind, name: string, sealed: unknown): string | null {
    return typeof sealed === 'string' ? unseal(sealed, `${kind} ${name}`, this.#moment.key).toString() : null;
  }
}

/** A name as it lies in Redis: short codes and addresses cannot be guessed back from it without the key. */
export function hidden(key: Buffer, kind: string, name: string): string {
  return createHmac('sha256', key).update(`${kind}\0${name}`).digest('base64url');
}

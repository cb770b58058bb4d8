import type { RedisClientOptions } from 'redis';
import type { z } from 'zod';
import { LogUnavailable } from '#server/log/event-log';
import { Link, type Call } from '#server/log/redis/link';
import { hasSaved, rewriteFiles } from '#server/log/redis/rewrite-files';
import type { Chance } from '#server/ports/chance';
import { CHAIN_ORIGIN, type ChainEnd, type WrittenRow } from './chain.ts';
import { FleetingRedis } from './fleeting-redis.ts';
import { accountSchema, invitationSchema, screenSchema, sessionSchema } from './rows.ts';
import { Overtaken, TABLES, type Change, type IdentityStore, type Kept, type TableName } from './store.ts';
import { ThrottleRedis } from './throttle-redis.ts';

const ANSWER_WITHIN_MS = 3_000;
const OPEN_WITHIN_MS = 10_000;
/** How many groups of changes are told again to a server that was away; one further behind reads everything. */
const TOLD_AGAIN = 256;

/**
 * One atomic step: nothing is kept unless this server knows all that was kept before. KEYS: version, changes, ends, audit,
 * tables. ARGV: the version it knows, the changes as text, then each change. Where somebody's account is dropped, nothing
 * is told again and the other servers read everything, since an entry that is deleted stays in the bytes of its block; and
 * it is marked that Redis' files are still to be written anew.
 */
const COMMIT = `
local version = tonumber(redis.call('GET', KEYS[1]) or '0')
if version ~= tonumber(ARGV[1]) then return {0, version} end
local i, isErased = 3, false
while i <= #ARGV do
  local what = ARGV[i]
  if what == 'put' then redis.call('HSET', KEYS[4 + ARGV[i + 1]], ARGV[i + 2], ARGV[i + 3])
  elseif what == 'drop' then
    redis.call('HDEL', KEYS[4 + ARGV[i + 1]], ARGV[i + 2])
    isErased = isErased or ARGV[i + 1] == '${tableNumber('accounts')}'
  elseif what == 'tell' then
    redis.call('XADD', KEYS[4], ARGV[i + 1] .. '-0', 't', ARGV[i + 2], 'h', ARGV[i + 3])
    redis.call('HSET', KEYS[3], 'head', ARGV[i + 1] .. ' ' .. ARGV[i + 3])
  else
    redis.call('XTRIM', KEYS[4], 'MINID', '=', (tonumber(ARGV[i + 1]) + 1) .. '-0')
    redis.call('HSET', KEYS[3], 'anchor', ARGV[i + 1] .. ' ' .. ARGV[i + 3])
  end
  i = i + 4
end
version = version + 1
redis.call('SET', KEYS[1], version)
if isErased then
  redis.call('DEL', KEYS[2])
  redis.call('HINCRBY', KEYS[3], 'erased', 1)
else redis.call('XADD', KEYS[2], 'MAXLEN', '=', ${TOLD_AGAIN}, version .. '-0', 'c', ARGV[2]) end
return {1, version}`;

/** The files were written anew after so many erasures. KEYS: ends. */
const CLEANED = `
if redis.call('HGET', KEYS[1], 'erased') == ARGV[1] then redis.call('HDEL', KEYS[1], 'erased') end
return 1`;

/** Everything, at one moment. */
const LOAD = `
local ends = redis.call('HMGET', KEYS[3], 'head', 'anchor')
local all = {redis.call('GET', KEYS[1]) or '0', ends[1] or '', ends[2] or ''}
for t = 5, #KEYS do all[#all + 1] = redis.call('HVALS', KEYS[t]) end
return all`;

type Found = [version: string, head: string, anchor: string, ...tables: string[][]];

/**
 * The identities of a territory, kept in the Redis server of its log, for several servers at once. They are as durable as
 * its append-only file is.
 * @throws LogUnavailable when it cannot be reached in time
 */
export async function openRedisStore(client: RedisClientOptions, territory: string): Promise<IdentityStore> {
  const store = new RedisStore(client, territory);
  await store.open();
  return store;
}

class RedisStore implements IdentityStore {
  readonly #link: Link;
  readonly #prefix: string;
  /** Every change up to this version is known here. */
  #version = 0;
  /** Somebody's account was dropped, and what named them may still be in the files of Redis. */
  #owesFiles = true;

  constructor(client: RedisClientOptions, territory: string) {
    this.#prefix = `passerelle:{${territory}}:identity`;
    this.#link = new Link({
      client,
      answerWithinMs: ANSWER_WITHIN_MS,
      greet: async () => {},
      onBack: () => {},
    });
  }

  async open(): Promise<void> {
    await this.#link.open(OPEN_WITHIN_MS);
    await this.#writeFilesAnew();
  }

  async load(): Promise<Kept> {
    const [version, head, anchor, ...tables] = (await this.#run(LOAD)) as Found;
    const rows = <Row>(table: TableName, schema: z.ZodType<Row>) =>
      (tables[TABLES.indexOf(table)] ?? []).map((row) => parsed(table, row, schema));
    const kept = {
      accounts: rows('accounts', accountSchema),
      sessions: rows('sessions', sessionSchema),
      screens: rows('screens', screenSchema),
      invitations: rows('invitations', invitationSchema),
      head: endIn(head),
      anchor: endIn(anchor),
    };
    this.#version = Number(version);
    return kept;
  }

  async commit(changes: readonly Change[]): Promise<void> {
    const known = this.#version;
    const steps = changes.flatMap(stepOf);
    const args = [String(known), JSON.stringify(changes), ...steps];
    const [done, version] = (await this.#run(COMMIT, args)) as [number, number];
    if (done === 0) throw new Overtaken();
    this.#version = version;
    if (!changes.some((change) => 'drop' in change && change.drop === 'accounts')) return;
    this.#owesFiles = true;
    await this.#writeFilesAnew();
  }

  /**
   * What was dropped is kept by nobody any more, and goes from the files of Redis too. What could not be done now is
   * marked: it is done by the first server that can, whoever crashes in between.
   */
  async #writeFilesAnew(): Promise<void> {
    const call: Call = (command) => this.#link.call(command);
    try {
      const mark = await call(['HGET', `${this.#prefix}:ends`, 'erased']);
      if (typeof mark === 'string') {
        await rewriteFiles(call, await hasSaved(call));
        await call(['EVAL', CLEANED, '1', `${this.#prefix}:ends`, mark]);
      }
      this.#owesFiles = false;
    } catch (cause) {
      if (!(cause instanceof LogUnavailable)) throw cause;
    }
  }

  async foreign(): Promise<readonly Change[] | 'too-many'> {
    if (this.#owesFiles) await this.#writeFilesAnew();
    const after = this.#version;
    const told = (await this.#link.call(['XRANGE', `${this.#prefix}:changes`, `${after + 1}-0`, '+'])) as [
      id: string,
      fields: [string, string],
    ][];
    const [first] = told;
    if (first === undefined) {
      // Nothing is told again of a time before this server knows anything: the whole may have been restored.
      const version = Number((await this.#link.call(['GET', `${this.#prefix}:version`])) ?? 0);
      return version === after ? [] : 'too-many';
    }
    if (Number.parseInt(first[0], 10) !== after + 1) return 'too-many';
    this.#version = after + told.length;
    return told.flatMap(([, [, text]]) => JSON.parse(text) as Change[]);
  }

  async auditRows(after: number, limit: number): Promise<WrittenRow[]> {
    const command = ['XRANGE', `${this.#prefix}:audit`, `${after + 1}-0`, '+', 'COUNT', String(limit)];
    const rows = (await this.#link.call(command)) as [id: string, fields: string[]][];
    return rows.map(([id, [, text = '', , hash = '']]) => ({ n: Number.parseInt(id, 10), text, hash }));
  }

  async keyCheck(check: string): Promise<string> {
    const key = `${this.#prefix}:key-check`;
    await this.#link.call(['SET', key, check, 'NX']);
    return String(await this.#link.call(['GET', key]));
  }

  moment(key: Buffer, chance: Chance) {
    const moment = {
      call: (command: readonly string[]) => this.#link.call(command),
      prefix: this.#prefix,
      key,
    };
    return { fleeting: new FleetingRedis(moment, chance), throttle: new ThrottleRedis(moment) };
  }

  close(): Promise<void> {
    return this.#link.close();
  }

  #run(script: string, args: readonly string[] = []): Promise<unknown> {
    const keys = ['version', 'changes', 'ends', 'audit', ...TABLES].map((name) => `${this.#prefix}:${name}`);
    return this.#link.call(['EVAL', script, String(keys.length), ...keys, ...args]);
  }
}

/** Four words each: what, and up to three more. */
function stepOf(change: Change): string[] {
  if ('put' in change) return ['put', tableNumber(change.put), change.row.id, JSON.stringify(change.row)];
  if ('drop' in change) return ['drop', tableNumber(change.drop), change.id, ''];
  if ('tell' in change) return ['tell', String(change.tell.n), change.tell.text, change.tell.hash];
  return ['forget', String(change.forget.n), '', change.forget.hash];
}

function tableNumber(table: TableName): string {
  return String(TABLES.indexOf(table) + 1);
}

function endIn(text: string): ChainEnd {
  const [n, hash] = text.split(' ');
  return n === undefined || hash === undefined ? CHAIN_ORIGIN : { n: Number(n), hash };
}

function parsed<Row>(table: TableName, row: string, schema: z.ZodType<Row>): Row {
  const read = schema.safeParse(JSON.parse(row));
  // Never the row itself: it holds names and hashes.
  if (!read.success) throw new Error(`A row of ${table} in Redis is not one this program wrote.`);
  return read.data;
}

import { readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { LogUnavailable, type Append, type EventLog, type WhyAway } from '#server/log/event-log';
import { LinkProxy } from '../chaos/link-proxy.ts';
import { askRedis } from '../support/redis-bytes.ts';
import { isRedisInstalled, startRedis, type RedisServerOptions } from '../support/redis-server.ts';
import { LOG, redisPlace, type RedisPlace } from './redis-place.ts';

const PATIENCE = { timeout: 30_000, interval: 30 };
/** Short, so that what is not answered is known at once. */
const QUICK = { answerWithinMs: 400 };

describe.skipIf(!isRedisInstalled)('a Redis server that is away', () => {
  let place: RedisPlace;
  let log: EventLog;

  async function begin(options: RedisServerOptions = {}): Promise<void> {
    place = await redisPlace(options);
    log = await place.open(QUICK);
    await log.appendGroup([pass('before', 0)]);
  }

  afterEach(async () => {
    place.server.thaw();
    await log.close();
    await place.remove();
  });

  /** Every call says so, with what the server or its connection said, and nobody waits for long. */
  async function expectAway(said?: RegExp, why?: WhyAway): Promise<void> {
    const calls = [
      () => log.appendGroup([pass('while-away', 1)]),
      () => log.saveSnapshot({ position: 1, format: 1, body: 'state' }),
    ];
    for (const call of calls) {
      const fault = await call().then(
        () => undefined,
        (cause: unknown) => cause,
      );
      expect(fault).toBeInstanceOf(LogUnavailable);
      if (said) expect(String((fault as Error).cause)).toMatch(said);
      if (why) expect((fault as LogUnavailable).why).toBe(why);
    }
  }

  async function expectNoReading(): Promise<void> {
    for (const call of [() => log.read(0, 10), () => log.answerOf('before'), () => log.loadSnapshot(1)])
      await expect(call()).rejects.toBeInstanceOf(LogUnavailable);
  }

  /** The same ids sent again are kept once, whether they had been kept or not. */
  async function expectRecovered(): Promise<void> {
    const [again] = await vi.waitFor(() => log.appendGroup([pass('while-away', 1)]), PATIENCE);
    expect(['appended', 'repeated']).toContain(again?.kind);
    expect((await log.read(0, 10)).map(({ commandId }) => commandId)).toEqual(['before', 'while-away']);
  }

  test('[STO-3] frozen, it is found out in time; thawed, what was sent again is kept once', async () => {
    await begin();
    place.server.freeze();
    await expectAway(undefined, 'unreachable');
    await expectNoReading();
    place.server.thaw();
    await expectRecovered();
  });

  test('[STO-3] killed, it is found out at once; started again, the connection is made by itself', async () => {
    await begin();
    await place.server.kill();
    await expectAway();
    await expectNoReading();
    await place.server.start();
    await expectRecovered();
  });

  test('[STO-3] restarted, it is away until it has read its file', async () => {
    await begin();
    await place.ask('EVAL', "for n = 1, 4000 do redis.call('SET', 'filling:' .. n, ('x'):rep(200)) end", '0');
    await place.ask('BGREWRITEAOF');
    await vi.waitFor(
      async () => expect(await place.ask('INFO', 'persistence')).toContain('aof_rewrite_in_progress:0'),
      PATIENCE,
    );
    await place.server.kill();
    // In microseconds for each key: it is seen while it reads.
    const slowly = { 'key-load-delay': '1000', 'loading-process-events-interval-bytes': '1024' };
    const started = place.server.start(slowly);
    await vi.waitFor(() => expectAway(/LOADING/, 'loading'), PATIENCE);
    const opening = place.open(QUICK);
    await started;
    await (await opening).close();
    await expectRecovered();
  });

  test('[STO-3] full, it refuses to keep and can still be read and erased from; with room again, it keeps', async () => {
    await begin();
    await place.ask('CONFIG', 'SET', 'maxmemory', '1');
    await expectAway(/OOM/, 'full');
    expect(await log.read(0, 10)).toHaveLength(1);
    expect(await log.answerOf('before')).toBeDefined();
    expect(await log.erase({ retention: 'r72h', upTo: 0 })).toBe(0);
    const other = await place.open(QUICK);
    expect(await other.read(0, 10)).toHaveLength(1);
    await other.close();
    await place.ask('CONFIG', 'SET', 'maxmemory', '0');
    await expectRecovered();
  });

  test('full, what is due is erased all the same', async () => {
    await begin();
    await place.ask('CONFIG', 'SET', 'maxmemory', '1');
    expect(await log.erase({ retention: 'r72h', upTo: 1 })).toBe(1);
    expect(await log.read(0, 10)).toEqual([]);
  });

  test('[STO-3] with a full disk it refuses to keep, and keeps again once there is room', async () => {
    await begin({ settings: { appendfsync: 'everysec' }, fileLimitKb: 64 });
    const filling = async () => {
      for (let n = 1; ; n += 1) await log.appendGroup([pass(`fill${n}`, n, 'area/1', 'x'.repeat(5_000))]);
    };
    await expect(filling()).rejects.toThrow(/MISCONF/);
    const kept = (await log.read(0, 1_000)).length;
    await expect(log.appendGroup([pass('more', kept)])).rejects.toMatchObject({ why: 'full' });
    place.server.unlimit();
    await vi.waitFor(() => log.appendGroup([pass('more', kept)]), PATIENCE);
    expect(await log.read(0, 1_000)).toHaveLength(kept + 1);
  });

  test('[STO-3] a full disk under appendfsync always ends it, and nothing acknowledged is lost', async () => {
    await begin({ fileLimitKb: 64 });
    let acknowledged = 1;
    const filling = async () => {
      for (;;) {
        await log.appendGroup([pass(`fill${acknowledged}`, acknowledged, 'area/1', 'x'.repeat(5_000))]);
        acknowledged += 1;
      }
    };
    await expect(filling()).rejects.toBeInstanceOf(LogUnavailable);
    await place.server.kill();
    await place.server.start();
    // The same group again: it may have been the one that did not fit.
    place.server.unlimit();
    await vi.waitFor(() => log.appendGroup([pass(`fill${acknowledged}`, acknowledged)]), PATIENCE);
    expect(await log.read(0, 1_000)).toHaveLength(acknowledged + 1);
  });

  test('[STO-3] made a replica, it refuses to keep; made the primary again, it keeps', async () => {
    await begin();
    await place.ask('REPLICAOF', '127.0.0.1', '1');
    await expectAway(undefined, 'not-primary');
    await place.ask('REPLICAOF', 'NO', 'ONE');
    await expectRecovered();
  });

  test('the library of functions is given to it again when it is gone', async () => {
    await begin();
    await place.ask('FUNCTION', 'FLUSH');
    await expectAway(/Function not found/);
    await expectRecovered();
  });

  test('[STO-3] a server that starts before it waits, and gives up with a sentence', async () => {
    await begin();
    await place.server.kill();
    await expect(place.open({ ...QUICK, openWithinMs: 300 })).rejects.toThrow(LogUnavailable);
    const opening = place.open(QUICK);
    await place.server.start();
    const opened = await opening;
    expect(await opened.read(0, 10)).toHaveLength(1);
    await opened.close();
  });

  test('closed while it is away, a log ends at once', async () => {
    await begin();
    log.follow(() => {});
    await place.server.kill();
    await expectAway();
    await log.close();
    await expect(log.read(0, 1)).rejects.toThrow('closed');
  });
});

describe.skipIf(!isRedisInstalled)('a Redis server that is killed', () => {
  test('[LOG-12] with appendfsync always, nothing acknowledged is lost and nothing is doubled', async () => {
    const place = await redisPlace();
    const log = await place.open(QUICK);
    onTestFinished(() => finish(place, log));
    const acknowledged: string[] = [];
    let rounds = 0;
    // Each group is sent again, under its own ids, until it is answered.
    const writing = (async () => {
      for (let n = 0; rounds < 6; n += 1) {
        const group = [0, 1, 2].map((part) => pass(`c${n}-${part}`, n, `stream/${part}`));
        await vi.waitFor(() => log.appendGroup(group), PATIENCE);
        acknowledged.push(...group.map(({ commandId }) => commandId));
      }
    })();
    for (; rounds < 6; rounds += 1) {
      const before = acknowledged.length;
      await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 60), PATIENCE);
      await place.server.kill();
      await place.server.start();
    }
    await writing;
    const found = (await log.read(0, 100_000)).map(({ commandId }) => commandId);
    expect(found).toEqual(acknowledged);
    console.log(`6 kills of redis-server, ${acknowledged.length} commands acknowledged, 0 lost, 0 doubled`);
  }, 90_000);

  test('[STO-5] one that has lost what it acknowledged is not used further by who has seen it', async () => {
    const place = await redisPlace({ settings: { appendfsync: 'everysec' } });
    const log = await place.open(QUICK);
    onTestFinished(() => finish(place, log));
    await log.appendGroup([pass('c1', 0)]);
    await log.appendGroup([pass('c2', 1)]);
    await place.server.kill();
    // A power cut: the last second was not on the disk.
    cutTail(join(place.server.folder, 'appendonlydir'));
    await place.server.start();
    // A server that starts now goes on from what is left, and takes the position again.
    const other = await place.open(QUICK);
    expect(await other.read(0, 10)).toHaveLength(1);
    await other.appendGroup([pass('c3', 1)]);
    await vi.waitFor(() => expect(log.read(0, 10)).rejects.toThrow('start this server again'), PATIENCE);
    await expect(log.appendGroup([pass('c4', 2)])).rejects.toMatchObject({ why: 'lost' });
    await other.close();
  });

  test('[STO-5] one that was emptied is not taken for the same log', async () => {
    const place = await redisPlace();
    const log = await place.open(QUICK);
    onTestFinished(() => finish(place, log));
    await log.appendGroup([pass('c1', 0)]);
    await place.ask('FLUSHALL');
    await place.ask('CLIENT', 'KILL', 'TYPE', 'normal');
    await vi.waitFor(() => expect(log.read(0, 10)).rejects.toThrow('holds no log any more'), PATIENCE);
    // Another server begins a new one there.
    const other = await place.open(QUICK);
    await other.appendGroup([pass('c1', 0)]);
    await expect(log.appendGroup([pass('c2', 1)])).rejects.toMatchObject({ why: 'lost' });
    await other.close();
  });

  test.each([
    ['reads', (log: EventLog) => log.read(1, 10)],
    ['writes', (log: EventLog) => log.appendGroup([pass('c2', 1)])],
  ])('[STO-5] emptied under a connection that never ended, it is found out by whoever %s', async (_, ask) => {
    const place = await redisPlace();
    const log = await place.open(QUICK);
    onTestFinished(() => finish(place, log));
    await log.appendGroup([pass('c1', 0)]);
    await place.ask('FLUSHALL');
    await expect(ask(log)).rejects.toBeInstanceOf(LogUnavailable);
    await vi.waitFor(() => expect(ask(log)).rejects.toMatchObject({ why: 'lost' }), PATIENCE);
  });

  test('[STO-5] started again on an empty disk, it is not taken for the same log', async () => {
    const place = await redisPlace();
    const log = await place.open(QUICK);
    onTestFinished(() => finish(place, log));
    await log.appendGroup([pass('c1', 0)]);
    await place.server.kill();
    rmSync(join(place.server.folder, 'appendonlydir'), { recursive: true });
    await place.server.start();
    await vi.waitFor(() => expect(log.read(0, 10)).rejects.toMatchObject({ why: 'lost' }), PATIENCE);
    await expect(log.appendGroup([pass('c2', 1)])).rejects.toThrow('put its disk or its copy back');
  });

  test('[STO-3] the address leads to its replica from now on: what was acknowledged is there, and all goes on', async () => {
    const old = await redisPlace({ settings: { 'repl-diskless-sync-delay': '0' } });
    const fresh = await startRedis();
    const address = new LinkProxy(old.server.port);
    const log = await old.open({ ...QUICK, client: `redis://127.0.0.1:${await address.listen()}` });
    onTestFinished(async () => {
      address.close();
      await finish(old, log);
      await fresh.remove();
    });
    await log.appendGroup([pass('c1', 0)]);
    const toFresh = (...command: string[]) => askRedis(fresh, command);
    await toFresh('REPLICAOF', '127.0.0.1', String(old.server.port));
    await log.appendGroup([pass('c2', 1)]);
    await vi.waitFor(async () => expect(await toFresh('HGET', LOG, 'head')).toBe('2'), PATIENCE);
    await toFresh('REPLICAOF', 'NO', 'ONE');
    // The old one is a replica before the address moves, and answers READONLY until then.
    await old.ask('REPLICAOF', '127.0.0.1', '1');
    await expect(log.appendGroup([pass('c3', 2)])).rejects.toMatchObject({ why: 'not-primary' });
    address.cut();
    address.aimAt(fresh.port);
    address.mend();
    const [again] = await vi.waitFor(() => log.appendGroup([pass('c3', 2)]), PATIENCE);
    expect(again?.kind).toBe('appended');
    expect((await log.read(0, 10)).map(({ commandId }) => commandId)).toEqual(['c1', 'c2', 'c3']);
  });
});

describe.skipIf(!isRedisInstalled)('a Redis server that may lose what it acknowledged', () => {
  let place: RedisPlace;

  afterEach(() => place.remove());

  const REFUSED: [what: string, settings: Record<string, string>, says: string][] = [
    ['drops keys when it is full', { 'maxmemory-policy': 'allkeys-lru' }, 'noeviction'],
    ['has no append-only file', { appendonly: 'no' }, 'appendonly yes'],
    ['leaves it to the system when to write', { appendfsync: 'no' }, 'always'],
    ['keeps the files it has rewritten', { 'aof-disable-auto-gc': 'yes' }, 'aof-disable-auto-gc no'],
  ];
  test.each(REFUSED)(
    '[STO-4] is refused when it %s, with the setting to change',
    async (_what, settings, says) => {
      place = await redisPlace({ settings });
      await expect(place.open()).rejects.toThrow(says);
    },
  );

  test('[STO-4] is taken in memory only when that is asked for, and says so', async () => {
    place = await redisPlace({ settings: { appendonly: 'no' } });
    const notes: string[] = [];
    const log = await place.open({ memoryOnly: true, note: (text) => notes.push(text) });
    expect(notes.join()).toContain('in memory only');
    await log.appendGroup([pass('c1', 0)]);
    expect(await log.erase({ retention: 'r72h', upTo: 1 })).toBe(1);
    await log.close();
  });

  test('[STO-4] says what it promises, and what should be set otherwise', async () => {
    place = await redisPlace({
      settings: { appendfsync: 'everysec', save: '3600 1', 'slowlog-log-slower-than': '10000' },
    });
    const notes: string[] = [];
    const log = await place.open({ note: (text) => notes.push(text) });
    expect(notes.join('\n')).toMatch(/everysec.*\n.*save 3600 1.*\n.*slowlog-log-slower-than -1/);
    await log.close();
  });
});

function pass(commandId: string, expectedVersion: number, stream = 'area/1', filling = ''): Append {
  return {
    commandId,
    stream,
    expectedVersion,
    events: [{ retention: 'r72h', event: { type: 'PassDeclared', filling } as { type: string } }],
    answer: { retention: 'r72h', outcome: { ok: true } },
  };
}

async function finish(place: RedisPlace, log: EventLog): Promise<void> {
  await log.close();
  await place.remove();
}

function cutTail(folder: string): void {
  const name = readdirSync(folder).find((file) => file.endsWith('.incr.aof')) ?? '';
  truncateSync(join(folder, name), statSync(join(folder, name)).size - 10);
}

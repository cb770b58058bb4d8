import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Append, EventLog, RetentionClass } from '#server/log/event-log';
import { isRedisInstalled } from '../support/redis-server.ts';
import { redisPlace, type RedisPlace } from './redis-place.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };

describe.skipIf(!isRedisInstalled)('two servers on one Redis log', () => {
  let place: RedisPlace;
  let here: EventLog;
  let there: EventLog;

  beforeEach(async () => {
    place = await redisPlace();
    here = await place.open();
    there = await place.open();
  });

  afterEach(async () => {
    await Promise.all([here.close(), there.close()]);
    await place.remove();
  });

  test('they hold the same log', () => {
    expect(there.epoch).toBe(here.epoch);
  });

  test('what one kept is a conflict for the other, who has not seen it', async () => {
    await here.appendGroup([append('c1', 'a', 0)]);
    expect(await there.appendGroup([append('c2', 'a', 0)])).toEqual([{ kind: 'conflict', actualVersion: 1 }]);
  });

  test('a command that one answered is repeated by the other', async () => {
    await here.appendGroup([append('c1', 'a', 0, ['lasting'], { bed: 3 })]);
    expect(await there.answerOf('c1')).toEqual({ outcome: { bed: 3 } });
    expect(await there.appendGroup([append('c1', 'a', 0, ['lasting'], { bed: 4 })])).toEqual([
      { kind: 'repeated', outcome: { bed: 3 } },
    ]);
  });

  test('of the same command sent to both at once, one keeps it and the other repeats it', async () => {
    for (let round = 0; round < 50; round += 1) {
      const both = [here, there].map((log) => log.appendGroup([append(`c${round}`, `s${round}`, 0)]));
      const kinds = (await Promise.all(both)).flat().map(({ kind }) => kind);
      expect(kinds.sort()).toEqual(['appended', 'repeated']);
    }
    expect(await here.read(0, 1_000)).toHaveLength(50);
  });

  test('the head is the one that this server has seen: by its appends, its reads and its wakes', async () => {
    await there.appendGroup([append('c1', 'a', 0)]);
    expect(here.head()).toBe(0);
    await here.read(0, 10);
    expect(here.head()).toBe(1);
    await there.appendGroup([append('c2', 'a', 1)]);
    await here.appendGroup([append('c3', 'b', 0)]);
    expect(here.head()).toBe(3);
    const stop = here.follow(() => {});
    await there.appendGroup([append('c4', 'a', 2)]);
    await vi.waitFor(() => expect(here.head()).toBe(4), PATIENCE);
    stop();
  });

  test('[STO-1] a server is woken by what another keeps, not by what it keeps itself', async () => {
    const woken = vi.fn();
    const foreign = vi.fn();
    const stopHere = here.follow(woken);
    const stopThere = there.follow(foreign);
    for (let n = 0; n < 20; n += 1) await here.appendGroup([append(`c${n}`, 'a', n)]);
    await vi.waitFor(() => expect(foreign).toHaveBeenCalled(), PATIENCE);
    expect(woken).not.toHaveBeenCalled();
    await there.appendGroup([append('foreign', 'b', 0)]);
    await vi.waitFor(() => expect(woken).toHaveBeenCalled(), PATIENCE);
    stopHere();
    stopThere();
  });

  test('[STO-1] a server that follows from later on learns what was kept since it opened', async () => {
    await there.appendGroup([append('c1', 'a', 0)]);
    const woken = vi.fn();
    here.follow(woken);
    await vi.waitFor(() => expect(woken).toHaveBeenCalled(), PATIENCE);
  });

  test('[STO-1] what is kept between two of its own groups wakes it too', async () => {
    const woken = vi.fn();
    here.follow(woken);
    for (let n = 0; n < 50; n += 1) {
      woken.mockClear();
      await Promise.all([
        there.appendGroup([append(`t${n}`, 'there', n)]),
        here.appendGroup([append(`h${n}`, 'here', n)]),
      ]);
      await vi.waitFor(() => expect(woken).toHaveBeenCalled(), PATIENCE);
    }
  });

  test('[STO-1] whatever is kept while its connection is cut wakes it when it is back', async () => {
    const seen: number[] = [];
    here.follow(
      () =>
        void here.read(0, 1_000).then(
          (page) => seen.push(page.length),
          () => {},
        ),
    );
    for (let n = 0; n < 10; n += 1) {
      await place.ask('CLIENT', 'KILL', 'TYPE', 'normal');
      await vi.waitFor(() => there.appendGroup([append(`c${n}`, 'a', n)]), PATIENCE);
      await vi.waitFor(() => expect(seen.at(-1)).toBe(n + 1), PATIENCE);
    }
  });

  test('[STO-2] a reader beside busy writers never sees a position before a smaller one', async () => {
    const classes: RetentionClass[] = ['r72h', 'request', 'mission', 'r13m', 'lasting'];
    const groups = 150;
    const keepAll = async (log: EventLog, name: string) => {
      for (let n = 0; n < groups; n += 1) {
        const lives = Array.from({ length: 7 }, (_, index) => classes[(n + index * n) % 5] ?? 'lasting');
        await log.appendGroup([append(`${name}${n}`, name, 7 * n, lives)]);
      }
    };
    const reader = await place.open();
    const writing = Promise.all([keepAll(here, 'here'), keepAll(there, 'there')]);
    const read: number[] = [];
    while (read.length < 2 * 7 * groups) {
      const page = await reader.read(read.at(-1) ?? 0, 40);
      read.push(...page.map(({ position }) => position));
    }
    await writing;
    expect(read).toEqual(read.map((_, index) => index + 1));
    await reader.close();
  });

  test('[PRV-52] a state from before an erasure is not kept after it, whoever saves it', async () => {
    await here.appendGroup([append('c1', 'a', 0, ['r72h']), append('erased', 'b', 0)]);
    await here.erase({ retention: 'r72h', upTo: 1 });
    await there.saveSnapshot({ position: 1, format: 1, body: 'the state of then' });
    expect(await here.loadSnapshot(1)).toBeUndefined();
    expect((await place.bytes()).includes('the state of then')).toBe(false);
    await there.saveSnapshot({ position: 2, format: 1, body: 'the state of now' });
    expect(await here.loadSnapshot(1)).toEqual({ position: 2, body: 'the state of now' });
  });

  test('[PRV-52] both may erase at once', async () => {
    await here.appendGroup([
      append('secret-1', 'a', 0, ['r72h', 'request']),
      append('secret-2', 'b', 0, ['r72h']),
    ]);
    const erased = await Promise.all([
      here.erase({ retention: 'r72h', upTo: 3 }),
      there.erase({ retention: 'r72h', upTo: 3 }),
      here.erase({ retention: 'request', upTo: 3 }),
    ]);
    expect(erased.toSorted()).toEqual([0, 1, 2]);
    expect((await place.bytes()).includes('secret-')).toBe(false);
  });

  test('[PRV-52] an RDB file that lies there is written anew as well', async () => {
    await here.appendGroup([append('secret-1', 'a', 0, ['r72h'])]);
    await place.ask('SAVE');
    expect((await place.bytes()).toString('latin1').match(/secret-1/g)?.length).toBeGreaterThan(1);
    await here.erase({ retention: 'r72h', upTo: 1 });
    expect((await place.bytes()).includes('secret-1')).toBe(false);
    await here.appendGroup([append('secret-2', 'a', 0, ['r72h'])]);
    await place.ask('SAVE');
    await place.server.shutdown();
    await place.server.start();
    await vi.waitFor(() => there.erase({ retention: 'r72h', upTo: 2 }), PATIENCE);
    expect((await place.bytes()).includes('secret-2')).toBe(false);
  });

  test('[PRV-52] the slow log forgets what it quoted', async () => {
    await place.ask('CONFIG', 'SET', 'slowlog-log-slower-than', '0');
    await here.appendGroup([append('secret-1', 'a', 0, ['r72h'])]);
    expect(JSON.stringify(await place.ask('SLOWLOG', 'GET', '-1'))).toContain('secret-1');
    await here.erase({ retention: 'r72h', upTo: 1 });
    expect(JSON.stringify(await place.ask('SLOWLOG', 'GET', '-1'))).not.toContain('secret-1');
  });

  test('two territories on one server share nothing, and an erasure of one leaves the other', async () => {
    const elsewhere = await place.open({ territory: 'elsewhere' });
    const woken = vi.fn();
    elsewhere.follow(woken);
    expect(elsewhere.epoch).not.toBe(here.epoch);
    await here.appendGroup([append('c1', 'a', 0, ['r72h']), append('c2', 'a', 1, ['r72h'])]);
    expect(await elsewhere.appendGroup([append('c1', 'a', 0, ['r72h'])])).toEqual([
      { kind: 'appended', firstPosition: 1, lastPosition: 1 },
    ]);
    await elsewhere.saveSnapshot({ position: 1, format: 1, body: 'state' });
    expect(await here.erase({ retention: 'r72h', upTo: 2 })).toBe(2);
    expect(await elsewhere.read(0, 10)).toHaveLength(1);
    expect(await elsewhere.loadSnapshot(1)).toBeDefined();
    expect(woken).not.toHaveBeenCalled();
    await elsewhere.close();
  });

  test('every key carries its territory as the tag that a cluster shards by', async () => {
    await here.appendGroup([append('c1', 'a', 0, ['r72h', 'request'])]);
    await here.saveSnapshot({ position: 2, format: 1, body: 'state' });
    const keys = (await place.ask('KEYS', '*')) as string[];
    expect(keys.length).toBeGreaterThan(8);
    expect(keys.filter((key) => !key.startsWith('passerelle:{somewhere}:log'))).toEqual([]);
  });
});

function append(
  commandId: string,
  stream: string,
  expectedVersion: number,
  classes: readonly RetentionClass[] = ['lasting'],
  outcome: unknown = { ok: true },
): Append {
  return {
    commandId,
    stream,
    expectedVersion,
    events: classes.map((retention) => ({ retention, event: { type: 'Something', of: commandId } })),
    answer: { retention: classes[0] ?? 'lasting', outcome },
  };
}

import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openRedisLog } from '#server/log/redis/redis-log';
import { openStorage } from '#server/nodes/storage';
import { randomIds } from '#server/ports/ids';
import { connect, type Client } from '../support/client.ts';
import { isRedisInstalled, startRedis, type RedisServer } from '../support/redis-server.ts';
import { arrival, paris, space } from '../support/said.ts';
import { newFolder, serveApp, territory, type Served } from '../support/served-app.ts';

const ER1 = { space: space('ER-1') };
const PATIENCE = { timeout: 20_000, interval: 50 };

describe.skipIf(!isRedisInstalled)('a Redis server started again on an empty disk', () => {
  const ends: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function redisWithDisk(): Promise<RedisServer> {
    const redis = await startRedis();
    ends.unshift(() => redis.remove());
    return redis;
  }

  async function serve({ url }: RedisServer): Promise<Served> {
    const newEpoch = () => randomIds.epoch();
    const log = await openRedisLog({ client: url, territory: territory.id, newEpoch });
    const served = await serveApp(paris('17:01'), newFolder(), { log });
    ends.unshift(() => served.stop());
    return served;
  }

  async function come(served: Served, door: Parameters<typeof connect>[1]): Promise<Client> {
    const client = await connect(served.url, door);
    ends.unshift(() => client.close());
    return client;
  }

  const ready = async (served: Served): Promise<unknown> => (await fetch(`${served.url}/api/ready`)).json();

  test('[NOD-33] is told by readiness and in the journal; commands are given back, what is known is shown, and a start on the right disk goes on', async () => {
    const redis = await redisWithDisk();
    const served = await serve(redis);
    const tablet = await come(served, { door: 'restspace', ...ER1 });
    await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    expect(await tablet.send(arrival('ER-1'))).toMatchObject({ outcome: 'accepted' });
    const before = await come(served, { door: 'lead' });
    const [disk, aside] = ['appendonlydir', 'aside'].map((name) => join(redis.folder, name));
    if (disk === undefined || aside === undefined) throw new Error('no disk');

    await redis.kill();
    renameSync(disk, aside);
    await redis.start();
    await expect.poll(() => ready(served), PATIENCE).toEqual({ status: 'not-ready', storage: 'lost' });
    const id = randomIds.command();
    expect(await tablet.send(arrival('ER-1'), id)).toEqual({ outcome: 'later', id, why: 'stockage' });
    expect(served.lines).toContainEqual({
      kind: 'storage',
      is: 'away',
      why: 'lost',
      next: expect.stringContaining('OPERATIONS.md') as string,
    });
    const meanwhile = await come(served, { door: 'lead' });
    expect([...meanwhile.held.entities]).toEqual([...before.held.entities]);

    await redis.kill();
    rmSync(disk, { recursive: true, force: true });
    renameSync(aside, disk);
    await redis.start();
    const again = await serve(redis);
    expect(await ready(again)).toEqual({ status: 'ready' });
    const back = await come(again, { door: 'restspace', ...ER1 });
    expect(await back.send(arrival('ER-1'), id)).toMatchObject({ outcome: 'accepted' });
    const after = await come(again, { door: 'lead' });
    expect(after.held.entities.get('rest-space:ER-1')?.value).toMatchObject({ state: { present: 2 } });
  });

  test('[NOD-33] is told to whoever starts a server on it, as a first start is, and not once it holds something', async () => {
    const redis = await redisWithDisk();
    const notes: string[] = [];
    const open = async () => {
      notes.length = 0;
      const { log, identities, bus } = await openStorage({
        folder: newFolder(),
        territory: territory.id,
        redis: redis.url,
        secret: 'une clé partagée par les serveurs, longue',
        note: (text) => notes.push(text),
      });
      ends.unshift(
        () => log.close(),
        () => identities.close(),
        () => bus?.close(),
      );
      return log;
    };
    const log = await open();
    expect(notes.join()).toContain('holds no event');
    await log.appendGroup([
      {
        commandId: randomIds.command(),
        stream: 'area/1',
        expectedVersion: 0,
        events: [{ retention: 'r72h', event: { type: 'PassDeclared' } }],
        answer: { retention: 'r72h', outcome: null },
      },
    ]);
    await open();
    expect(notes.join()).not.toContain('holds no event');
  });
});

import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { LogUnavailable, type Append } from '#server/log/event-log';
import { isRedisInstalled } from '../support/redis-server.ts';
import { redisPlace, type RedisPlace } from './redis-place.ts';

describe.skipIf(!isRedisInstalled)('a Redis server of another kind', () => {
  let place: RedisPlace;

  afterEach(() => place.remove());

  test('in cluster mode, the keys of a territory lie together and everything works there', async () => {
    place = await redisPlace({ settings: { 'cluster-enabled': 'yes' } });
    await place.ask('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await vi.waitFor(async () => expect(await place.ask('CLUSTER', 'INFO')).toContain('cluster_state:ok'), {
      timeout: 20_000,
    });
    const log = await place.open();
    await log.appendGroup([pass('c1', 0), pass('c2', 1)]);
    await log.saveSnapshot({ position: 2, format: 1, body: 'state' });
    expect(await log.read(0, 10)).toHaveLength(2);
    expect(await log.erase({ retention: 'r72h', upTo: 1 })).toBe(1);
    expect(await log.answerOf('c2')).toBeDefined();
    await log.close();
  });

  test('from 7.2 on, under everysec, a group is acknowledged once the disk has it', async () => {
    place = await redisPlace({ settings: { appendfsync: 'everysec' } });
    let onDisk = 1;
    const newer = await asNewer(place.server.path, () => onDisk);
    const notes: string[] = [];
    const log = await place.open({
      client: { socket: { host: '127.0.0.1', port: newer.port, tls: false } },
      note: (text) => notes.push(text),
    });
    expect(notes.join()).toContain('WAITAOF');
    const before = newer.awaited();
    expect(await log.appendGroup([pass('c1', 0)])).toHaveLength(1);
    expect(newer.awaited()).toBe(before + 1);
    onDisk = 0;
    await expect(log.appendGroup([pass('c2', 1)])).rejects.toBeInstanceOf(LogUnavailable);
    onDisk = 1;
    expect(await log.appendGroup([pass('c2', 1)])).toEqual([{ kind: 'repeated', outcome: { ok: true } }]);
    expect(await log.answerOf('c2')).toBeDefined();
    expect(await log.answerOf('c3')).toBeUndefined();
    onDisk = 0;
    await expect(log.answerOf('c2')).rejects.toBeInstanceOf(LogUnavailable);
    await expect(log.appendGroup([pass('c2', 1)])).rejects.toBeInstanceOf(LogUnavailable);
    await log.close();
    newer.close();
  });

  test('[STO-4] one that says 7.2 and refuses to await its disk is refused, with what to change', async () => {
    place = await redisPlace({ settings: { appendfsync: 'everysec' } });
    const newer = await asNewer(place.server.path, 'refuses');
    const client = { socket: { host: '127.0.0.1', port: newer.port, tls: false } } as const;
    await expect(place.open({ client })).rejects.toThrow(/refuses WAITAOF .*appendfsync always/);
    newer.close();
  });

  test('[STO-4] one whose promise changes while it is away says so when it is back', async () => {
    place = await redisPlace();
    const notes: string[] = [];
    const log = await place.open({ note: (text) => notes.push(text) });
    expect(notes.join()).toContain('appendfsync always');
    await place.ask('CONFIG', 'SET', 'appendfsync', 'everysec');
    await place.ask('CLIENT', 'KILL', 'TYPE', 'normal');
    await vi.waitFor(() => expect(notes.join()).toContain('appendfsync everysec'), { timeout: 20_000 });
    expect(await vi.waitFor(() => log.appendGroup([pass('c1', 0)]), { timeout: 20_000 })).toHaveLength(1);
    await log.close();
  });
});

/** Stands before a server of 7.0 as one of 7.2 would: says so, and answers WAITAOF with so many disks, or refuses it. */
async function asNewer(path: string, disks: (() => number) | 'refuses') {
  let awaited = 0;
  const front = createServer((socket) => {
    const back = connect(path);
    for (const each of [socket, back])
      each.on('error', () => {}).on('close', () => (socket.destroy(), back.destroy()));
    socket.on('data', (chunk) => {
      const asked = chunk
        .toString('latin1')
        .replace(/\*4\r\n\$7\r\nWAITAOF\r\n(\$\d+\r\n\d+\r\n){3}/g, (asked) => {
          awaited += 1;
          if (disks === 'refuses') return asked;
          return `*3\r\n$4\r\nEVAL\r\n$12\r\nreturn {${disks()},0}\r\n$1\r\n0\r\n`;
        });
      back.write(asked, 'latin1');
    });
    back.on('data', (chunk) => {
      socket.write(chunk.toString('latin1').replace('redis_version:7.0', 'redis_version:7.2'), 'latin1');
    });
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    port: (front.address() as AddressInfo).port,
    awaited: () => awaited,
    close: () => front.close(),
  };
}

function pass(commandId: string, expectedVersion: number): Append {
  return {
    commandId,
    stream: 'area/1',
    expectedVersion,
    events: [{ retention: 'r72h', event: { type: 'PassDeclared' } }],
    answer: { retention: 'r72h', outcome: { ok: true } },
  };
}

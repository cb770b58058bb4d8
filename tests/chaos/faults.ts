import { setTimeout as pause } from 'node:timers/promises';
import { ErrorReply } from 'redis';
import type { RedisServer } from '../support/redis-server.ts';
import { farClock } from './far-clock.ts';
import type { NodeProcess } from './node-process.ts';
import type { Random } from './random.ts';

export type Stage = {
  readonly redis: RedisServer;
  readonly nodes: readonly NodeProcess[];
  readonly random: Random;
  /** One command to the storage, on a link of the run's own. */
  readonly tellRedis: (...command: string[]) => Promise<void>;
  /** Seconds of the product in a real one. */
  readonly speed: number;
  /** What a server did with a clock that is far out, and should not have. */
  readonly farClocks: string[];
};

const MINUTE_MS = 60_000;
/** For each key of a file, of which there are some twenty: a few seconds, as long as a server takes to start. */
const SLOWLY_MICROS = '150000';

/** What is done to a deployment, each until it is whole again. Times are real. */
export const FAULTS = {
  'a server is killed': async ({ nodes, random }) => {
    const node = random.oneOf(nodes);
    await node.kill();
    await pause(random.between(0, 2_000));
    await node.start();
  },
  'a server is frozen': async ({ nodes, random }) => {
    const node = random.oneOf(nodes);
    node.freeze();
    await pause(random.between(500, 8_000));
    node.thaw();
  },
  'the storage is killed': async ({ redis, random }) => {
    await redis.kill();
    await pause(random.between(0, 3_000));
    await redis.start();
  },
  'the storage is frozen': async ({ redis, random }) => {
    redis.freeze();
    await pause(random.between(500, 6_000));
    redis.thaw();
  },
  'the storage is full': async ({ tellRedis, random }) => {
    await tellRedis('CONFIG', 'SET', 'maxmemory', '1');
    await pause(random.between(500, 4_000));
    await tellRedis('CONFIG', 'SET', 'maxmemory', '0');
  },
  'the disk is full': async ({ redis, random }) => {
    redis.fill();
    await pause(random.between(500, 4_000));
    // A server that fsyncs always ends at its first failed write: a supervisor starts it again on what it kept.
    await redis.kill();
    await redis.start();
  },
  'the storage rewrites its files': async ({ redis, tellRedis, random }) => {
    await tellRedis('CONFIG', 'SET', 'rdb-key-save-delay', SLOWLY_MICROS);
    await rewrite(tellRedis);
    await pause(random.between(200, 3_000));
    if (random.isLess(0.5)) {
      // In the middle of it: what it was writing is nobody's, and it starts on what it had.
      await redis.kill();
      await redis.start();
    }
    await tellRedis('CONFIG', 'SET', 'rdb-key-save-delay', '0');
  },
  'a server starts while the storage reads its files': async ({ redis, nodes, tellRedis, random }) => {
    const node = random.oneOf(nodes);
    await node.kill();
    // It reads slowly what a rewrite left, and no command that came after it.
    await rewrite(tellRedis);
    await pause(random.between(200, 1_000));
    await redis.kill();
    const started = node.start();
    // A server takes a moment to come to its storage, which is then away, reads, or has read.
    await pause(random.between(0, 4_000));
    await redis.start({ 'key-load-delay': SLOWLY_MICROS, 'loading-process-events-interval-bytes': '1024' });
    await started;
    await tellRedis('CONFIG', 'SET', 'key-load-delay', '0');
  },
  'a link to the storage is cut': async ({ nodes, random }) => {
    const { storage } = random.oneOf(nodes);
    storage.cut();
    await pause(random.between(200, 6_000));
    storage.mend();
  },
  'a link to the storage is slow': async ({ nodes, random }) => {
    const { storage } = random.oneOf(nodes);
    storage.delayMs = random.between(20, 400);
    await pause(random.between(1_000, 5_000));
    storage.mend();
  },
  'the links to clients are cut': async ({ nodes, random }) => {
    const { clients } = random.oneOf(nodes);
    clients.cut();
    await pause(random.between(100, 2_000));
    clients.mend();
  },
  'the links to clients are slow': async ({ nodes, random }) => {
    const { clients } = random.oneOf(nodes);
    clients.delayMs = random.between(50, 800);
    await pause(random.between(1_000, 5_000));
    clients.mend();
  },
  'a clock is wrong': async ({ nodes, random }) => {
    const node = random.oneOf(nodes);
    node.skew(random.between(-10 * MINUTE_MS, 10 * MINUTE_MS));
    await pause(random.between(1_000, 8_000));
    node.skew(0);
  },
  'a clock is far out': async ({ nodes, random, speed, farClocks }) => {
    farClocks.push(...(await farClock(random.oneOf(nodes), random, speed)));
  },
} satisfies Record<string, (stage: Stage) => Promise<void>>;
export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

/** One that is under way already is as good. */
async function rewrite(tellRedis: Stage['tellRedis']): Promise<void> {
  await tellRedis('BGREWRITEAOF').catch((cause: unknown) => {
    if (!(cause instanceof ErrorReply)) throw cause;
  });
}

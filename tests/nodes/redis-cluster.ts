import { rmSync } from 'node:fs';
import { openRedisLog } from '#server/log/redis/redis-log';
import { openRedisBus } from '#server/nodes/redis-bus';
import { SettableClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import type { Instant } from '#shared/kernel/instant';
import { startRedis } from '../support/redis-server.ts';
import { newFolder, serveApp, territory, type Served } from '../support/served-app.ts';
import { UNHINDERED } from '../support/unhindered.ts';
import { leveled, type Cluster } from './cluster.ts';

/** Several whole servers of this process, each with links of its own to a real Redis, under one clock. */
export async function serveOnRedis(start: Instant, count = 2): Promise<Omit<Cluster, 'handles' | 'log'>> {
  const redis = await startRedis();
  const folder = newFolder();
  const clock = new SettableClock(start);
  const nodes: Served[] = [];
  const ends: (() => Promise<void>)[] = [];
  for (let index = 1; index <= count; index += 1) {
    const log = await openRedisLog({
      client: redis.url,
      territory: territory.id,
      newEpoch: () => randomIds.epoch(),
    });
    const bus = await openRedisBus({ url: redis.url }, territory.id);
    const node = await serveApp(start, folder, {
      log,
      bus,
      clock,
      node: `noeud-${index}`,
      limits: UNHINDERED,
    });
    nodes.push(node);
    ends.push(async () => {
      await node.stop({ keepFolder: true });
      await bus.close();
    });
  }
  return {
    nodes,
    clock,
    at: async (instant) => {
      clock.set(instant);
      await Promise.all(nodes.map(({ app }) => app.settle()));
      await leveled(nodes);
    },
    level: () => leveled(nodes),
    stop: async () => {
      for (const end of ends) await end();
      await redis.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

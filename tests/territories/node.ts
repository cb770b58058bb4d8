// One server of many territories, in a process of its own: node.ts JSON (NodeOrders). It answers one question at a time.
import type { AddressInfo } from 'node:net';
import { demoHolders } from '#server/accounts/holder';
import { createApp, type App } from '#server/app';
import { frontServer } from '#server/deployment/front';
import { LIMITS } from '#server/limits/limits';
import { openRedisLog } from '#server/log/redis/redis-log';
import { openRedisBus } from '#server/nodes/redis-bus';
import { randomIds } from '#server/ports/ids';
import type { Instant } from '#shared/kernel/instant';
import { answerWith, tell } from '../bench/child.ts';
import { ProductClock, type Day } from '../chaos/product-clock.ts';
import { hashOf } from '../support/core.ts';
import { policy } from '../support/served-app.ts';
import { hostOf, packOf } from './names.ts';

export type NodeOrders = { name: string; redis: string; day: Day; territories: readonly string[] };
export type Listening = { port: number };
export type Question = { tell: 'cost' } | { tell: 'held'; standAt: Instant };
/** What the process has taken so far: processor time in ms, memory in bytes. */
export type Cost = { cpuMs: number; rss: number };
export type Held = {
  worlds: { territory: string; position: number; hash: string }[];
  /** Failures of the server's own. */
  faults: string[];
};

const AT_ONCE = 10;
const orders = JSON.parse(process.argv[2] ?? '') as NodeOrders;
const clock = new ProductClock(orders.day);
const apps = new Map<string, App>();
const faults: string[] = [];

// Several at once: the first server of a territory waits half a second for another one to answer.
for (let from = 0; from < orders.territories.length; from += AT_ONCE)
  await Promise.all(orders.territories.slice(from, from + AT_ONCE).map(open));
for (const app of apps.values()) {
  await app.settle();
  app.ready();
}
const front = frontServer(LIMITS.requests, new Map([...apps].map(([id, app]) => [hostOf(id), app])));
front.listen(0, '127.0.0.1', () => tell({ port: (front.address() as AddressInfo).port } satisfies Listening));

answerWith<Question>(async (question) => {
  if (question.tell === 'cost') {
    const { user, system } = process.cpuUsage();
    return { cpuMs: (user + system) / 1_000, rss: process.memoryUsage.rss() } satisfies Cost;
  }
  clock.stand(question.standAt);
  const worlds: Held['worlds'] = [];
  for (const [id, app] of apps) {
    await app.caughtUp();
    await app.settle();
    worlds.push({ territory: id, position: app.world.position, hash: hashOf(app.world) });
  }
  return { worlds, faults } satisfies Held;
});

async function open(id: string): Promise<void> {
  const app = await createApp({
    node: orders.name,
    bus: await openRedisBus({ url: orders.redis }, id),
    log: await openRedisLog({ client: orders.redis, territory: id, newEpoch: () => randomIds.epoch() }),
    clock,
    ids: randomIds,
    logger: (line) => {
      if (line.kind === 'fault') faults.push(`${id}: ${String(line.cause)}`);
    },
    territory: packOf(id),
    policy,
    holders: demoHolders,
    demo: true,
  });
  apps.set(id, app);
}

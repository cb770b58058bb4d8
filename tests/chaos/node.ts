// One server of a run, in a process of its own: node.ts JSON (NodeOrders). It talks to the run over its channel.
import type { AddressInfo } from 'node:net';
import { demoHolders } from '#server/accounts/holder';
import { createApp } from '#server/app';
import { openRedisLog } from '#server/log/redis/redis-log';
import { openRedisBus } from '#server/nodes/redis-bus';
import { randomIds } from '#server/ports/ids';
import { msOf, type Instant } from '#shared/kernel/instant';
import { hashOf } from '../support/core.ts';
import { policy, territory } from '../support/served-app.ts';
import { UNHINDERED } from '../support/unhindered.ts';
import { Deeds } from './deeds.ts';
import { forgetful } from './planted.ts';
import { ProductClock, type Day } from './product-clock.ts';

export type NodeOrders = {
  name: string;
  redis: string;
  day: Day;
  /** By how much its clock is wrong all day, in ms of the product. */
  skewMs: number;
  bug: 'catch-up' | null;
};
export type ToNode = { skewMs: number } | { standAt: Instant } | { tell: 'report' | 'deeds' };
export type FromNode =
  | { kind: 'listening'; port: number }
  | { kind: 'report'; position: number; hash: string }
  | { kind: 'deeds'; count: number }
  | { kind: 'fault'; cause: string };

const orders = JSON.parse(process.argv[2] ?? '') as NodeOrders;
const clock = new ProductClock(orders.day);
clock.skew = orders.skewMs;
const tell = (message: FromNode) => void process.send?.(message);

const opened = await openRedisLog({
  client: orders.redis,
  territory: territory.id,
  newEpoch: () => randomIds.epoch(),
});
const bus = await openRedisBus({ url: orders.redis }, territory.id);
const deeds = new Deeds();
const app = await createApp({
  node: orders.name,
  bus: {
    ...bus,
    // The machine of the storage lives the same day, by a clock that is right.
    time: async () => {
      const told = await bus.time();
      return told && clock.rightAt(msOf(told));
    },
  },
  log: deeds.of(orders.bug === 'catch-up' ? forgetful(opened) : opened),
  clock,
  ids: randomIds,
  logger: (line) => {
    if (line.kind === 'fault')
      tell({
        kind: 'fault',
        cause: line.cause instanceof Error ? (line.cause.stack ?? line.cause.message) : String(line.cause),
      });
  },
  territory,
  policy,
  holders: demoHolders,
  limits: UNHINDERED,
  // Nobody watches the clock of a demonstration.
  demo: false,
});
await app.settle();
app.ready();
app.http.listen(0, '127.0.0.1', () =>
  tell({ kind: 'listening', port: (app.http.address() as AddressInfo).port }),
);

process.on('message', (message: ToNode) => {
  if ('skewMs' in message) clock.skew = message.skewMs;
  else if ('standAt' in message) clock.stand(message.standAt);
  else
    void app
      .settle()
      .then(() =>
        tell(
          message.tell === 'deeds'
            ? { kind: 'deeds', count: deeds.count }
            : { kind: 'report', position: app.world.position, hash: hashOf(app.world) },
        ),
      );
});
// The run is over, or broke: a server without it is nobody's.
process.on('disconnect', () => process.exit(0));

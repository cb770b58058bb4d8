import { Buffer } from 'node:buffer';
import type { AddressInfo } from 'node:net';
import { demoHolders } from '#server/accounts/holder';
import { createApp } from '#server/app';
import { openRedisLog } from '#server/log/redis/redis-log';
import { openRedisBus } from '#server/nodes/redis-bus';
import { sealedBus } from '#server/nodes/sealed-bus';
import { realChance } from '#server/ports/chance';
import { randomIds } from '#server/ports/ids';
import { ProductClock, type Day } from '../../chaos/product-clock.ts';
import { policy, territory } from '../../support/served-app.ts';
import { UNHINDERED } from '../../support/unhindered.ts';
import { tell } from '../child.ts';

/** One day for all of them: two clocks that do not agree would be measured too. */
export type NodeOrders = { redis: string; name: string; day: Day };

// One node of the whole product on Redis, in a process of its own, its memory shared with the others as it is in service.
const { redis, name, day } = JSON.parse(String(process.argv[2])) as NodeOrders;
const app = await createApp({
  log: await openRedisLog({ client: redis, territory: territory.id, newEpoch: () => randomIds.epoch() }),
  bus: sealedBus(await openRedisBus({ url: redis }, territory.id), Buffer.alloc(32, 7), realChance),
  node: name,
  clock: new ProductClock(day),
  ids: randomIds,
  logger: (line) => {
    if (line.kind !== 'fault') return;
    process.stderr.write(`${name}: ${String(line.cause)}\n`);
    process.exit(1);
  },
  territory,
  policy,
  holders: demoHolders,
  demo: true,
  limits: UNHINDERED,
});
app.http.listen(0, '127.0.0.1', () => {
  void app.settle().then(() => {
    app.ready();
    tell({ port: (app.http.address() as AddressInfo).port });
  });
});

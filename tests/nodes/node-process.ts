// One server of several, without its pages, in a process of its own: node-process.ts REDIS_URL NAME PORT.
// Writes its port once it takes people; SIGTERM drains it.
import { Buffer } from 'node:buffer';
import type { AddressInfo } from 'node:net';
import { demoHolders } from '#server/accounts/holder';
import { createApp } from '#server/app';
import { openRedisLog } from '#server/log/redis/redis-log';
import { openRedisBus } from '#server/nodes/redis-bus';
import { sealedBus } from '#server/nodes/sealed-bus';
import { realChance } from '#server/ports/chance';
import { systemClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import { loggerOf } from '#server/ports/logger';
import { policy, territory } from '../support/served-app.ts';
import { UNHINDERED } from '../support/unhindered.ts';

const [redis = '', node = '', port = '0'] = process.argv.slice(2);
const log = await openRedisLog({ client: redis, territory: territory.id, newEpoch: () => randomIds.epoch() });
const bus = sealedBus(await openRedisBus({ url: redis }, territory.id), Buffer.alloc(32, 7), realChance);
const write = loggerOf({ node, territory: territory.id });
const app = await createApp({
  log,
  bus,
  node,
  clock: systemClock,
  ids: randomIds,
  // Standard output says the port, and nothing else.
  logger: (line) => {
    if (line.kind === 'fault')
      process.stderr.write(
        `${node} ${line.cause instanceof Error ? (line.cause.stack ?? '') : String(line.cause)}\n`,
      );
    else if (process.env['NODES_VERBOSE']) write(line);
  },
  territory,
  policy,
  holders: demoHolders,
  limits: UNHINDERED,
  demo: true,
});
await app.settle();
app.http.listen(Number(port), '127.0.0.1', () => {
  app.ready();
  process.stdout.write(`${(app.http.address() as AddressInfo).port}\n`);
});

process.once('SIGTERM', () => {
  void app
    .drain({ noticeMs: 400, overMs: 500 })
    .then(() => app.close())
    .then(() => bus.close())
    .then(() => process.exit(0));
});

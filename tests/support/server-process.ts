// The whole server, without its pages, in a process of its own: server-process.ts FOLDER. Writes its port, then runs.
import type { AddressInfo } from 'node:net';
import { demoHolders } from '#server/accounts/holder';
import { createApp } from '#server/app';
import { openEmbeddedLog } from '#server/log/embedded';
import { systemClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import { policy, territory } from './served-app.ts';

const [folder = ''] = process.argv.slice(2);
const app = await createApp({
  log: openEmbeddedLog({ folder, newEpoch: () => randomIds.epoch() }),
  clock: systemClock,
  ids: randomIds,
  logger: (line) => {
    if (line.kind === 'fault') process.stderr.write(`${String(line.cause)}\n`);
  },
  territory,
  policy,
  holders: demoHolders,
  demo: true,
});
await app.settle();
app.ready();
app.http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(app.http.address() as AddressInfo).port}\n`);
});

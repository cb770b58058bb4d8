import type { AddressInfo } from 'node:net';
import { demoHolders } from '#server/accounts/holder';
import { createApp } from '#server/app';
import { SettableClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import type { Instant } from '#shared/kernel/instant';
import { tell } from './child.ts';
import { openLog } from './log/workload.ts';
import { UNHINDERED } from '../support/unhindered.ts';
import { policy, territory } from '../support/served-app.ts';

// The whole product, in a process of its own. Its time runs, and no half-hour ends during a measurement.
const clock = new SettableClock('2026-11-21T16:31:00.000Z' as Instant);
const app = await createApp({
  log: openLog(String(process.argv[2])),
  clock,
  ids: randomIds,
  logger: (line) => {
    if (line.kind !== 'fault') return;
    process.stderr.write(`${String(line.cause)}\n`);
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
    clock.run(1);
    tell({ port: (app.http.address() as AddressInfo).port });
  });
});

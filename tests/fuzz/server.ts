// The product with the limits it ships with, in a process of its own: server.ts FOLDER. Its time stands: whatever is
// written while it is attacked, an attacker wrote.
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { RequestHandler } from 'express';
import { demoHolders } from '#server/accounts/holder';
import { createApp } from '#server/app';
import { openEmbeddedLog } from '#server/log/embedded';
import { SettableClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import { consoleLogger } from '#server/ports/logger';
import { provideHost } from '#shared/host';
import { paris } from '../support/said.ts';
import { policy, territory } from '../support/served-app.ts';

const [folder = ''] = process.argv.slice(2);
const app = await createApp({
  log: openEmbeddedLog({ folder, newEpoch: () => randomIds.epoch() }),
  clock: new SettableClock(paris('17:01:10')),
  ids: randomIds,
  logger: consoleLogger,
  territory,
  policy,
  holders: demoHolders,
  demo: true,
});
await app.settle();
await new Promise<void>((done) => app.http.listen(0, '127.0.0.1', done));
const { port } = app.http.address() as AddressInfo;
const built = resolve(import.meta.dirname, '../../build/handler.js');
if (existsSync(built)) {
  provideHost(app.host);
  process.env['ORIGIN'] = `http://127.0.0.1:${port}`;
  const { handler } = (await import(built)) as { handler: RequestHandler };
  app.express.use(handler);
}
app.ready();
process.stdout.write(`${JSON.stringify({ port })}\n`);

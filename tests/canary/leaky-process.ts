// The whole server with a journal that tells too much (mutant M14): leaky-process.ts FOLDER. Writes its port first.
import type { AddressInfo } from 'node:net';
import { demoHolders } from '#server/accounts/holder';
import { createApp } from '#server/app';
import { openEmbeddedLog } from '#server/log/embedded';
import { systemClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import { consoleLogger } from '#server/ports/logger';
import { policy, territory } from '../support/served-app.ts';

const [folder = ''] = process.argv.slice(2);
const app = await createApp({
  log: openEmbeddedLog({ folder, newEpoch: () => randomIds.epoch() }),
  clock: systemClock,
  ids: randomIds,
  logger: consoleLogger,
  territory,
  policy,
  holders: demoHolders,
  demo: true,
});
app.http.on('request', ({ url, headers }) => {
  consoleLogger({ kind: 'note', text: `asked: ${url}` });
  process.stderr.write(`by ${headers['user-agent']} from ${String(headers['x-forwarded-for'])}\n`);
});
app.ready();
app.http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(app.http.address() as AddressInfo).port}\n`);
});

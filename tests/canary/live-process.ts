// The product outside a demonstration, with its pages, in a process of its own: live-process.ts FOLDER. As main.ts starts
// it, but for the policy of this repository, which waits for its two approvals and so starts nothing real.
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import { firstRunNote, openIdentity } from '#server/accounts/identity/open-identity';
import { createApp } from '#server/app';
import { ADDRESS_HEADER, PROTOCOL_HEADER } from '#server/http/where-from';
import { openEmbeddedLog } from '#server/log/embedded';
import { systemClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import { consoleLogger as logger } from '#server/ports/logger';
import { provideHost } from '#shared/host';
import { policy, territory } from '../support/served-app.ts';
import { BUILT } from './served-product.ts';

const [folder = ''] = process.argv.slice(2);
const onFault = (cause: unknown) => logger({ kind: 'fault', reference: randomIds.faultReference(), cause });
const secrets = {
  secret: process.env['PASSERELLE_SECRET'] ?? null,
  breachedPasswords: null,
  providers: null,
};
const identity = await openIdentity(folder, secrets, {
  clock: systemClock,
  policy: () => policy.hash,
  isSecure: false,
  onFault,
});
const app = await createApp({
  log: openEmbeddedLog({ folder, newEpoch: () => randomIds.epoch() }),
  clock: systemClock,
  ids: randomIds,
  logger,
  territory,
  policy,
  holders: identity.holders,
  audit: identity.audit,
  identity,
  demo: false,
});
await new Promise<void>((done) => app.http.listen(0, '127.0.0.1', done));
const { port } = app.http.address() as AddressInfo;
provideHost(app.host);
const origin = `http://127.0.0.1:${port}`;
Object.assign(process.env, { ORIGIN: origin, ADDRESS_HEADER, PROTOCOL_HEADER });
const { handler } = (await import(`${BUILT}/handler.js`)) as { handler: RequestHandler };
app.express.use(handler);
app.ready();
logger({ kind: 'started', port, simulated: false, policy: policy.hash });
process.stdout.write((await firstRunNote(identity, origin)) ?? '');
process.once('SIGTERM', () => {
  void (async () => {
    await app.close();
    await identity.close();
    logger({ kind: 'stopped' });
    process.exit(0);
  })();
});

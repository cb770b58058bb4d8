import { flushCompileCache } from 'node:module';
import { demoHolders } from '#server/accounts/holder';
import { createApp } from '#server/app';
import { systemClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import { silentLogger } from '#server/ports/logger';
import { provideHost } from '#shared/host';
import { policy, territory } from '../../support/served-app.ts';
import { openLog } from '../log/workload.ts';

// What `server/main.ts` does from its birth to its first yes, in the same order, without accounts: the policy that is
// shipped has no approvals yet, and main.ts serves no real day under it.
const [folder = '', port = '', handlerFile = ''] = process.argv.slice(2);
const app = await createApp({
  log: openLog(folder),
  clock: systemClock,
  ids: randomIds,
  logger: silentLogger,
  territory,
  policy,
  holders: demoHolders,
  demo: true,
});
provideHost(app.host);
const { handler } = (await import(handlerFile)) as { handler: Parameters<typeof app.express.use>[0] };
app.express.use(handler);
app.http.listen(Number(port), '127.0.0.1', () => {
  void app.settle().then(() => {
    // Before the first yes: whoever measures ends this process at once.
    flushCompileCache();
    app.ready();
  });
});

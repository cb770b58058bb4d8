import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoHolders } from '#server/accounts/holder';
import { createApp } from '#server/app';
import { SettableClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import { silentLogger } from '#server/ports/logger';
import { policy, territory } from '../../support/served-app.ts';
import { tell } from '../child.ts';
import { openLog } from '../log/workload.ts';
import { HISTORY_ENDS_BEFORE, LINES } from './history.ts';

/** CPU milliseconds of the start alone, Node's own aside; and where the start arrived. */
export type Started = { cpu: number; position: number };

// One start, in a process of its own: of the whole server, or of the anchor, which parses the same records as lines.
const [folder, side] = process.argv.slice(2) as [string, 'server' | 'lines'];
const before = process.cpuUsage();
const position = side === 'lines' ? parseLines() : await startServer();
const { user, system } = process.cpuUsage(before);
tell({ cpu: (user + system) / 1000, position } satisfies Started);

function parseLines(): number {
  let last = 0;
  for (const line of readFileSync(join(folder, LINES), 'utf8').split('\n')) {
    last = (JSON.parse(line) as { position: number }).position;
  }
  return last;
}

async function startServer(): Promise<number> {
  const clock = new SettableClock(HISTORY_ENDS_BEFORE);
  const log = openLog(folder);
  const app = await createApp({
    log,
    clock,
    ids: randomIds,
    logger: silentLogger,
    territory,
    policy,
    holders: demoHolders,
    demo: true,
  });
  return app.world.position;
}

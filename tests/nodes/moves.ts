// Clients that go from server to server, on one log: node tests/nodes/moves.ts [--moves 1000] [--seed 7] [--nodes 2]
// [--redis]. The log is that of this process unless it is asked to lie in a real Redis, where each server has its own links.
import { parseArgs } from 'node:util';
import { paris } from '../support/said.ts';
import { UNHINDERED } from '../support/unhindered.ts';
import { serveCluster } from './cluster.ts';
import { serveOnRedis } from './redis-cluster.ts';
import { roam } from './roam.ts';

const { values } = parseArgs({
  options: {
    moves: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '7' },
    nodes: { type: 'string', default: '2' },
    redis: { type: 'boolean', default: false },
  },
});

const START = paris('06:31');
const count = Number(values.nodes);
const cluster = values.redis
  ? await serveOnRedis(START, count)
  : await serveCluster(START, { count, wakeAfterMs: 3, more: () => ({ limits: UNHINDERED }) });
const report = await roam(
  {
    urls: cluster.nodes.map(({ url }) => url),
    now: () => cluster.clock.now(),
    at: (instant) => cluster.at(instant),
    level: () => cluster.level(),
  },
  { seed: Number(values.seed), moves: Number(values.moves) },
);
const faults = cluster.nodes.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'fault'));
await cluster.stop();
for (const fault of faults) process.stderr.write(`${JSON.stringify(fault)}\n`);
process.stdout.write(
  [
    `${report.moves} moves between ${values.nodes} servers on ${values.redis ? 'a real Redis' : 'one log of this process'} (seed ${values.seed}), ${report.movesUnderFire} of them while something was being kept`,
    `${report.commands} commands: ${report.accepted} accepted, ${report.refused} refused, over ${report.minutes} minutes of the product`,
    `${report.frames} frames, ${report.changes} changes: none missed, none told twice, nobody started again`,
    `at the end each client held what a new one held on every server; ${faults.length} faults`,
    '',
  ].join('\n'),
);
process.exitCode = faults.length > 0 ? 1 : 0;

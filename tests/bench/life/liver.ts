import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from '#server/commands/turns';
import { World } from '#server/commands/world';
import { SettableClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import { silentLogger } from '#server/ports/logger';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { policy, territory } from '../../support/served-app.ts';
import { tell } from '../child.ts';
import { openLog } from '../log/workload.ts';
import { commandsOf, FIRST_COMMANDS } from '../start/history.ts';

/** What one more part of a life has cost: CPU microseconds an event, and what the process holds at its end, in MB. */
export type Part = { events: number; cpu: number; rss: number; heap: number; logBytes: number };

const BEGINS_AT = '2026-01-05T06:00:00.000Z' as Instant;
/** Far more than a busy day. Seventy-two hours, after which facts go, pass again and again. */
const STEP_MIN = 5;
const MB = 1_048_576;

// One server's life, in a process of its own: commands, what time makes due, releases, erasures every hour, the log on
// the disk. Nobody is connected.
const [folder, total, parts] = process.argv.slice(2) as [string, string, string];
const log = openLog(folder);
const world = new World(territory, policy.policy);
const clock = new SettableClock(BEGINS_AT);
const turns = new Turns({
  log,
  world,
  clock,
  ids: randomIds,
  logger: silentLogger,
  policyHash: policy.hash,
  onCommitted: () => {},
});
let step = 0;
await live(FIRST_COMMANDS.map((command) => command));
const lived: Part[] = [];
let [position, cpu] = [world.position, process.cpuUsage()];
for (let part = 1; part <= Number(parts); part += 1) {
  const until = (Number(total) * part) / Number(parts);
  while (world.position < until) {
    clock.set(plus(BEGINS_AT, step * STEP_MIN * MINUTE));
    await live(commandsOf(step, clock.now()));
    step += 1;
  }
  const { user, system } = process.cpuUsage(cpu);
  const events = world.position - position;
  // What nobody holds any more is not what a node holds.
  globalThis.gc?.();
  await nextTurn();
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const logBytes = sizeOf(folder);
  lived.push({ events, cpu: (user + system) / events, rss: rss / MB, heap: heapUsed / MB, logBytes });
  process.stderr.write(`${JSON.stringify({ position: world.position, ...lived.at(-1) })}\n`);
  [position, cpu] = [world.position, process.cpuUsage()];
}
tell(lived);

async function live(commands: Parameters<Turns['submit']>[1][]): Promise<void> {
  const acks = await Promise.all(
    commands.map((command) => turns.submit(randomIds.command(), command, 'hospital')),
  );
  await turns.run();
  const refused = acks.find(({ outcome }) => outcome !== 'accepted');
  if (refused) throw new Error(`a life holds a refusal: ${JSON.stringify(refused)}`);
}

function sizeOf(of: string): number {
  return readdirSync(of).reduce((sum, name) => sum + statSync(join(of, name)).size, 0);
}

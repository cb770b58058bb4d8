import { setTimeout as pause } from 'node:timers/promises';
import type { NodeProcess } from './node-process.ts';
import type { Random } from './random.ts';

/** Out by so much of real time: past the thirty seconds from which a server dates nothing. */
const FAR_MS = { least: 40_000, most: 60_000 };
/** Clocks are compared every five seconds, and a storage that was just away is asked again after one more. */
const FOUND_OUT_MS = 20_000;
const LOOK_EVERY_MS = 100;

/**
 * The clock of one server is so far out that whatever it dated would be wrong: from the moment it has found out until it
 * is set right, it must take nobody and do nothing to the log, and then go on by itself. Gives what was otherwise.
 */
export async function farClock(node: NodeProcess, random: Random, speed: number): Promise<string[]> {
  const aheadMs = random.between(FAR_MS.least, FAR_MS.most) * (random.isLess(0.5) ? 1 : -1);
  node.skew(aheadMs * speed);
  try {
    if (!(await isSoon(async () => (await node.readiness()).clock === 'wrong')))
      return [`${node.name} has not found out that its clock is out by ${Math.round(aheadMs / 1_000)} s`];
    // What was under way as it found out is done by then.
    const before = await node.deeds();
    await pause(random.between(1_000, 4_000));
    const { status, clock } = await node.readiness();
    const done = (await node.deeds()) - before;
    node.skew(0);
    if (clock !== 'wrong') return [`${node.name} takes a clock for right that is not`];
    return [
      ...(status === 'ready' ? [`${node.name} takes people while its clock is wrong`] : []),
      ...(done > 0 ? [`${node.name} did ${done} things to the log while its clock was wrong`] : []),
      ...((await isSoon(async () => (await node.readiness()).status === 'ready'))
        ? []
        : [`${node.name} did not come back once its clock was set right`]),
      ...((await isSoon(async () => (await node.deeds()) > before + done))
        ? []
        : [`${node.name} decides nothing once its clock is right again`]),
    ];
  } finally {
    node.skew(0);
  }
}

async function isSoon(isSo: () => Promise<boolean>): Promise<boolean> {
  const late = performance.now() + FOUND_OUT_MS;
  while (performance.now() < late) {
    if (await isSo().catch(() => false)) return true;
    await pause(LOOK_EVERY_MS);
  }
  return false;
}

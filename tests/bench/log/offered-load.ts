import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Figure, figureOfPairs } from './figure.ts';
import { commandSource, inFolder, openLog } from './workload.ts';

const CALIBRATION_MS = 1000;
const OFFER_MS = 4000;
const RUNS = 2;

/**
 * L2: commands offered at twice the rate that one transaction per command can follow, taken in one group per turn.
 * The anchor is what was offered; the ratio is the share acknowledged when the offer ends.
 */
export async function run(): Promise<Figure[]> {
  const runs: { product: number; anchor: number }[] = [];
  for (let each = 0; each < RUNS; each += 1) runs.push(await inFolder(offer));
  const share = ({ product, anchor }: { product: number; anchor: number }) => product / anchor;
  return [
    figureOfPairs(
      'L2 twice the one-by-one rate, 4 s',
      '>= 0.97',
      runs,
      share,
      (count) => `${count} commands`,
    ),
  ];
}

async function offer(folder: string): Promise<{ product: number; anchor: number }> {
  const log = openLog(folder);
  const commands = commandSource();
  let alone = 0;
  for (const end = performance.now() + CALIBRATION_MS; performance.now() < end; alone += 1) {
    await log.appendGroup(commands(1));
  }
  const offeredPerMs = (2 * alone) / CALIBRATION_MS;

  const start = performance.now();
  let acknowledged = 0;
  for (;;) {
    const elapsed = performance.now() - start;
    if (elapsed >= OFFER_MS) break;
    const due = Math.floor(elapsed * offeredPerMs) - acknowledged;
    if (due > 0) {
      const results = await log.appendGroup(commands(due));
      if (performance.now() - start < OFFER_MS) acknowledged += results.length;
    }
    await nextTurn();
  }
  await log.close();
  return { product: acknowledged, anchor: Math.floor(OFFER_MS * offeredPerMs) };
}

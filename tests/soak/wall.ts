import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openBrowser, openScreen, WALL } from '../support/browser.ts';
import { startProduct } from '../support/product-process.ts';
import { FLAT, growthOf, watcherOf, type Sample } from './held.ts';

/**
 * W07: the wall, left alone in a real browser for a simulated day at full activity: `npm run soak`, or with
 * `-- --hours 48 --speed 300`. Prints what the page holds, hour by hour, and ends with 1 if any of it grows.
 */
const { values } = parseArgs({
  options: { hours: { type: 'string', default: '24' }, speed: { type: 'string', default: '600' } },
});
const [hours, speed] = [Number(values.hours), Number(values.speed)];
const HOUR_MS = 3_600_000;

const [browser, product] = await Promise.all([openBrowser(), startProduct({ speed, at: '08:00' })]);
try {
  const screen = await openScreen(browser, { viewport: WALL });
  let frames = 0;
  screen.page.on('websocket', (socket) => socket.on('framereceived', () => (frames += 1)));
  await screen.goLive(`${product.url}/mur`);
  const look = await watcherOf(screen.page);
  const samples: Sample[] = [];
  const start = performance.now();
  process.stdout.write('hour   frames    nodes  listeners   heap KB\n');
  for (let hour = 0; hour <= hours; hour += 1) {
    await pause(Math.max(0, start + (hour * HOUR_MS) / speed - performance.now()));
    const held = await look();
    samples.push({ hour, ...held });
    const cells = [frames, held.nodes, held.listeners, Math.round(held.heap / 1024)];
    process.stdout.write(
      `${String(hour).padStart(4)}${cells.map((cell) => String(cell).padStart(9)).join('')}\n`,
    );
  }
  const growth = growthOf(samples);
  const verdicts = (['nodes', 'listeners', 'heap'] as const).map((what) => {
    const isFlat = growth[what] <= FLAT[what];
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    process.stdout.write(
      `${what}: ${percent(growth[what])} over the last two thirds, at most ${percent(FLAT[what])}: ${isFlat ? 'flat' : 'GROWS'}\n`,
    );
    return isFlat;
  });
  for (const fault of screen.faults) process.stdout.write(`fault: ${fault}\n`);
  const results = join(import.meta.dirname, '../../test-results');
  mkdirSync(results, { recursive: true });
  writeFileSync(
    join(results, 'soak.json'),
    `${JSON.stringify({ hours, speed, frames, growth, samples }, null, 2)}\n`,
  );
  if (verdicts.includes(false) || screen.faults.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await product.stop();
}

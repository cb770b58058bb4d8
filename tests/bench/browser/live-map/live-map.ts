import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright';
import { build, preview } from 'vite';
import { openBrowser } from '../../../support/browser.ts';
import { type Figure, figureOfPairs } from '../../log/figure.ts';
import { inFolder } from '../../log/workload.ts';
import type { BenchOptions } from '../../options.ts';
import { inTurn } from '../../sides.ts';
import { cellsOf } from './cells.ts';
import type { LiveMap } from './page.ts';

declare global {
  var liveMap: LiveMap;
}

const FEW = 5_000;
const MANY = 50_000;
const TARGETS = { [FEW]: '<= 1.4', [MANY]: '<= 2.2' } as const;
/** Updates a side and pair, and pairs at most: where the processor paints, a frame of so many cells takes seconds. */
const ROUNDS = { [FEW]: { times: 20, most: 11 }, [MANY]: { times: 3, most: 3 } } as const;
/** Twenty events a second (PERFORMANCE, B6). */
const EVERY_MS = 50;

type Side = 'update' | 'repaint';
const SIDES: Side[] = ['update', 'repaint'];

/**
 * B3 and B6: the product's own map code in a browser (`drawCanvas` with the layers of the console), on areas of one cell
 * each instead of a territory's forty. One live update of 100 of them beside one bare repaint of the same map, in CPU of
 * the main thread alone; then the tasks of over 50 ms among 20 updates a second, beside as many bare repaints.
 */
export function run({ pairs, quick }: BenchOptions): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const url = await servePage(folder);
    const browser = await openBrowser();
    try {
      const figures: Figure[] = [];
      for (const cells of [FEW, MANY] as const) {
        writeFileSync(join(folder, 'pages', `${cells}.json`), JSON.stringify(cellsOf(cells)));
        const page = await browser.newPage({ viewport: { width: 683, height: 384 } });
        await page.goto(url.address);
        await page.evaluate((address) => globalThis.liveMap.draw(address), `/${cells}.json`);
        const { times, most } = ROUNDS[cells];
        figures.push(
          await mainThread(
            page,
            cells,
            Math.min(pairs, quick ? 1 : most),
            Math.ceil(times / (quick ? 4 : 1)),
          ),
        );
        if (cells === FEW) figures.push(await longTasks(page, Math.min(pairs, 3), quick ? 5 : 30));
        await page.close();
      }
      return figures;
    } finally {
      await browser.close();
      await url.close();
    }
  });
}

/** Builds the page as Vite builds the product's, and serves it on loopback. */
async function servePage(folder: string): Promise<{ address: string; close(): Promise<void> }> {
  const outDir = join(folder, 'pages');
  const shared = { configFile: false, root: import.meta.dirname, logLevel: 'warn' } as const;
  await build({ ...shared, build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 1500 } });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, strictPort: true },
  });
  const { port } = server.httpServer.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

async function mainThread(page: Page, cells: typeof FEW | typeof MANY, pairs: number, times: number) {
  const session = await page.context().newCDPSession(page);
  // Of its processor, not of the clock: what else the machine does is not the page's.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const measure = async (side: Side): Promise<number> => {
    await page.evaluate((count) => globalThis.liveMap.prepare(count), times);
    const before = await taskMs(session);
    await (side === 'update'
      ? page.evaluate(() => globalThis.liveMap.update())
      : page.evaluate(() => globalThis.liveMap.repaint()));
    return ((await taskMs(session)) - before) / times;
  };
  // Code that has not been compiled yet is not what runs all day.
  await inTurn(SIDES, 1, measure);
  const measured = await inTurn(SIDES, pairs, measure);
  return figureOfPairs(
    `B3 main thread, 100 of ${cells} cells, beside a bare repaint`,
    TARGETS[cells],
    measured.map(({ update, repaint }) => ({ product: update, anchor: repaint })),
    ({ product, anchor }) => product / anchor,
    (ms) => `${ms.toFixed(2)} ms`,
  );
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

/**
 * What counts is what updates add to bare repaints at the same pace: where the processor paints, the main thread waits for
 * it, and any repaint is a long task.
 */
async function longTasks(page: Page, pairs: number, seconds: number): Promise<Figure> {
  const measured = await inTurn(SIDES, pairs, async (side) => {
    await page.evaluate((count) => globalThis.liveMap.prepare(count), (seconds * 1_000) / EVERY_MS);
    return page.evaluate(([of, everyMs]) => globalThis.liveMap.longTasks(of, everyMs), [
      side,
      EVERY_MS,
    ] as const);
  });
  const all = (side: Side) => measured.flatMap((pair) => pair[side]);
  const longest = (side: Side) => all(side).reduce((one, other) => Math.max(one, other), 0);
  return {
    metric: `B6 tasks over 50 ms, 20 updates a second for ${seconds} s, ${FEW} cells`,
    product: `${all('update').length}`,
    anchor: `${all('repaint').length} with bare repaints`,
    ratio: Math.max(0, all('update').length - all('repaint').length),
    target: '<= 0',
    spread: `${pairs} runs; longest ${longest('update').toFixed(0)} and ${longest('repaint').toFixed(0)} ms`,
  };
}

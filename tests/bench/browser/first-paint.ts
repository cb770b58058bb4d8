import { type Figure, figureOfPairs } from '../log/figure.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import { startProduct } from '../../support/product-process.ts';
import { openBrowser, WALL } from '../../support/browser.ts';

type Side = 'map' | 'drawing';

/** Paints are the noisiest thing here: so many times the pairs of the others, after one that counts for nothing. */
const MORE = 3;

/** B2: the largest paint of the wall's page on a processor four times slower, with its map and without (no WebGL). */
export async function run({ pairs }: BenchOptions): Promise<Figure[]> {
  const wall = await startProduct({ speed: 1 });
  const browsers = { map: await openBrowser(), drawing: await openBrowser({ webgl: false }) };
  try {
    const sides: Side[] = ['map', 'drawing'];
    const paint = (side: Side) => largestPaint(browsers[side], `${wall.url}/mur`);
    // The first page of a browser pays for what it then holds.
    await inTurn(sides, 1, paint);
    const measured = await inTurn(sides, pairs * MORE, paint);
    return [
      figureOfPairs(
        'B2 largest paint of /mur, CPU x4, beside no map',
        '<= 1.15',
        measured.map(({ map, drawing }) => ({ product: map, anchor: drawing })),
        ({ product, anchor }) => product / anchor,
        (ms) => `${ms.toFixed(0)} ms`,
      ),
    ];
  } finally {
    await Promise.all([browsers.map.close(), browsers.drawing.close()]);
    await wall.stop();
  }
}

async function largestPaint(browser: Awaited<ReturnType<typeof openBrowser>>, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: WALL, locale: 'fr-FR' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url, { waitUntil: 'load' });
  const largest = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let last = 0;
        new PerformanceObserver((list) => {
          last = list.getEntries().at(-1)?.startTime ?? last;
        }).observe({ type: 'largest-contentful-paint', buffered: true });
        // What paints later than this is not what somebody waited for.
        setTimeout(() => resolve(last), 5_000);
      }),
  );
  await context.close();
  return largest;
}

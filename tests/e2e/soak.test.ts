import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FLAT, growthOf, watcherOf, type Sample } from '../soak/held.ts';
import { openBrowser, openScreen, untilMapIdle, WALL } from '../support/browser.ts';
import { connect } from '../support/client.ts';
import { startProduct, type Product } from '../support/product-process.ts';

/** Of the product's time: two hours at this pace are half a minute. The whole day is `npm run soak`. */
const SPEED = 240;
const HOURS = 2;
const HOUR_MS = 3_600_000;

let browser: Browser;
let product: Product;
beforeAll(async () => {
  [browser, product] = await Promise.all([openBrowser(), startProduct({ speed: SPEED, at: '17:00' })]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

test('[W07] hours of an evening leave no node, no listener and no memory behind on the wall', async () => {
  const screen = await openScreen(browser, { viewport: WALL });
  const page = await screen.goLive(`${product.url}/mur`);
  await untilMapIdle(page);
  // A wall of ours hears the same: what is awaited is the product's time, told by each beat, however slow the machine is.
  const beside = await connect(product.url, { door: 'wall' });
  const now = async () => {
    const { at } = await beside.next('view:beat');
    return Date.parse(at);
  };
  const look = await watcherOf(page);
  const begins = await now();
  const samples: Sample[] = [];
  for (let moment = begins; moment < begins + HOURS * HOUR_MS; moment = await now()) {
    samples.push({ hour: (moment - begins) / HOUR_MS, ...(await look()) });
  }
  beside.close();
  const told = beside.frames.filter(({ name }) => name === 'view:changes');
  expect(told.length).toBeGreaterThan(5);
  expect(samples.length).toBeGreaterThan(3);
  const growth = growthOf(samples);
  expect(growth.nodes).toBeLessThan(FLAT.nodes);
  expect(growth.heap).toBeLessThan(FLAT.heap);
  // Few looks say little of a slope: no listener more at the end than there ever was.
  const listeners = samples.map((sample) => sample.listeners);
  expect(listeners.at(-1)).toBeLessThanOrEqual(Math.max(...listeners.slice(0, -1)));
  expect(screen.faults).toEqual([]);
  await screen.close();
});

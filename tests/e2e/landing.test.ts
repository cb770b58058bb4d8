import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { greetingOn, openBrowser, openScreen, pressAzerty } from '../support/browser.ts';
import { startProduct, type Product } from '../support/product-process.ts';
import { DELAY_MIN } from '../support/told.ts';

let browser: Browser;
let product: Product;
beforeAll(async () => {
  [browser, product] = await Promise.all([openBrowser(), startProduct()]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

test('[E01] the landing page is complete without a scroll on a small desk, and as wide as a small phone', async () => {
  const { page, close } = await openScreen(browser);
  await page.goto(product.url);
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await height()).toBeLessThanOrEqual(768);
  expect(await width()).toBeLessThanOrEqual(1366);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await width()).toBeLessThanOrEqual(320);
  await close();
});

test.each([
  ['click', 'Mur de la coordination', '/mur'],
  ['click', 'Chef de vacation', '/maraudes'],
  ['1', 'Mur de la coordination', '/mur'],
  ['2', 'Chef de vacation', '/maraudes'],
] as const)('[E01, U06] one %s on %s opens a live screen', async (act, door, path) => {
  const { page, close } = await openScreen(browser);
  await page.goto(product.url);
  const opened = page.context().waitForEvent('page');
  // The doors hear digits once the page has woken; before, each press would do nothing.
  const woken = page.waitForFunction(() => Object.keys(window).some((key) => key.startsWith('__svelte')));
  if (act === 'click') await page.getByRole('link', { name: door }).click();
  else {
    await woken;
    await pressAzerty(page, act === '1' ? '&' : 'é', `Digit${act}`);
  }
  const screen = await opened;
  await greetingOn(screen);
  expect(new URL(screen.url()).pathname).toBe(path);
  await close();
});

test('[E01] the delay that a door announces is that of the policy', async () => {
  const { page, close } = await openScreen(browser);
  await page.goto(product.url);
  for (const [door, audience] of [
    ['Mur de la coordination', 'wall'],
    ['Équipe hospitalière', 'hospital'],
    ['Agent RATP', 'ratp'],
  ] as const) {
    const said = page.getByRole('listitem').filter({ hasText: door });
    expect(await said.innerText()).toMatch(new RegExp(`à ${DELAY_MIN[audience]}\\smin`));
  }
  await close();
});

test('[E04] the landing page opens no socket and weighs at most 150 kB', async () => {
  const { page, asked, close } = await openScreen(browser);
  const weights: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.status() === 307) return;
    weights.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(product.url, { waitUntil: 'networkidle' });
  expect(asked.filter((url) => /socket\.io|^ws/.test(url))).toEqual([]);
  const weight = (await Promise.all(weights)).reduce((sum, one) => sum + one, 0);
  expect(weights.length).toBeGreaterThan(5);
  expect(weight).toBeLessThanOrEqual(150_000);
  await close();
});

import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESK, openBrowser, openScreen, takePicture, untilMapIdle, WALL } from '../support/browser.ts';
import { connect } from '../support/client.ts';
import { startProduct, type Product } from '../support/product-process.ts';
import { space } from '../support/said.ts';

// Pictures for people: `test-results/screens/`. Each must say that its data are simulated (U12).
let browser: Browser;
let product: Product;
beforeAll(async () => {
  [browser, product] = await Promise.all([openBrowser(), startProduct()]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

test.each([
  { path: '/mur', viewport: WALL, theme: 'dark', name: 'wall-dark' },
  { path: '/mur', viewport: WALL, theme: 'light', name: 'wall-light' },
  { path: '/maraudes', viewport: DESK, theme: 'light', name: 'lead-light' },
  { path: '/maraudes', viewport: DESK, theme: 'dark', name: 'lead-dark' },
  { path: '/maraudes', viewport: { width: 390, height: 844 }, theme: 'light', name: 'lead-390' },
  { path: '/', viewport: DESK, theme: 'light', name: 'landing' },
] as const)(
  '[U12] the picture $name says that its data are simulated',
  async ({ path, viewport, theme, name }) => {
    const { page, close } = await openScreen(browser, { viewport, colorScheme: theme });
    await page.goto(product.url + path, { waitUntil: 'load' });
    if (path !== '/') await untilMapIdle(page);
    await takePicture(page, name);
    await close();
  },
);

test('[U12] the picture of a wall with a full space and its alarm says that its data are simulated', async () => {
  const { goLive, close } = await openScreen(browser, { viewport: WALL, colorScheme: 'dark' });
  const page = await goLive(`${product.url}/mur`);
  for (const id of ['ER-1', 'ER-3']) {
    const tablet = await connect(product.url, { door: 'restspace', space: space(id) });
    await tablet.send({ type: 'OpenRestSpace', space: space(id), regime: 'jour' });
    await tablet.send({ type: 'DeclareFull', space: space(id) });
    tablet.close();
  }
  await page.locator('.picture [data-band="complet"]').nth(1).waitFor();
  await untilMapIdle(page);
  expect(await page.locator('[data-p="P2"]').isVisible()).toBe(true);
  await takePicture(page, 'wall-full-dark');
  await close();
});

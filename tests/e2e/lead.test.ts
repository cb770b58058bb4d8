import type { Browser, Page } from 'playwright';
import { afterEach, afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  openBrowser,
  openScreen,
  PATIENCE,
  pressAzerty,
  untilMapIdle,
  type Screen,
} from '../support/browser.ts';
import { startProduct, type Product } from '../support/product-process.ts';
import { territory } from '../support/served-app.ts';

const { surface, underground, rhythm } = territory;

let browser: Browser;
let product: Product;
let screen: Screen;
let lead: Page;
beforeAll(async () => {
  [browser, product] = await Promise.all([openBrowser(), startProduct({ speed: 1 })]);
});
beforeEach(async () => {
  screen = await openScreen(browser);
  lead = screen.page;
});
afterEach(() => screen.close());
afterAll(async () => {
  await browser.close();
  await product.stop();
});

const open = () => screen.goLive(`${product.url}/maraudes`);

/** Where the console says that the teams are. */
const places = () => lead.locator('#equipes .place:not(.none)').allInnerTexts();

test('[K02] at 1366 x 768 nothing scrolls, and every duty of both families is on screen', async () => {
  await open();
  expect(await lead.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(768);
  for (const [family, areas] of [
    ['Surface', surface.sectors],
    ['Souterrain', underground.groups],
  ] as const) {
    const cells = lead.getByRole('table', { name: family, exact: true }).locator('[data-cell]');
    expect(await cells.count()).toBe(areas.length * rhythm.windows.length);
    const hidden = await cells.evaluateAll((all) =>
      all.flatMap((cell) => {
        const { left, right, top, bottom } = cell.getBoundingClientRect();
        const isSeen = [top + 2, bottom - 2].every((y) =>
          cell.contains(document.elementFromPoint((left + right) / 2, y)),
        );
        return isSeen ? [] : [cell.parentElement?.textContent];
      }),
    );
    expect(hidden).toEqual([]);
    const [height, font] = await cells
      .first()
      .evaluate((cell) => [cell.getBoundingClientRect().height, parseFloat(getComputedStyle(cell).fontSize)]);
    expect(height).toBeGreaterThanOrEqual(24);
    expect(font).toBeGreaterThanOrEqual(16);
  }
});

test('[K03] the table has a row for each area of the map, and says how many', async () => {
  await open();
  const { zones } = (await (await fetch(`${product.url}/carte.json`)).json()) as { zones: unknown[] };
  const rows = lead.locator('table[data-count] [data-area]');
  await pressAzerty(lead, 'l', 'KeyL');
  await expect.poll(() => rows.count(), PATIENCE).toBe(zones.length);
  expect(await lead.locator('table[data-count] caption').innerText()).toContain(`${zones.length} zones`);
  await pressAzerty(lead, 's', 'KeyS');
  await expect.poll(() => rows.count(), PATIENCE).toBe(underground.stations.length);
  expect(await lead.locator('table[data-count] caption').innerText()).toContain(
    `${underground.stations.length} stations`,
  );
});

test('[K12] after two minutes without a hand on it the console holds no place of a team; a key brings them back', async () => {
  await lead.clock.install();
  await open();
  const before = await places();
  expect(before.length).toBeGreaterThan(0);
  const duties = () => lead.locator('[data-cell]').allInnerTexts();
  const dutiesBefore = await duties();

  await lead.clock.fastForward(115_000);
  expect(await places()).toEqual(before);
  await lead.clock.fastForward(6_000);
  await expect.poll(places, PATIENCE).toEqual([]);
  expect(await lead.locator('#equipes .none').count()).toBe(before.length);
  expect(await lead.locator('.zones .team').count()).toBe(0);
  expect(await duties()).toEqual(dutiesBefore);

  await pressAzerty(lead, 'j', 'KeyJ');
  await expect.poll(places, PATIENCE).toEqual(before);
});

test('[U06] the keys M, L, S and V do what they say, as a French keyboard sends them', async () => {
  await open();
  await untilMapIdle(lead);
  const map = lead.locator('[data-drawing]');
  const table = lead.locator('table[data-count]');
  await pressAzerty(lead, 'l', 'KeyL');
  await expect.poll(() => table.count(), PATIENCE).toBe(1);
  expect(await map.count()).toBe(0);
  await pressAzerty(lead, 's', 'KeyS');
  const below = lead.getByRole('button', { name: 'Souterrain' });
  await expect.poll(() => below.getAttribute('aria-pressed'), PATIENCE).toBe('true');
  // On AZERTY the letter M lies where others have their semicolon.
  await pressAzerty(lead, 'm', 'Semicolon');
  await expect.poll(() => map.count(), PATIENCE).toBe(1);
  expect(await below.getAttribute('aria-pressed')).toBe('false');
  expect((await places()).length).toBeGreaterThan(0);
  await pressAzerty(lead, 'v', 'KeyV');
  await expect.poll(places, PATIENCE).toEqual([]);
  await pressAzerty(lead, 'v', 'KeyV');
  await expect.poll(async () => (await places()).length, PATIENCE).toBeGreaterThan(0);
});

test('[U06] a letter typed in a field is only a letter', async () => {
  await open();
  await lead.evaluate(() => document.querySelector('main')?.append(document.createElement('textarea')));
  await lead.locator('main textarea').focus();
  await lead.keyboard.type('slv');
  expect(await lead.locator('main textarea').inputValue()).toBe('slv');
  expect(await lead.locator('[data-drawing]').count()).toBe(1);
  expect((await places()).length).toBeGreaterThan(0);
});

test.each([320, 390])('[K07] on a phone %i px wide nothing goes out of the side', async (width) => {
  await lead.setViewportSize({ width, height: 844 });
  await open();
  for (const key of ['m', 'l', 's', '?']) {
    await lead.keyboard.press(key);
    expect(await lead.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

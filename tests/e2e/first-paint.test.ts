import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { metroSectors, restSpaces, sectors } from '#lib/territory.ts';
import { openBrowser, openScreen, WALL, type Screen } from '../support/browser.ts';
import { startProduct, type Product } from '../support/product-process.ts';

let browser: Browser;
let product: Product;
let wall: Screen;
beforeAll(async () => {
  [browser, product] = await Promise.all([openBrowser(), startProduct({ speed: 1 })]);
  wall = await openScreen(browser, { viewport: WALL, javaScriptEnabled: false });
  await wall.page.goto(`${product.url}/mur`);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

test('without any script the wall shows the class of every rest space, and the limits of day and night', async () => {
  const table = wall.page.getByRole('table', { name: 'Espaces de repos' });
  const rows = await table.locator('tbody tr').allInnerTexts();
  expect(rows).toHaveLength(restSpaces.length);
  for (const [index, row] of rows.entries()) {
    expect(row).toContain(restSpaces[index]?.id);
    expect(row).toMatch(/complet|\d+ (à \d+|et plus)|ouvert|fermé/);
  }
  // The picture says the same to the room.
  const spaces = wall.page.locator('.picture').getByText(/^ER-\d$/);
  expect(await spaces.allInnerTexts()).toEqual(restSpaces.map(({ id }) => id));
});

test('without any script the wall shows the beds, the longest wait and the share admitted in time', async () => {
  const beds = wall.page.getByRole('table', { name: 'Lits D2O' });
  expect(await beds.getByRole('row').allInnerTexts()).toEqual([
    expect.stringMatching(/lits libres\s+(0|1|2|3\+)/),
    expect.stringMatching(/attente la plus longue\s+\S/),
    expect.stringMatching(/sur 28\sjours\s+\S/),
  ]);
});

test('without any script every sector is in the table with a word for each half-day, dated by its release', async () => {
  for (const [name, areas] of [
    [/^Surface, situation à \d\d:[03]0$/, sectors],
    [/^Souterrain, situation à \d\d:[03]0$/, metroSectors],
  ] as const) {
    const table = wall.page.getByRole('table', { name });
    const rows = table.locator('tbody tr');
    expect(await rows.getByRole('rowheader').allInnerTexts()).toEqual(areas.map((area) => area.name));
    for (const cell of await rows.getByRole('cell').allInnerTexts()) {
      expect(cell).toMatch(/^(passé|à couvrir|à couvrir, fin proche|manqué|non dû)$/);
    }
  }
});

test('without any script the map is drawn, each sector in the colour of its state', async () => {
  const drawing = wall.page.locator('.picture [data-drawing="svg"] svg').first();
  expect(await drawing.isVisible()).toBe(true);
  expect(await drawing.locator('path').count()).toBeGreaterThan(sectors.length);
  const glyphs = wall.page.locator('.picture [data-drawing] .overlay [data-shape]');
  expect(await glyphs.count()).toBe(2 * sectors.length);
});

test('without any script the console shows its rest spaces, beds, teams and duties', async () => {
  const { page, close } = await openScreen(browser, { javaScriptEnabled: false });
  await page.goto(`${product.url}/maraudes`);
  for (const { id } of restSpaces)
    expect(await page.getByText(id, { exact: true }).first().isVisible()).toBe(true);
  expect(await page.locator('#equipes li').count()).toBeGreaterThan(0);
  expect(await page.getByRole('table', { name: 'Surface' }).locator('tbody tr').count()).toBe(sectors.length);
  await close();
});

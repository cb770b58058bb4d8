import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accessibilityFaults,
  DESK,
  openBrowser,
  openScreen,
  untilMapIdle,
  WALL,
} from '../support/browser.ts';
import { startProduct, type Product } from '../support/product-process.ts';

let browser: Browser;
let product: Product;
beforeAll(async () => {
  [browser, product] = await Promise.all([openBrowser({ webgl: false }), startProduct({ speed: 1 })]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

/** What an audit finds in each state of a screen, shown one after the other. */
async function faultsIn(
  path: string,
  colorScheme: 'light' | 'dark',
  states: Record<string, (page: Page) => Promise<unknown>>,
): Promise<Record<string, string[]>> {
  const screen = await openScreen(browser, { colorScheme, viewport: path === '/mur' ? WALL : DESK });
  await screen.page.goto(product.url + path);
  const found: Record<string, string[]> = {};
  for (const [state, show] of Object.entries(states)) {
    await show(screen.page);
    found[state] = await accessibilityFaults(screen.page);
  }
  await screen.close();
  return found;
}

const press = (key: string) => (page: Page) => page.keyboard.press(key);

describe.each(['light', 'dark'] as const)('[U05] an audit in %s finds nothing', (theme) => {
  test('[E04] on the landing page, in French and in English', async () => {
    const found = await faultsIn('/', theme, {
      french: (page) => page.getByRole('heading', { name: 'Entrer dans un rôle' }).waitFor(),
      english: async (page) => {
        await page.getByRole('link', { name: 'EN', exact: true }).click();
        await page.locator('html[lang="en"]').waitFor();
      },
    });
    expect(found).toEqual({ french: [], english: [] });
  });

  test('[W15] on the wall: picture, table, visit, the page of the technician', async () => {
    const found = await faultsIn('/mur', theme, {
      picture: untilMapIdle,
      table: press('l'),
      visit: async (page) => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('v');
      },
      technician: async (page) => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('i');
      },
    });
    expect(found).toEqual({ picture: [], table: [], visit: [], technician: [] });
  });

  test('[K07] on the console: map and table', async () => {
    expect(await faultsIn('/maraudes', theme, { map: untilMapIdle, table: press('l') })).toEqual({
      map: [],
      table: [],
    });
  });

  test('on the accessibility page', async () => {
    const found = await faultsIn('/accessibilite', theme, {
      read: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
    });
    expect(found).toEqual({ read: [] });
  });
});

test('[U05] an audit finds nothing on the console underground, with the places hidden, with its help open', async () => {
  const found = await faultsIn('/maraudes', 'light', {
    underground: press('s'),
    hidden: press('v'),
    help: press('?'),
  });
  expect(found).toEqual({ underground: [], hidden: [], help: [] });
});

import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, openBrowser, openScreen } from '../support/browser.ts';
import { startProduct, type Product } from '../support/product-process.ts';

const SCREENS = [
  '/',
  '/mur',
  '/maraudes',
  '/lits',
  '/lits/unites',
  '/lits/aval',
  '/lits/terrain',
  '/espaces',
  '/espaces/ER-1',
  '/espaces/ER-1/feuille',
  '/terrain',
  '/ratp',
  '/ratp/poste/RATP-1',
  '/continuum',
  '/confidentialite',
  '/accessibilite',
  '/connexion',
  '/appairer',
  '/admin',
  '/admin/comptes',
  '/admin/ecrans',
  '/admin/territoire',
  '/admin/seuils',
  '/admin/diffusion',
  '/admin/journal',
  '/admin/sante',
] as const;
const SIZES = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

let browser: Browser;
let product: Product;
beforeAll(async () => {
  [browser, product] = await Promise.all([openBrowser({ webgl: false }), startProduct({ speed: 1 })]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

describe.each(['light', 'dark'] as const)('[U05] in %s', (colorScheme) => {
  test.each(SIZES)('an audit finds nothing on any screen at $width x $height', async (viewport) => {
    const screen = await openScreen(browser, { colorScheme, viewport });
    const found: Record<string, string[]> = {};
    for (const path of SCREENS) {
      await screen.page.goto(product.url + path);
      await screen.page.locator('h1').first().waitFor({ state: 'attached' });
      const faults = await accessibilityFaults(screen.page);
      if (faults.length > 0) found[path] = faults;
    }
    await screen.close();
    expect(found).toEqual({});
  });
});

import type { Browser, Page } from 'playwright';
import { expect, test } from 'vitest';
import { begunAnew } from '../support/begun-anew.ts';
import {
  accessibilityFaults,
  greetingOn,
  openBrowser,
  openScreen,
  PATIENCE,
  takePicture,
  WALL,
} from '../support/browser.ts';
import { connect } from '../support/client.ts';
import { startProduct, type Product } from '../support/product-process.ts';
import { space } from '../support/said.ts';

const BAND = /DONNÉES FIGÉES\s+depuis \d\d:\d\d:\d\d/;
const ER1 = { space: space('ER-1') };

// One cut, from the last word of the server to the first after it: each test looks at what the one before left, or
// brings it about itself when it begins again.
let browser: Browser;
let product: Product;
let wall: Page;
let lead: Page;
let server: 'there' | 'lost' | 'back';
begunAnew(
  async () => {
    server = 'there';
    [browser, product] = await Promise.all([openBrowser({ webgl: false }), startProduct()]);
    const dark = await openScreen(browser, { viewport: WALL, colorScheme: 'dark' });
    const light = await openScreen(browser);
    wall = await dark.goLive(`${product.url}/mur`);
    lead = await light.goLive(`${product.url}/maraudes`);
    for (const page of [wall, lead]) await page.evaluate(leaveMarks);
  },
  async () => {
    await browser.close();
    await product.stop();
  },
);

/** Only a page that was never loaded again still holds these. */
function leaveMarks(): void {
  Object.assign(window, { mark: 'not reloaded' });
  const note = document.createElement('textarea');
  note.id = 'note';
  // It must not disturb the screen it stands in.
  note.style.cssText = 'position: fixed; width: 1px; height: 1px; opacity: 0';
  note.setAttribute('aria-label', 'note');
  document.querySelector('main')?.append(note);
  note.focus();
}

function marksOf(page: Page) {
  return page.evaluate(() => ({
    mark: 'mark' in window && window.mark,
    typed: document.querySelector<HTMLTextAreaElement>('#note')?.value,
    hasFocus: document.activeElement?.id === 'note',
  }));
}

/** How many values of this screen are of each freshness. */
function freshnesses(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const counts: Record<string, number> = {};
    for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-fresh]')) {
      counts[dataset['fresh'] ?? ''] = (counts[dataset['fresh'] ?? ''] ?? 0) + 1;
    }
    return counts;
  });
}

/** The server dies while somebody types, and both screens have said so. */
async function lost(): Promise<void> {
  if (server !== 'there') return;
  await wall.keyboard.type('note');
  await lead.keyboard.type('note');
  await product.kill();
  await Promise.all(
    [wall, lead].map((page) => page.getByText(BAND).first().waitFor({ state: 'attached', timeout: 20_000 })),
  );
  server = 'lost';
}

/** It is back, and both screens have heard it. */
async function back(): Promise<void> {
  await lost();
  if (server === 'back') return;
  // Away until the change is made: they can only have missed it.
  for (const page of [wall, lead]) await page.context().setOffline(true);
  await product.start();
  const tablet = await connect(product.url, { door: 'restspace', ...ER1 });
  await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
  const full = await tablet.send({ type: 'DeclareFull', ...ER1 });
  expect(full).toMatchObject({ outcome: 'accepted' });
  tablet.close();
  for (const page of [wall, lead]) expect(await page.getByText(BAND).first().isVisible()).toBe(true);

  await Promise.all(
    [wall, lead].map(async (page) => {
      const greeted = greetingOn(page);
      await page.context().setOffline(false);
      await greeted;
      await page.getByText(BAND).first().waitFor({ state: 'detached', timeout: 5_000 });
    }),
  );
  server = 'back';
}

test('[U02, W06] within 20 s of the death of the server both screens say that they are frozen, and since when', async () => {
  await lost();
});

test('[U02, W06] frozen, every value that was known is shown as stale', async () => {
  await lost();
  for (const page of [wall, lead]) {
    const { perime = 0, inconnu, ...others } = await freshnesses(page);
    expect(perime).toBeGreaterThan(20);
    // What was never known stays unknown: it cannot be stale.
    if (page === wall) expect(inconnu).toBeUndefined();
    expect(others).toEqual({});
  }
});

test('[W06, W08] frozen, the second-hand of the wall still turns', async () => {
  await lost();
  const second = () => wall.locator('[data-second]').getAttribute('data-second');
  const before = await second();
  await expect.poll(second, PATIENCE).not.toBe(before);
});

test('[W15, U05] frozen, an audit of accessibility finds nothing', async () => {
  await lost();
  await takePicture(wall, 'wall-frozen-dark');
  await takePicture(lead, 'lead-frozen-light');
  expect({ wall: await accessibilityFaults(wall), lead: await accessibilityFaults(lead) }).toEqual({
    wall: [],
    lead: [],
  });
});

test('[U02, W06] the server back, both screens live again within 5 s of its first word, and know what they missed', async () => {
  await back();
  await expect
    .poll(() => wall.locator('.picture [data-band="complet"]').allInnerTexts(), PATIENCE)
    .toContainEqual(expect.stringContaining('ER-1'));
  await expect
    .poll(() => lead.getByText('ER-1', { exact: true }).locator('..').innerText(), PATIENCE)
    .toContain('complet');
  for (const page of [wall, lead]) expect(Object.keys(await freshnesses(page))).toContain('frais');
});

test('[U02] neither screen was loaded again, and the words being typed are still there', async () => {
  await back();
  for (const page of [wall, lead]) {
    expect(await marksOf(page)).toEqual({ mark: 'not reloaded', typed: 'note', hasFocus: true });
  }
});

import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grant } from '#shared/access/grant';
import { accessibilityFaults, openBrowser, openScreen, PATIENCE, type Screen } from '../support/browser.ts';
import { onTour } from '../support/client.ts';
import { paris, pass, ratpPost, slotAt, space, team, zone } from '../support/said.ts';
import { servePages } from '../support/served-pages.ts';
import { territory, type Served } from '../support/served-app.ts';
import { TestHolders } from '../support/test-holders.ts';

/** Forbidden content leaves the screen within this, in ms (E06). */
const GONE_WITHIN = 1_000;
const PLACES = territory.surface.zones.map(({ name }) => name);

let browser: Browser;
let served: Served;
const holders = new TestHolders();
beforeAll(async () => {
  [browser, served] = await Promise.all([
    openBrowser({ webgl: false }),
    servePages(paris('17:01:10'), { demo: false, holders }),
  ]);
  const phone = await onTour(served.url, team('T1'), holders.account({ role: 'outreach', team: team('T1') }));
  await phone.send(pass(zone('z-ourcq'), slotAt('17:00'), '10-19'));
  phone.close();
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});

/** A browser in which whoever stands behind this cookie is signed in. */
async function signedIn(cookie: string, options: BrowserContextOptions = {}): Promise<Screen> {
  const screen = await openScreen(browser, options);
  const [name = '', value = ''] = cookie.split('=');
  await screen.page.context().addCookies([{ name, value, url: served.url, httpOnly: true, sameSite: 'Lax' }]);
  return screen;
}

/** Everything that the browser keeps for this site, as text. */
function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const latin = new TextDecoder('latin1');
    const textOf = (value: unknown): string =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? latin.decode(value)
        : typeof value === 'object' && value !== null
          ? Object.entries(value)
              .map(([key, each]) => `${key} ${textOf(each)}`)
              .join(' ')
          : String(value);
    const found = [textOf({ ...localStorage }), textOf({ ...sessionStorage }), document.cookie];
    for (const { name = '' } of await indexedDB.databases()) {
      const open = indexedDB.open(name);
      await new Promise((resolve) => (open.onsuccess = resolve));
      for (const store of open.result.objectStoreNames) {
        const all = open.result.transaction(store).objectStore(store).getAll();
        await new Promise((resolve) => (all.onsuccess = resolve));
        found.push(`${name} ${store}`, textOf(all.result));
      }
      open.result.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        found.push(request.url, (await (await cache.match(request))?.text()) ?? '');
    }
    return found.join('\n');
  });
}

const shut = (page: Page) => page.locator('[data-shut]').waitFor(PATIENCE);

describe('a lead whose rights are taken while the console is open', () => {
  test('[E06] loses what it shows within a second, and nothing of it is kept by the browser', async () => {
    const cookie = holders.account({ role: 'lead' });
    const { page, goLive, faults, close } = await signedIn(cookie);
    await goLive(`${served.url}/maraudes`);
    const shown = () => page.evaluate(() => document.documentElement.outerHTML);
    expect(PLACES.filter((name) => name.length > 3).length).toBe(PLACES.length);
    const before = await shown();
    expect(PLACES.filter((name) => !before.includes(name))).toEqual([]);

    holders.change(cookie, { role: 'coordination' });
    await page.waitForFunction(
      (names) => !names.some((name) => document.documentElement.outerHTML.includes(name)),
      PLACES,
      { timeout: GONE_WITHIN },
    );
    await shut(page);
    expect(new URL(page.url()).pathname).toBe('/acces');
    const rest = await kept(page);
    for (const word of [...PLACES, 'z-ourcq', '10-19'])
      expect([word, rest.includes(word)]).toEqual([word, false]);

    // The console's address is replaced: there is nothing to go back to, and going there again is refused.
    expect((await page.goto(`${served.url}/maraudes`))?.status()).toBe(403);
    await shut(page);
    await page.getByRole('link', { name: 'Revenir à l’accueil' }).click();
    await page.getByRole('link', { name: 'Coordination' }).click();
    await page.waitForURL('**/continuum');
    expect(faults.filter((fault) => !/403/.test(fault))).toEqual([]);
    await close();
  });

  test('[E06] finds its console shut when it comes back, if they were taken while it was away', async () => {
    const cookie = holders.account({ role: 'lead' });
    const { page, goLive, close } = await signedIn(cookie);
    await goLive(`${served.url}/maraudes`);
    await page.context().setOffline(true);
    holders.change(cookie);
    await page.context().setOffline(false);
    await shut(page);
    await close();
  });
});

test('[E06] a phone opens as its own team without a choice, and is shut when its right is taken, kept pages or not', async () => {
  const grant: Grant = { role: 'outreach', team: team('T2') };
  const cookie = holders.account(grant);
  const { page, close } = await signedIn(cookie, { viewport: { width: 360, height: 740 } });
  await page.goto(`${served.url}/terrain`);
  await page.getByText('T2').first().waitFor(PATIENCE);
  await page.evaluate(() => navigator.serviceWorker.ready);
  holders.change(cookie);
  await shut(page);
  // The worker answers with the page it kept: it holds nothing, and its link is refused.
  await page.goto(`${served.url}/terrain`).catch(() => undefined);
  await shut(page);
  await close();
});

test.each<[string, Grant, string]>([
  ['the ward', { role: 'hospital' }, '/lits'],
  ['a space', { role: 'restspace', space: space('ER-1') }, '/espaces/ER-1'],
  ['a post', { role: 'ratp', post: ratpPost('RATP-1') }, '/ratp'],
  ['the coordination', { role: 'coordination' }, '/continuum'],
  ['the wall', { role: 'wall' }, '/mur'],
])(
  '[ACC-6, ACC-12] %s reaches its screen live from the first page, and no other',
  async (_who, grant, path) => {
    const { page, goLive, close } = await signedIn(holders.account(grant));
    await page.goto(served.url);
    expect(await page.locator(`main a[href="${path}"]`).count()).toBe(1);
    await goLive(served.url + path);
    expect(await page.locator('[data-shut]').count()).toBe(0);
    expect(await page.getByText(/données simulées/i).count()).toBe(0);
    for (const other of ['/maraudes', '/espaces/ER-2'])
      expect((await page.goto(served.url + other))?.status()).toBe(403);
    await close();
  },
);

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('[U05, ACC-6] a page that is shut, and the first page signed in or not, pass an audit in both languages', async () => {
    const { page, close } = await signedIn(holders.account({ role: 'hospital' }), { colorScheme });
    for (const language of ['fr', 'en']) {
      await page.goto(`${served.url}/langue/${language}`);
      for (const [name, path] of [
        ['ferme', '/maraudes'],
        ['accueil', '/'],
      ] as const) {
        await page.goto(served.url + path);
        await page.screenshot({ path: `test-results/screens/acces-${name}-${language}-${colorScheme}.png` });
        expect(await accessibilityFaults(page)).toEqual([]);
      }
    }
    await page.context().clearCookies();
    await page.goto(served.url);
    await page.screenshot({ path: `test-results/screens/acces-personne-${colorScheme}.png` });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of ['/', '/acces']) {
      await page.goto(served.url + path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
    await close();
  });
});

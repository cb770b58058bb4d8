import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openScreen, untilMapIdle, WALL, type Screen } from '../support/browser.ts';
import { startProduct, type Product } from '../support/product-process.ts';
import { territory } from '../support/served-app.ts';

let browser: Browser;
let product: Product;
beforeAll(async () => {
  [browser, product] = await Promise.all([openBrowser(), startProduct()]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

/** Every id and name that says where, and every code that says which team. */
const { surface, underground, teams } = territory;
const places = [
  ...surface.sectors,
  ...surface.zones,
  ...underground.metroSectors,
  ...underground.groups,
  ...underground.stations,
].flatMap(({ id, name }) => [id, name]);
const codes: string[] = teams.map(({ id }) => id);

/** The places and teams that a text names. A team's code only as a word of its own: `T1` is short. */
function named(text: string): string[] {
  const words = new Set(text.split(/[^\p{L}\p{N}-]+/u));
  return [...places.filter((place) => text.includes(place)), ...codes.filter((code) => words.has(code))];
}

/** What a browser keeps of this page: addresses and keys, and every value that the page itself wrote. */
function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => `${name} ${url}`),
      ),
    );
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      history.state as unknown,
      cached,
      databases,
    ]);
  });
}

test('a text that names a zone, a station or a team is caught', () => {
  expect(named('/maraudes?zone=z-ourcq')).toEqual(['z-ourcq']);
  expect(named('team=T1&x')).toEqual(['T1']);
  expect(named('/_app/immutable/chunks/BT1x.js')).toEqual([]);
});

const LIVE = ['/mur', '/maraudes'];

describe.each(['/', '/accessibilite', ...LIVE])('a session on %s', (path) => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openScreen(browser, path === '/mur' ? { viewport: WALL } : {});
    const { page, goLive } = screen;
    if (LIVE.includes(path)) {
      await goLive(product.url + path);
      await untilMapIdle(page);
      for (const key of ['l', 's', 'v', 'v', 'i', '?', 'Escape', 'm']) await page.keyboard.press(key);
      await untilMapIdle(page);
    } else await page.goto(product.url + path, { waitUntil: 'networkidle' });
  });
  afterAll(() => screen.close());

  const asked = () => screen.asked.filter((url) => !/^(data|blob):/.test(url));

  test('[U08] makes no error, breaks no policy, and no answer lets it ask for a position', () => {
    expect(screen.faults).toEqual([]);
  });

  test('[U11] asks nothing of anybody else', () => {
    const { host } = new URL(product.url);
    expect(asked().length).toBeGreaterThan(3);
    expect(asked().filter((url) => new URL(url).host !== host)).toEqual([]);
  });

  test('[U09] leaves no place and no team in an address, a key, a cache or a title', async () => {
    expect(named(asked().join(' '))).toEqual([]);
    expect(named(await kept(screen.page))).toEqual([]);
    expect(named(`${screen.page.url()} ${await screen.page.title()}`)).toEqual([]);
  });

  test('[U12] says that its data are simulated, and how fast', async () => {
    const words = screen.page.getByText(/données simulées ×60/i).first();
    expect(await words.isVisible()).toBe(true);
    // A page without data has nothing to say in its title.
    if (path !== '/accessibilite') expect(await screen.page.title()).toMatch(/données simulées/i);
  });
});

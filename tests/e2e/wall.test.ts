import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WallScene } from '#shared/domain/wall-scene/commands';
import type { SectorId } from '#shared/kernel/ids';
import { DUTY_SHAPES } from '#lib/ui/duty-shape.ts';
import { openBrowser, openScreen, PATIENCE, untilMapIdle, WALL } from '../support/browser.ts';
import { connect } from '../support/client.ts';
import { startProduct, type Product } from '../support/product-process.ts';
import { space } from '../support/said.ts';
import { overlapsOf, rowsOf, wallTexts, type WallText } from '../support/wall-text.ts';

let browser: Browser;
let product: Product;
let wall: Page;
beforeAll(async () => {
  [browser, product] = await Promise.all([openBrowser(), startProduct({ speed: 1 })]);
  // Without the orbit: what moves by four px cannot be measured twice.
  const screen = await openScreen(browser, { viewport: WALL, reducedMotion: 'reduce' });
  wall = await screen.goLive(`${product.url}/mur`);
  await untilMapIdle(wall);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

const everySpaceIsFull = async () => {
  for (const id of ['ER-1', 'ER-2', 'ER-3']) {
    const tablet = await connect(product.url, { door: 'restspace', space: space(id) });
    await tablet.send({ type: 'OpenRestSpace', space: space(id), regime: 'jour' });
    await tablet.send({ type: 'DeclareFull', space: space(id) });
    tablet.close();
  }
  await wall.locator('.picture [data-band="complet"]').nth(2).waitFor();
  await wall.locator('[data-p="P2"]').waitFor();
};

const push = (scene: WallScene) => async () => {
  const lead = await connect(product.url, { door: 'lead' });
  await lead.send({ type: 'PushScene', scene });
  lead.close();
  await wall.locator(`[data-scene="${scene.kind}"]`).waitFor();
};

const endScene = async () => {
  const lead = await connect(product.url, { door: 'lead' });
  await lead.send({ type: 'EndScene' });
  lead.close();
  await wall.locator('.situation').waitFor();
};

const visit = async () => {
  await wall.keyboard.press('Escape');
  await wall.keyboard.press('v');
};

/** Words of the picture that stand among values and never change. */
const CONSTANT = ['24 h', 'attente max'];

type Shown = { name: string; show: () => Promise<void>; leave?: () => Promise<void>; rows: number };
describe.each<Shown>([
  { name: 'an ordinary evening', show: async () => {}, rows: 14 },
  { name: 'every space full, with its alarms', show: everySpaceIsFull, rows: 14 },
  {
    name: 'the scene of a sector',
    show: push({ kind: 'secteur', sector: 's-nation' as SectorId }),
    leave: endScene,
    rows: 14,
  },
  { name: 'the scene of the underground', show: push({ kind: 'souterrain' }), leave: endScene, rows: 14 },
  {
    name: 'the longest message',
    show: push({ kind: 'message', message: 'autre' }),
    leave: endScene,
    rows: 14,
  },
  { name: 'the scene of the relève', show: push({ kind: 'releve' }), leave: endScene, rows: 14 },
  // Three tables under one another; it stands in where no map can be drawn, and the technician calls it.
  { name: 'the tables in the place of the picture', show: () => wall.keyboard.press('l'), rows: 18 },
  { name: 'a visit', show: visit, rows: 14 },
])('$name', ({ show, leave, rows }) => {
  beforeAll(async () => {
    await show();
  });
  afterAll(async () => {
    await leave?.();
  });

  test('[W01] no text is too small for the back of the room: 40 px, and 59 px where a value changes', async () => {
    const texts = await wallTexts(wall);
    expect(texts.length).toBeGreaterThan(3);
    const least = { label: 39.99, map: 39.99, value: 58.99 };
    const isSmall = ({ text, size, kind }: WallText) =>
      size < least[kind === 'value' && CONSTANT.includes(text) ? 'label' : kind];
    expect(texts.filter(isSmall).map(({ text, size }) => `${text}: ${size}`)).toEqual([]);
  });

  test('[W02] it holds 900 characters and its rows at most, nothing clipped, nothing on something else', async () => {
    const texts = await wallTexts(wall);
    const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
    expect(characters).toBeLessThanOrEqual(900);
    const beside = texts.filter(({ kind }) => kind !== 'map');
    expect(rowsOf(beside, 66)).toBeLessThanOrEqual(rows);
    expect(texts.filter(({ isClipped }) => isClipped).map(({ text }) => text)).toEqual([]);
    expect(overlapsOf(beside)).toEqual([]);
  });
});

test('[W08] the second-hand moves at least 58 times a minute', async () => {
  const { page, goLive, close } = await openScreen(browser, { viewport: WALL });
  await page.clock.install();
  await goLive(`${product.url}/mur`);
  await page.clock.pauseAt(Date.now() + 3_600_000);
  await page.evaluate(() => {
    const dial = document.querySelector('[data-second]');
    const moves: unknown[] = [];
    Object.assign(window, { moves });
    if (dial)
      new MutationObserver((all) => moves.push(...all)).observe(dial, { attributeFilter: ['data-second'] });
  });
  await page.clock.runFor(60_000);
  const moves = await page.evaluate(() => (window as unknown as { moves: unknown[] }).moves.length);
  expect(moves).toBeGreaterThanOrEqual(58);
  await close();
});

test('[W09] in 4K every box has the same share of the screen, at either pixel ratio', async () => {
  const shares = (page: Page) =>
    page.evaluate(() =>
      [
        ...document.querySelectorAll(
          '.stage *:not(.visually-hidden, .visually-hidden *, .maplibregl-map *, [data-second] *)',
        ),
      ]
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return {
            what: `${element.tagName} ${element.getAttribute('class') ?? ''} ${element.textContent?.trim().slice(0, 20) ?? ''}`,
            share: [x / innerWidth, y / innerHeight, width / innerWidth, height / innerHeight],
          };
        }),
    );
  await wall.keyboard.press('Escape');
  const reference = await shares(wall);
  for (const size of [
    { viewport: { width: 3840, height: 2160 }, deviceScaleFactor: 1 },
    { viewport: WALL, deviceScaleFactor: 2 },
  ]) {
    const screen = await openScreen(browser, { ...size, reducedMotion: 'reduce' });
    await screen.goLive(`${product.url}/mur`);
    const own = await shares(screen.page);
    await screen.close();
    expect(own).toHaveLength(reference.length);
    const moved = own.filter(({ share }, index) =>
      share.some((part, side) => !(Math.abs(part - (reference[index]?.share[side] ?? NaN)) < 0.002)),
    );
    expect(moved.map(({ what }) => what)).toEqual([]);
  }
});

test('[W10] each state has one shape of its own, and a word beside it in the key and in the table', async () => {
  await wall.keyboard.press('Escape');
  const drawn = await wall
    .locator('.picture [data-shape]')
    .evaluateAll((all) =>
      all.map((glyph) => ({ state: glyph.getAttribute('data-shape') ?? '', shape: glyph.innerHTML })),
    );
  const glyphs = drawn.filter(({ state }) => DUTY_SHAPES.some((known) => known === state));
  const states = [...new Set(glyphs.map(({ state }) => state))];
  expect(states.length).toBeGreaterThanOrEqual(4);
  // As many shapes as states, and as many pairs: none is shared, none has two.
  expect(new Set(glyphs.map(({ shape }) => shape)).size).toBe(states.length);
  expect(new Set(glyphs.map((glyph) => JSON.stringify(glyph))).size).toBe(states.length);

  const words = await wall
    .locator('.picture li:has([data-shape])')
    .evaluateAll((rows) =>
      rows.map((row) => [
        row.querySelector('[data-shape]')?.getAttribute('data-shape'),
        row.textContent?.trim(),
      ]),
    );
  expect(words.map(([state]) => state).sort()).toEqual([...states].sort());
  for (const [, word] of words) expect(word).toMatch(/\S/);
});

test('[W12] the picture moves by at most 4 px each minute, and not at all for who asked for less motion', async () => {
  const { page, close } = await openScreen(browser, { viewport: WALL });
  await page.clock.install();
  await page.goto(`${product.url}/mur`);
  const offset = () =>
    page.evaluate(() => {
      const { e, f } = new DOMMatrix(
        getComputedStyle(document.querySelector('.stage') ?? document.body).transform,
      );
      return [e, f];
    });
  const seen = [await offset()];
  for (let minute = 1; minute <= 9; minute += 1) {
    await page.clock.fastForward(60_000);
    await expect.poll(offset, PATIENCE).not.toEqual(seen.at(-1));
    seen.push(await offset());
  }
  expect(Math.max(...seen.flat().map(Math.abs))).toBe(4);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (let minute = 1; minute <= 2; minute += 1) {
    await page.clock.fastForward(60_000);
    expect(await offset()).toEqual([0, 0]);
  }
  await close();
});

test('[W12] a figure that has not changed for half an hour steps back, and comes forward as it changes', async () => {
  const { page, goLive, close } = await openScreen(browser, { viewport: WALL });
  await page.clock.install();
  await goLive(`${product.url}/mur`);
  const isSettled = () => page.locator('.situation').getAttribute('data-settled');
  const colours = () =>
    page.evaluate(() => {
      const shown = (element: Element | null) => getComputedStyle(element ?? document.body).color;
      return {
        figure: shown(document.querySelector('.situation b')),
        label: shown(document.querySelector('.situation')),
      };
    });
  expect(await isSettled()).toBeNull();
  const { figure, label } = await colours();
  expect(figure).not.toBe(label);
  await page.clock.fastForward(31 * 60_000);
  await expect.poll(isSettled, PATIENCE).toBe('');
  // Heard again after the leap: on a cut link it would be a stale figure, which is another grey.
  await page.locator('[data-level="C0"]').first().waitFor();
  expect(await colours()).toEqual({ figure: label, label });
  await page.locator('.situation b').evaluate((figure) => (figure.textContent = 'à 00:00'));
  await expect.poll(isSettled, PATIENCE).toBeNull();
  await close();
});

test('the key C of the technician changes the theme of the page and of its map together, and for good', async () => {
  const { page, goLive, close } = await openScreen(browser, { viewport: WALL, colorScheme: 'dark' });
  await goLive(`${product.url}/mur`);
  const grounds = () =>
    page.evaluate(() => ({
      page: getComputedStyle(document.querySelector('.wall') ?? document.body).backgroundColor,
      map: document.querySelector('[data-drawing] svg > rect')?.getAttribute('fill'),
    }));
  const dark = await grounds();
  await page.keyboard.press('c');
  await expect.poll(async () => (await grounds()).map, PATIENCE).not.toBe(dark.map);
  const light = await grounds();
  expect(light.page).not.toBe(dark.page);
  await page.reload();
  expect(await grounds()).toEqual(light);
  await close();
});

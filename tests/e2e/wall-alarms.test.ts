import type { Browser, Page } from 'playwright';
import { expect, test, vi } from 'vitest';
import { begunAnew } from '../support/begun-anew.ts';
import {
  accessibilityFaults,
  openBrowser,
  openScreen,
  PATIENCE,
  pressAzerty,
  takePicture,
  WALL,
} from '../support/browser.ts';
import { connect, type Client } from '../support/client.ts';
import { startProduct, type Product } from '../support/product-process.ts';
import { space, team } from '../support/said.ts';

let browser: Browser;
let product: Product;
let lead: Client;
let phone: Client;
let wall: Page;
/** One evening, from test to test: what has been brought about so far. A test that begins again brings it about itself. */
let isHeard: boolean;
let isSeen: boolean;
begunAnew(
  async () => {
    [isHeard, isSeen] = [false, false];
    [browser, product] = await Promise.all([openBrowser({ webgl: false }), startProduct({ speed: 1 })]);
    const screen = await openScreen(browser, { viewport: WALL, colorScheme: 'dark' });
    await screen.page.addInitScript(watchAndListen);
    wall = await screen.goLive(`${product.url}/mur`);
    // Something below a P1 stands all along.
    const tablet = await connect(product.url, { door: 'restspace', space: space('ER-1') });
    await tablet.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
    await tablet.send({ type: 'DeclareFull', space: space('ER-1') });
    tablet.close();
    await wall.locator('[data-p="P2"]').waitFor();
    lead = await connect(product.url, { door: 'lead' });
    phone = await connect(product.url, { door: 'outreach', team: team('T3') });
  },
  async () => {
    lead.close();
    phone.close();
    await browser.close();
    await product.stop();
  },
);

/** Runs in the page, before its own scripts: keeps the pitch of every tone that is started, and every shift of layout. */
function watchAndListen(): void {
  const tones: number[] = [];
  const shifts: number[] = [];
  Object.assign(window, { tones, shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
  }).observe({ type: 'layout-shift' });
  const start = Reflect.get(OscillatorNode.prototype, 'start');
  OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
    tones.push(this.frequency.value);
    start.call(this, when);
  };
}

const tones = () => wall.evaluate(() => (window as unknown as { tones: number[] }).tones);
const forgetTones = () =>
  wall.evaluate(() => void (window as unknown as { tones: number[] }).tones.splice(0));
const muted = () => wall.locator('[data-muted]');

/** Where everything stands that is not the alarm line itself. */
const boxes = () =>
  wall.evaluate(() =>
    [...document.querySelectorAll('.stage header > *, .picture > *, .column *:not(svg *)')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height].map(Math.round).join();
    }),
  );

/** The technician has let the wall sound. */
async function heard(): Promise<void> {
  if (isHeard) return;
  await muted().waitFor();
  expect(await tones()).toEqual([]);
  await pressAzerty(wall, 't', 'KeyT');
  await muted().waitFor({ state: 'detached' });
  // The sound of the test, and of the P2 that stands: nobody has heard it yet.
  await expect.poll(tones, PATIENCE).toEqual(expect.arrayContaining([660, 880, 440, 554]));
  isHeard = true;
}

/** An alert stands that no lead has seen. */
async function alerted(): Promise<void> {
  if ((await wall.locator('[data-p="P1"]').count()) > 0) return;
  expect(await phone.send({ type: 'RaiseAlert' })).toMatchObject({ outcome: 'accepted' });
  await wall.locator('[data-p="P1"]').waitFor();
}

/** A lead has seen the alert of T3. */
async function seen(): Promise<void> {
  if (isSeen) return;
  await alerted();
  expect(await lead.send({ type: 'AcknowledgeAlarm', alarm: 'A1:T3' })).toMatchObject({
    outcome: 'accepted',
  });
  await wall.locator('[data-p="P1"]').waitFor({ state: 'detached' });
  isSeen = true;
}

test('[W14] SON COUPÉ stands while no sound can be heard, and the key T of the technician ends it', async () => {
  await heard();
});

test('[W14] the wall sounds within two seconds of an alert', async () => {
  await heard();
  await forgetTones();
  expect(await phone.send({ type: 'RaiseAlert' })).toMatchObject({ outcome: 'accepted' });
  await expect.poll(tones, { timeout: 2_000, interval: 50 }).toEqual([660, 880, 660, 880]);
  await takePicture(wall, 'wall-p1-dark');
});

test('[W04] the block of a P1 comes and goes over rows 2 and 3, and nothing moves', async () => {
  await alerted();
  const shown = await boxes();
  expect(shown.length).toBeGreaterThan(20);
  const block = await wall.locator('[data-p="P1"]').boundingBox();
  expect(block).toMatchObject({ x: 0, width: 1920 });
  await seen();
  expect(await boxes()).toEqual(shown);
  const shift = await wall.evaluate(() =>
    (window as unknown as { shifts: number[] }).shifts.splice(0).reduce((sum, value) => sum + value, 0),
  );
  expect(shift).toBeLessThanOrEqual(0.01);
});

test('an alarm that a lead has seen is silent, and leaves the line to the next one', async () => {
  await heard();
  await seen();
  await forgetTones();
  await wall.locator('[data-p="P2"]').waitFor();
  const other = await connect(product.url, { door: 'outreach', team: team('T4') });
  await other.send({ type: 'RaiseAlert' });
  other.close();
  await wall.locator('[data-p="P1"]').waitFor();
  await expect.poll(tones, PATIENCE).toEqual([660, 880, 660, 880]);
  expect(await wall.locator('[data-p="P1"]').innerText()).toMatch(
    /ALERTE ÉQUIPE[\s:]+chef de vacation\s+\+\d/,
  );
});

test('[W13] the wall says neither which team nor where', async () => {
  await alerted();
  const words = await wall.evaluate(() => document.body.textContent);
  expect(words).toContain('ALERTE ÉQUIPE');
  expect(words).not.toMatch(/\bT\d\b/);
});

test('[W11] only the ring of the symbol moves, once a second; for who asked for less motion a second ring stands still', async () => {
  await alerted();
  const moving = () =>
    wall.evaluate(() =>
      document.getAnimations().map(({ effect }) => ({
        what: (effect as KeyframeEffect).target?.getAttribute('class')?.split(' ')[0],
        every: Number(effect?.getTiming().duration),
      })),
    );
  const rings = () => wall.locator('.octagon .ring:visible').count();
  await expect.poll(moving, PATIENCE).toEqual([{ what: 'ring', every: 1_000 }]);
  expect(await rings()).toBe(1);
  await wall.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(moving, PATIENCE).toEqual([]);
  expect(await rings()).toBe(2);
  await wall.emulateMedia({ reducedMotion: null });
});

test('[W03] the words of a P1 stand out of its block by 6.5 to 1 at least, by day and by night', async () => {
  await alerted();
  const contrast = () =>
    wall.evaluate(() => {
      const luminance = (colour: string) => {
        const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
          const share = Number(part) / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const block = document.querySelector('[data-p="P1"]');
      const { color, backgroundColor } = getComputedStyle(block ?? document.body);
      const [a, b] = [luminance(color), luminance(backgroundColor)];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    });
  const night = (is: string) =>
    wall.locator('.wall').evaluate((element, value) => element.setAttribute('data-night', value), is);
  expect(await contrast()).toBeGreaterThanOrEqual(6.5);
  await night('yes');
  expect(await contrast()).toBeGreaterThanOrEqual(6.2);
  await night('no');
});

test('behind the curtain of a visit the P1 stays, and nothing below it', async () => {
  await alerted();
  await lead.send({ type: 'PushScene', scene: { kind: 'visite' } });
  await wall.locator('.visit').waitFor();
  expect(await wall.locator('[data-p="P1"]').isVisible()).toBe(true);
  expect(await wall.locator('.picture, .twin').count()).toBe(0);
  for (const of of ['T3', 'T4']) await lead.send({ type: 'AcknowledgeAlarm', alarm: `A1:${of}` });
  await wall.locator('[data-p="P1"]').waitFor({ state: 'detached' });
  expect(await wall.locator('[data-alarm]').count()).toBe(0);
  await lead.send({ type: 'EndScene' });
  await wall.locator('[data-p="P2"]').waitFor();
});

test('a lead pushes a scene from the palette; a wall opened afterwards shows it; the technician leaves it', async () => {
  const desk = await openScreen(browser);
  const page = await desk.goLive(`${product.url}/maraudes`);
  const field = page.getByRole('combobox');
  await vi.waitFor(async () => {
    await page.keyboard.press('Control+k');
    await field.waitFor({ timeout: 1_000 });
  }, PATIENCE);
  await field.fill('mur : souterrain'.replace(' :', '\u202f:'));
  await page.keyboard.press('Enter');
  await wall.locator('[data-scene="souterrain"]').waitFor();
  expect(await accessibilityFaults(wall)).toEqual([]);
  await takePicture(wall, 'wall-scene-dark');
  const late = await openScreen(browser, { viewport: WALL });
  const other = await late.goLive(`${product.url}/mur`);
  await other.locator('[data-scene="souterrain"]').waitFor();
  await wall.keyboard.press('Escape');
  await wall.locator('.situation').waitFor();
  expect(await other.locator('[data-scene="souterrain"]').isVisible()).toBe(true);
  expect(desk.faults).toEqual([]);
  await late.close();
  await desk.close();
});

import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, PATIENCE } from '../support/browser.ts';
import { connect } from '../support/client.ts';
import { arrival, paris, space } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';
import { bundle } from './bundle.ts';
import type { SendingPage } from './sending-page.svelte.ts';

const ER1 = { space: space('ER-1') };
declare const tablet: SendingPage;

let script: string;
let browser: Browser;
let served: Served;
beforeAll(async () => {
  [{ script }, browser, served] = await Promise.all([
    bundle('sending-page.svelte.ts'),
    openBrowser(),
    serveApp(paris('17:01')),
  ]);
  served.app.express.get('/blank', (_request, response) => {
    response.type('html').send('<!doctype html><title>tablet</title>');
  });
  const door = await connect(served.url, { door: 'restspace', ...ER1 });
  await door.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
  door.close();
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});

let page: Page;
/** The link looks open and carries nothing, one way or both; and how it is cut at last. */
let lost: 'nothing' | 'answers' | 'all';
let cut: () => Promise<void>;
afterEach(() => page.context().close());

async function openTablet(): Promise<void> {
  page = await browser.newPage();
  lost = 'nothing';
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    cut = () => socket.close();
    socket.onMessage((message) => lost !== 'all' && server.send(message));
    server.onMessage((message) => lost === 'nothing' && socket.send(message));
  });
  await begin();
}

async function begin(): Promise<void> {
  await page.goto(`${served.url}/blank`);
  const frame = served.app.host.firstFrame(`restspace:${ER1.space}`, null);
  await page.evaluate((first) => Object.assign(globalThis, { frame: first }), frame);
  await page.evaluate(script);
  await expect.poll(() => page.evaluate(() => tablet.open())).toBe(true);
}

const drawnNow = () => page.evaluate(() => tablet.drawn.at(-1));
const chip = () => page.evaluate(() => tablet.chip());

test('[R01] 30 taps are all counted and none is doubled, and the figure never goes back nor ahead', async () => {
  await openTablet();
  const before = (await drawnNow()) ?? Number.NaN;
  // Another door counts at the same time: frames come at every moment of a tap's way.
  const other = await connect(served.url, { door: 'restspace', ...ER1 });
  for (let taps = 0; taps < 30; taps += 1) {
    await page.evaluate((command) => tablet.say(command), arrival('ER-1'));
    if (taps % 3 === 0) await other.send(arrival('ER-1'));
  }
  await expect.poll(() => page.evaluate(() => tablet.waiting()), PATIENCE).toBe(0);
  await expect.poll(drawnNow).toBe(before + 40);
  const drawn = await page.evaluate(() => tablet.drawn);
  expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
  expect(await page.evaluate(() => tablet.chip())).toBe('transmis');
  other.close();
});

test('[M06] on a link that looks open and carries nothing, taps are kept, said so, and counted once when it is back', async () => {
  await openTablet();
  const before = (await drawnNow()) ?? Number.NaN;
  for (const way of ['all', 'answers'] as const) {
    lost = way;
    for (let taps = 0; taps < 3; taps += 1)
      await page.evaluate((command) => tablet.say(command), arrival('ER-1'));
    await expect.poll(chip).toBe('garde');
    expect(await page.evaluate(() => [tablet.open(), navigator.onLine])).toEqual([true, true]);
    lost = 'nothing';
    await cut();
    await expect.poll(chip, PATIENCE).toBe('transmis');
  }
  await expect.poll(drawnNow).toBe(before + 6);
  const drawn = await page.evaluate(() => tablet.drawn);
  expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
});

test('[R02] taps that a page left behind are shown at once by the next one, and counted once', async () => {
  await openTablet();
  const before = (await drawnNow()) ?? Number.NaN;
  lost = 'answers';
  for (let taps = 0; taps < 5; taps += 1)
    await page.evaluate((command) => tablet.say(command), arrival('ER-1'));
  await expect.poll(() => page.evaluate(() => tablet.kept())).toBe(5);
  lost = 'nothing';
  await begin();
  await expect.poll(() => page.evaluate(() => tablet.waiting())).toBe(0);
  await expect.poll(drawnNow).toBe(before + 5);
});

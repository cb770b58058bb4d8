import type { Browser, Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE, plus } from '#shared/kernel/instant';
import type { Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { begunAnew } from '../support/begun-anew.ts';
import {
  accessibilityFaults,
  openBrowser,
  openScreen,
  PATIENCE,
  takePicture,
  type Screen,
} from '../support/browser.ts';
import { Client, connect } from '../support/client.ts';
import { paris, space } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';
import { DispatchDay, PLACES } from './dispatch-day.ts';

const START = paris('15:00');

let browser: Browser;
let served: Served;
let day: DispatchDay;
let screen: Screen;
let page: Page;
begunAnew(
  async () => {
    [browser, served] = await Promise.all([openBrowser({ webgl: false }), servePages(START)]);
    day = await DispatchDay.begin(served);
    await day.out('T1', PLACES.chapelle, 'disponible');
    await day.out('T2', PLACES.stalingrad, 'sur-place');
  },
  async () => {
    day.close();
    await browser.close();
    await served.stop();
  },
);
beforeEach(async () => {
  screen = await openScreen(browser);
  page = screen.page;
});
afterEach(() => screen.close());

const open = (on = screen) => on.goLive(`${served.url}/maraudes`);
const elsewhere = (id: string, on = page) => on.locator(`[data-report="${id}"] .elsewhere`);

/** The body of the first changes a socket of this door is sent, letter for letter. */
async function sentTo(as: Door): Promise<string> {
  const client = new Client(served.url, { wire: WIRE_VERSION, as, since: null });
  const before = '2["view:changes",';
  try {
    return await new Promise((resolve) => {
      client.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
        if (typeof data === 'string' && data.startsWith(before)) resolve(data.slice(before.length, -1));
      });
    });
  } finally {
    client.close();
  }
}

describe('two desks', () => {
  test('[K08] a request that another desk has open wears a point, until that desk leaves it or goes', async () => {
    const id = await day.report('riverain', PLACES.ourcq, 'groupe', START);
    const other = await openScreen(browser);
    await open();
    await open(other);
    await other.page.locator(`#demande-${id}`).click();
    await elsewhere(id).waitFor(PATIENCE);
    expect(await elsewhere(id).innerText()).toBe('Ouverte aussi sur un autre poste');
    // Of itself a desk says nothing.
    expect(await elsewhere(id, other.page).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, 'console-elsewhere');
    await other.page.keyboard.press('Escape');
    await expect.poll(() => elsewhere(id).count(), PATIENCE).toBe(0);

    await other.page.locator(`#demande-${id}`).click();
    await elsewhere(id).waitFor(PATIENCE);
    await other.close();
    await expect.poll(() => elsewhere(id).count(), PATIENCE).toBe(0);
    await day.say(day.lead, { type: 'CloseReport', report: id, outcome: 'infonde' });
  });
});

describe('forced colours', () => {
  test('[U05] what is pressed, chosen or marked on the map keeps its own ink', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await open();
    await page.keyboard.press('Control+k');
    const filled = ['.toggle [aria-pressed="true"]', '.zones .team', '[role="option"][aria-selected="true"]'];
    for (const selector of filled) {
      const one = page.locator(selector).first();
      await one.waitFor({ ...PATIENCE, state: 'attached' });
      const [adjusts, fill, ink] = await one.evaluate((element) => {
        const { forcedColorAdjust, backgroundColor, color } = getComputedStyle(element);
        return [forcedColorAdjust, backgroundColor, color];
      });
      expect([selector, adjusts]).toEqual([selector, 'none']);
      expect(fill).not.toBe(ink);
    }
    await takePicture(page, 'console-forced');
  });
});

describe('a team in trouble', () => {
  test('where the pack has no number, the row of a silent team says that it is to be configured', async () => {
    await open();
    expect(await page.locator('[data-call]').count()).toBe(0);
    await served.at(plus(START, 46 * MINUTE));
    await page.locator('[data-team="T2"][data-trouble]').waitFor(PATIENCE);
    const call = page.locator('[data-call="T2"]');
    expect(await call.innerText()).toContain('téléphone à configurer');
    expect(await call.isDisabled()).toBe(true);
    expect(await page.locator('a[href^="tel:"]').count()).toBe(0);
    await served.at(START);
  });
});

describe('Voir comme…', () => {
  test('[K14] the palette opens a weaker view beside the console, which stays open', async () => {
    await open();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('voir comme');
    expect(await page.getByRole('option').allInnerTexts()).toEqual([
      'Voir comme\u202f: la coordination',
      'Voir comme\u202f: l’écran mural',
      'Voir comme\u202f: la RATP',
    ]);
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const seen = await opened;
    await seen.locator('[data-seen-as="wall"]').waitFor(PATIENCE);
    expect(new URL(page.url()).pathname).toBe('/maraudes');
  });

  test.each(['coordination', 'wall', 'ratp'] as const)(
    '[K14] what a lead sees as %s is byte for byte what its socket is sent, and is only read',
    async (audience) => {
      const sent = await sentTo({ door: audience });
      await page.goto(`${served.url}/maraudes/comme/${audience}`);
      expect(await page.locator(`[data-bytes="${audience}"]`).textContent()).toBe(sent);
      expect(await page.getByText('Lecture seule.').isVisible()).toBe(true);
      expect(await page.locator('button, input, select, textarea, form').count()).toBe(0);
      expect(screen.asked.filter((url) => url.startsWith('ws'))).toEqual([]);
      for (const width of [320, 1366]) {
        await page.setViewportSize({ width, height: 768 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      expect(await accessibilityFaults(page)).toEqual([]);
      await takePicture(page, `console-comme-${audience}`);
    },
  );

  test.each([
    'lead',
    'hospital',
    'mobile',
    'restspace',
    'outreach',
    'outreach:T1',
    'restspace:ER-1',
    'ratp:RATP-1',
  ])('[K14] %s is told what a lead is not, and is no page', async (audience) => {
    const answer = await page.request.get(`${served.url}/maraudes/comme/${audience}`);
    expect(answer.status()).toBe(404);
    expect(await answer.text()).not.toContain('data-bytes');
  });
});

describe('a rest space, from the console', () => {
  test('[R08] the lead reads its exact count live, and has nothing to press', async () => {
    const tablet = await connect(served.url, { door: 'restspace', space: space('ER-1') });
    await day.say(tablet, { type: 'OpenRestSpace', space: 'ER-1', regime: 'jour' });
    await day.say(tablet, { type: 'RecountRestSpace', space: 'ER-1', present: 30, reason: 'releve' });
    await open();
    await page.getByRole('link', { name: 'Ouvrir l’espace ER-1' }).waitFor();
    await screen.goLive(`${served.url}/espaces/ER-1?porte=lead`);
    const main = page.locator('[data-lead-space="ER-1"]');
    expect(await main.locator('[data-present]').innerText()).toBe('30');
    expect(await page.locator('button, input, select, textarea, form').count()).toBe(0);
    await day.say(tablet, { type: 'RecordDeparture', space: 'ER-1', seenAt: served.clock.now() });
    await expect.poll(() => main.locator('[data-present]').innerText(), PATIENCE).toBe('29');
    for (const width of [320, 1366]) {
      await page.setViewportSize({ width, height: 768 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, 'console-espace');
    await day.say(tablet, { type: 'CloseRestSpace', space: 'ER-1', reason: 'horaires', until: null });
    await expect.poll(() => main.innerText(), PATIENCE).toMatch(/fermé/i);
    tablet.close();
  });
});

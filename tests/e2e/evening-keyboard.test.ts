import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventLog } from '#server/log/event-log';
import { openBrowser, openScreen, PATIENCE, type Screen } from '../support/browser.ts';
import { paris } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';
import { leadByKeys } from './evening/lead-keys.ts';
import { PlayedEvening } from './evening/played-evening.ts';

let browser: Browser;
let served: Served;
let log: EventLog;
let evening: PlayedEvening;
let lead: Screen;
beforeAll(async () => {
  browser = await openBrowser({ webgl: false });
  served = await servePages(paris('16:55'), { through: (each) => (log = each) });
  evening = await PlayedEvening.begin(served, log);
  lead = await openScreen(browser);
  await lead.goLive(`${served.url}/maraudes`);
  evening.embody(
    'lead',
    leadByKeys(lead.page, (report) => evening.report(report)),
  );
});
afterAll(async () => {
  evening.stop();
  await browser.close();
  await served.stop();
});

test(
  '[K01] the whole evening is led without a mouse, on AZERTY codes: every act is in the log once, none more',
  { timeout: 600_000 },
  async () => {
    // A mouse that is touched is a fault of the test.
    await lead.page.evaluate(() => {
      const touched = () => document.body.setAttribute('data-mouse', 'used');
      for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
        window.addEventListener(kind, touched, true);
    });
    await evening.until('20:17');
    expect(await evening.recorded()).toEqual(evening.owed(['ReportExpired']));
    expect(evening.refused).toEqual([]);
    await expect.poll(() => lead.page.locator('#file [data-report]').count(), PATIENCE).toBe(0);
    expect(await lead.page.locator('body').getAttribute('data-mouse')).toBeNull();
    expect(lead.faults).toEqual([]);
  },
);

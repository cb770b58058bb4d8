import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { expect, test } from 'vitest';
import { restSpaceStream } from '#server/commands/aggregates';
import type { EventLog } from '#server/log/event-log';
import { HOUR, plus } from '#shared/kernel/instant';
import { begunAnew } from '../support/begun-anew.ts';
import { greetingOn, PATIENCE } from '../support/browser.ts';
import { chromiumPath } from '../chromium.ts';
import { connect } from '../support/client.ts';
import { paris, space } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';

const ER1 = { space: space('ER-1') };
/** What each door counts without network: 250 taps, more going out at the second than ever came in there. */
const TAPS = { a: { entree: 165, sortie: 85 }, b: { entree: 40, sortie: 210 } } as const;
const START = 120;
/** The pages' own clock runs faster, so that a hand's pace takes less of ours. */
const FASTER = 4;

let served: Served;
let log: EventLog;
const profiles: string[] = [];
const open: BrowserContext[] = [];
begunAnew(
  async () => {
    served = await servePages(paris('17:01:10'), { through: (each) => (log = each) });
    const desk = await connect(served.url, { door: 'restspace', ...ER1 });
    await desk.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    await desk.send({ type: 'RecountRestSpace', ...ER1, present: START, reason: 'releve' });
    desk.close();
  },
  async () => {
    for (const context of open.splice(0)) await context.close().catch(() => undefined);
    for (const profile of profiles.splice(0)) rmSync(profile, { recursive: true, force: true });
    await served.stop();
  },
);

/** A tablet: a browser of its own, whose storage is a folder of the disk. */
async function start(profile: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await chromiumPath(),
    args: ['--disable-3d-apis'],
    viewport: { width: 1024, height: 768 },
    locale: 'fr-FR',
  });
  open.push(context);
  await context.addInitScript((times) => {
    const real = performance.now.bind(performance);
    performance.now = () => real() * times;
  }, FASTER);
  const page = context.pages()[0] ?? (await context.newPage());
  const greeted = greetingOn(page);
  await page.goto(`${served.url}/espaces/ER-1`);
  await greeted;
  return { context, page };
}

/** Taps both buttons at once, each again as soon as its guard is over. */
function tapAll(page: Page, taps: { entree: number; sortie: number }): Promise<void> {
  return page.evaluate(
    async ([counts, pause]) => {
      const hand = async (what: 'entree' | 'sortie') => {
        for (let left = counts[what]; left > 0; left -= 1) {
          document.querySelector<HTMLButtonElement>(`[data-count="${what}"]`)?.click();
          await new Promise((next) => setTimeout(next, pause));
        }
      };
      await Promise.all([hand('entree'), hand('sortie')]);
    },
    [taps, 264 / FASTER] as const,
  );
}

/** Kills the whole browser, as a tablet whose battery is pulled out. */
async function kill(context: BrowserContext, page: Page): Promise<void> {
  const gone = new Promise((resolve) => context.once('close', resolve));
  const session = await context.newCDPSession(page);
  void session.send('Browser.crash').catch(() => undefined);
  await gone;
}

const shown = async (page: Page) => Number(await page.locator('[data-present]').innerText());
const chip = (page: Page) => page.locator('header [data-chip]').getAttribute('data-chip');
const balance = () => {
  const state = served.app.world.state(restSpaceStream(ER1.space));
  return state.kind === 'ouvert' ? state.present : null;
};

test(
  '[R02] [RSP-25] 500 counts recorded without network on two tablets, both killed and started again, are each there once',
  { timeout: 240_000 },
  async () => {
    const doors = await Promise.all(
      (['a', 'b'] as const).map(async (name) => {
        const profile = mkdtempSync(join(tmpdir(), 'passerelle-tablet-'));
        profiles.push(profile);
        return { name, profile, ...(await start(profile)) };
      }),
    );
    await Promise.all(doors.map(({ context }) => context.setOffline(true)));
    await Promise.all(
      doors.map(async ({ name, page }) => {
        await tapAll(page, TAPS[name]);
        // Written to the disk, every one, before the battery goes.
        await page.getByText('Sur cet appareil (250)').waitFor(PATIENCE);
      }),
    );
    expect(balance()).toBe(START);
    await Promise.all(doors.map(({ context, page }) => kill(context, page)));

    // An hour later, the door where more people left than the server knows of comes back first.
    await served.at(plus(served.clock.now(), HOUR));
    const expected = START + TAPS.a.entree - TAPS.a.sortie + TAPS.b.entree - TAPS.b.sortie;
    const pages: Page[] = [];
    for (const { profile } of doors.toReversed()) {
      const { page } = await start(profile);
      pages.push(page);
      await expect.poll(() => chip(page), { timeout: 60_000 }).toBe('transmis');
    }
    expect(balance()).toBe(expected);
    for (const page of pages) await expect.poll(() => shown(page), PATIENCE).toBe(expected);

    const counts = (await log.read(0, 1_000_000)).filter(({ kind }) =>
      /^RestSpace(Entered|Left)$/.test(kind),
    );
    expect(counts).toHaveLength(500);
    expect(new Set(counts.map(({ commandId }) => commandId)).size).toBe(500);
  },
);

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import type { EventLog } from '#server/log/event-log';
import { admissionNeedSchema } from '#shared/domain/admission/commands';
import { HOUR, MINUTE, plus } from '#shared/kernel/instant';
import { filesUnder } from '../canary/resting.ts';
import { chromiumPath } from '../chromium.ts';
import { begunAnew } from '../support/begun-anew.ts';
import { accessibilityFaults, openBrowser, PATIENCE, takePicture, type Screen } from '../support/browser.ts';
import { connect, type Client } from '../support/client.ts';
import { paris, station, team, zone } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';
import {
  blankPhone,
  chip,
  choose,
  enter,
  linked,
  onTour,
  openTour,
  pass,
  PHONE,
  raiseAlert,
  sent,
  shellKept,
  tap,
} from './field-phone.ts';

const SMALL = { width: 360, height: 640 };
/** What a phone keeps: as many as one team may say without network, one of them an alert (PRV-44). */
const KEPT = 50;
/** What the return of the network may take (M04). */
const BACK_WITHIN = { timeout: 10_000 } as const;

// One afternoon on one server: its time goes forward from test to test, each with a team of its own.
let browser: Browser;
let served: Served;
let log: EventLog;
let lead: Client;
const screens: Screen[] = [];
const contexts: BrowserContext[] = [];
const profiles: string[] = [];
begunAnew(
  async () => {
    browser = await openBrowser({ webgl: false });
    served = await servePages(paris('15:01:10'), { through: (each) => (log = each) });
    lead = await connect(served.url, { door: 'lead' });
  },
  async () => {
    lead.close();
    await browser.close();
    await served.stop();
  },
);
afterEach(async () => {
  for (const screen of screens.splice(0)) await screen.close();
  for (const context of contexts.splice(0)) await context.close().catch(() => undefined);
  for (const profile of profiles.splice(0)) rmSync(profile, { recursive: true, force: true });
});

/** A phone of this team, greeted by the server. */
async function phone(of: string, options: Parameters<typeof blankPhone>[1] = {}): Promise<Screen> {
  const screen = await blankPhone(browser, options);
  screens.push(screen);
  await enter(screen.page, served.url, of);
  return screen;
}

async function recorded(kind: string) {
  return (await log.read(0, 1_000_000)).filter((record) => record.kind === kind);
}

/** A phone of its own, whose storage is a folder of the disk. */
function device(): string {
  const profile = mkdtempSync(join(tmpdir(), 'passerelle-phone-'));
  profiles.push(profile);
  return profile;
}

async function start(profile: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await chromiumPath(),
    args: ['--disable-3d-apis'],
    viewport: PHONE,
    hasTouch: true,
    locale: 'fr-FR',
  });
  contexts.push(context);
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page };
}

/** Kills the whole browser, as a phone whose battery is gone. */
async function kill(context: BrowserContext, page: Page): Promise<void> {
  const gone = new Promise((resolve) => context.once('close', resolve));
  const session = await context.newCDPSession(page);
  void session.send('Browser.crash').catch(() => undefined);
  await gone;
}

describe('a tour', () => {
  test('[M02] [M12] a pass is two taps, the tally one, and the log holds a place, a half-hour, a class and needs', async () => {
    const { page, faults } = await phone('T1');
    await openTour(page);
    for (let times = 0; times < 7; times += 1) await tap(page, 'Carnet : une de plus');
    expect(await page.locator('[data-tally]').innerText()).toBe('7');
    await tap(page, 'Passage fait');
    expect(await page.locator('[data-suggested="true"]').getAttribute('data-class')).toBe('5-9');
    await takePicture(page, 'terrain-passage-390-clair');
    await page.locator('[data-class="5-9"]').tap();
    await sent(page);
    expect(await page.locator('[data-tally]').innerText()).toBe('0');
    const [made] = await recorded('PassDeclared');
    expect(made?.event).toMatchObject({
      place: { kind: 'zone', id: 'z-dormoy' },
      people: '5-9',
      needs: [],
    });
    expect(JSON.stringify(made?.event)).not.toMatch(/"T1"|equipe|team/);
    // The undo is another tap, as long as it is offered.
    await tap(page, /^Annuler/);
    await expect.poll(async () => (await recorded('PassWithdrawn')).length, PATIENCE).toBe(1);
    expect(faults).toEqual([]);
  });

  test('[M02] going down is three taps from the last stations, and the screen turns dark until the exit', async () => {
    const { page } = await phone('T2');
    await openTour(page);
    await tap(page, 'Descendre');
    await page.getByRole('searchbox').fill('chateua rouge');
    await page.locator('[data-place]').first().tap();
    await tap(page, '40 min');
    await page.locator('[data-theme="dark"]').waitFor(PATIENCE);
    await sent(page);
    await page.getByRole('heading', { name: /Château Rouge/ }).waitFor(PATIENCE);
    expect(await page.locator('.hour').innerText()).toMatch(/^\d{2}:\d{2}$/);
    await takePicture(page, 'terrain-sous-terre-390');
    const before = await page.locator('.hour').innerText();
    await tap(page, '+20 min');
    await expect.poll(() => page.locator('.hour').innerText(), PATIENCE).not.toBe(before);
    await tap(page, 'Je sors');
    await page.locator('[data-theme="light"]').waitFor(PATIENCE);
    await tap(page, 'Descendre');
    await page.locator('[data-place]').first().tap();
    await tap(page, '20 min');
    await page.locator('[data-theme="dark"]').waitFor(PATIENCE);
    await tap(page, 'Je sors');
    await sent(page);
  });

  test('[M02] a mission is taken in one tap, and one that is taken back is crossed out', async () => {
    const { page } = await phone('T3');
    await openTour(page);
    await sent(page);
    const mission = await lead.send({
      type: 'GiveMission',
      team: team('T3'),
      place: station('st-marx-dormoy'),
      report: null,
    });
    expect(mission.outcome).toBe('accepted');
    await page.locator('[data-mission="donnee"]').waitFor(PATIENCE);
    await takePicture(page, 'terrain-mission-390-clair');
    await tap(page, 'Je prends');
    await expect.poll(async () => (await recorded('MissionTaken')).length, PATIENCE).toBe(1);
    await tap(page, 'Sur place');
    await page.locator('[data-mission="sur-place"]').waitFor(PATIENCE);
    await tap(page, 'Terminée');
    await page.locator('[data-mission="aucune"]').waitFor(PATIENCE);
    await sent(page);
    const second = await lead.send({
      type: 'GiveMission',
      team: team('T3'),
      place: zone('z-chapelle'),
      report: null,
    });
    await page.locator('[data-mission="donnee"]').waitFor(PATIENCE);
    if (!('id' in second)) throw new Error('the mission has no id');
    await lead.send({ type: 'WithdrawMission', mission: second.id });
    await page.locator('[data-mission="retiree"]').waitFor(PATIENCE);
  });

  test('[M08] [M11] after the report the tally is gone from the phone, and after the post so is the team', async () => {
    const screen = await phone('T4');
    const { page, asked } = screen;
    const bytes: string[] = [];
    page.on('request', (request) => bytes.push(request.url(), request.postData() ?? ''));
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => bytes.push(String(payload))));
    await page.reload();
    await linked(page);
    await openTour(page);
    await page.evaluate(() => {
      for (let times = 0; times < 137; times += 1)
        document.querySelector<HTMLButtonElement>('[aria-label="Carnet\u202f: une de plus"]')?.click();
    });
    expect(await page.evaluate(() => localStorage.getItem('carnet'))).toBe('137/137');
    await pass(page, '20+');
    await sent(page);
    expect(bytes.join('\n')).not.toMatch(/(?<![\w.])137(?!\w)/);
    await tap(page, 'Tournée');
    await tap(page, 'Fin de tournée');
    await tap(page, 'Finir la tournée');
    await page.waitForURL(/\/terrain\/tournee$/, PATIENCE);
    await page.getByText('Ces chiffres ne disent pas où.').waitFor(PATIENCE);
    expect(await page.getByRole('spinbutton', { name: 'Personnes rencontrées' }).inputValue()).toBe('137');
    await takePicture(page, 'terrain-bilan-390-clair');
    await page.getByRole('spinbutton', { name: 'dont femmes' }).fill('15');
    await tap(page, 'Envoyer le bilan');
    await page.locator('[data-outcome="transmis"]').waitFor(PATIENCE);
    const [filed] = await recorded('TourReportFiled');
    expect(JSON.stringify(filed?.event)).not.toMatch(/"T4"|z-|st-/);
    expect(await page.evaluate(() => localStorage.getItem('carnet'))).toBeNull();
    await page.getByRole('link', { name: 'Revenir' }).tap();
    await tap(page, 'Fin de poste');
    await tap(page, 'Quitter et effacer');
    await page.getByRole('heading', { name: 'Quelle équipe' }).waitFor(PATIENCE);
    const left: object = await page.evaluate(() => ({ ...localStorage, ...sessionStorage }));
    // Positions of the scroll, which the pages' own router keeps.
    expect(Object.keys(left).filter((key) => !key.startsWith('sveltekit:'))).toEqual(['horloge']);
    expect(asked.filter((url) => /T4|z-|st-/.test(new URL(url).pathname + new URL(url).search))).toEqual([]);
  });

  test('[M06] the chip says what is kept and what is sent, whatever the browser believes of the network', async () => {
    const { page } = await phone('T5');
    await openTour(page);
    await sent(page);
    await page.evaluate(() => Object.defineProperty(navigator, 'onLine', { get: () => true }));
    await page.context().setOffline(true);
    await pass(page);
    await expect.poll(() => chip(page), PATIENCE).toBe('garde');
    expect(await page.evaluate(() => navigator.onLine)).toBe(true);
    await page.locator('header [data-chip]').tap();
    await page.getByText('Enregistré sur ce téléphone').first().waitFor(PATIENCE);
    await page.context().setOffline(false);
    await sent(page);
    await page.getByText('Tout est transmis.').waitFor(PATIENCE);
  });

  test('[M02] an alert is held or touched twice, may be a slip, and offline it says to call', async () => {
    const { page } = await phone('T6');
    await openTour(page);
    await sent(page);
    await tap(page, /^ALERTE/);
    await tap(page, 'CONFIRMER L’ALERTE');
    await page.locator('[data-alert-state="partie"]').waitFor(PATIENCE);
    expect(await recorded('AlertRaised')).toHaveLength(1);
    await takePicture(page, 'terrain-alerte-390');
    await tap(page, 'C’est une erreur');
    await expect.poll(async () => (await recorded('AlertCancelled')).length, PATIENCE).toBe(1);

    await page.context().setOffline(true);
    // The link must have been noticed as cut: until then nobody knows.
    await page.locator('[data-level="C2"]').waitFor({ timeout: 30_000 });
    const box = await page.getByRole('button', { name: /^ALERTE/ }).boundingBox();
    if (!box) throw new Error('no alert button');
    await page.mouse.move(box.x + 40, box.y + 20);
    await page.mouse.down();
    await page.getByText(/Pas de réseau\s: appelez le 112/).waitFor(PATIENCE);
    await page.mouse.up();
    expect(await page.getByRole('link', { name: 'Appeler le 112' }).getAttribute('href')).toBe('tel:112');
    await takePicture(page, 'terrain-alerte-hors-ligne-390');
    await page.context().setOffline(false);
    await page.locator('[data-alert-state="partie"]').waitFor({ timeout: 30_000 });
    expect(await recorded('AlertRaised')).toHaveLength(2);
  });
});

describe('without network', () => {
  test(
    '[M01] [M04] [M05] from the first visit: 50 acts recorded, the phone killed twice, each on the server once and in order',
    { timeout: 240_000 },
    async () => {
      const profile = device();
      const first = await start(profile);
      await enter(first.page, served.url, 'T1');
      await onTour(first.page);
      await shellKept(first.page);
      await kill(first.context, first.page);
      const before = (await log.read(0, 1_000_000)).length;

      // It wakes up underground.
      const second = await start(profile);
      // What the worker did not keep, the browser's own cache must not lend.
      const session = await second.context.newCDPSession(second.page);
      await session.send('Network.clearBrowserCache');
      await second.context.setOffline(true);
      await second.page.goto(`${served.url}/terrain`);
      await choose(second.page, 'T1');
      await second.page.locator('[data-thumb]').waitFor(PATIENCE);
      await tap(second.page, 'Demande D2O');
      // Told apart by their need, so that their order is seen.
      const said: string[][] = [];
      for (let times = 0; times < KEPT - 1; times += 1) {
        if (times > 0) await tap(second.page, 'Nouvelle demande');
        const need = admissionNeedSchema.options[(times * times) % 7];
        if (need) await second.page.locator(`input[value="${need}"]`).check();
        await tap(second.page, 'Envoyer la demande');
        said.push(need ? [need] : []);
      }
      await second.page.getByText(`Sur ce téléphone (${KEPT - 1})`).waitFor(PATIENCE);
      await tap(second.page, 'Nouvelle demande');
      await tap(second.page, 'Envoyer la demande');
      await second.page.locator('[data-warning]').waitFor(PATIENCE);
      // What has its own place still finds it.
      await raiseAlert(second.page);
      await second.page.locator('[data-alert-state="en-attente"]').waitFor(PATIENCE);
      await second.page.getByText(`Sur ce téléphone (${KEPT})`).waitFor(PATIENCE);
      await kill(second.context, second.page);
      const resting = filesUnder(profile).filter(({ name }) => /IndexedDB|Local Storage|Session/.test(name));
      expect(resting.length).toBeGreaterThan(0);
      for (const { bytes, name } of resting)
        expect(/RequestAdmission|psychiatrie|z-dormoy|st-marx/.test(bytes.toString('latin1')), name).toBe(
          false,
        );

      const third = await start(profile);
      await third.page.goto(`${served.url}/terrain`);
      await choose(third.page, 'T1');
      await linked(third.page);
      await third.page.locator('header [data-chip="transmis"][data-waiting="0"]').waitFor(BACK_WITHIN);
      const after = (await log.read(0, 1_000_000))
        .slice(before)
        .filter(({ kind }) => kind === 'AdmissionRequested' || kind === 'AlertRaised');
      // The alert goes before all that waits; the others are in the order said.
      const [alert, ...requests] = after;
      expect(alert?.kind).toBe('AlertRaised');
      expect(requests.map(({ event }) => (event as { needs: string[] }).needs)).toEqual(said);
      expect(new Set(after.map(({ commandId }) => commandId)).size).toBe(KEPT);
      await lead.send({ type: 'AcknowledgeAlarm', alarm: 'A1:T1' });
    },
  );

  test('[M05] what is kept on the phone holds no coordinate, and no view', async () => {
    const profile = device();
    const { page } = await start(profile);
    await enter(page, served.url, 'T2');
    await shellKept(page);
    const held = await page.evaluate(async () => {
      const texts: string[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const answer = await cache.match(request);
          if (answer && /\.(woff2|png)$/.exec(request.url) === null)
            texts.push(`${request.url} ${await answer.text()}`);
        }
      }
      return texts;
    });
    expect(held.length).toBeGreaterThan(5);
    for (const text of held.filter((each) => each.includes('/terrain'))) {
      expect(text).not.toMatch(/\b48\.[89]\d{2}|\b2\.[34]\d{2}\b/);
      expect(text).not.toMatch(/"rest-space-band"|"mission:|"revision"|"epoch":"[0-9a-f]{32}"/);
    }
  });
});

describe('the screen', () => {
  test('[M03] [M10] main targets are 56 px, apart, in the lower 45 %, for either hand', async () => {
    const { page } = await phone('T2', { viewport: SMALL });
    await onTour(page);
    for (const hand of ['droite', 'gauche']) {
      if (hand === 'gauche') {
        await tap(page, 'Tournée');
        await tap(page, 'Mes données');
        await tap(page, 'Gauche');
        await tap(page, 'Revenir');
      }
      const names = [
        'Carnet\u202f: une de plus',
        'Carnet\u202f: une de moins',
        'Passage fait',
        'Descendre',
        /^ALERTE/,
      ] as const;
      const boxes = [];
      for (const name of names) {
        const box = await page.getByRole('button', { name }).first().boundingBox();
        if (!box) throw new Error(String(name));
        expect(Math.min(box.width, box.height), String(name)).toBeGreaterThanOrEqual(56);
        expect(box.y, String(name)).toBeGreaterThanOrEqual(SMALL.height * 0.55);
        expect(box.y + box.height).toBeLessThanOrEqual(SMALL.height);
        boxes.push(box);
      }
      for (const [index, a] of boxes.entries())
        for (const b of boxes.slice(index + 1)) {
          const apart = Math.max(
            a.x - b.x - b.width,
            b.x - a.x - a.width,
            a.y - b.y - b.height,
            b.y - a.y - a.height,
          );
          expect(apart).toBeGreaterThanOrEqual(8);
        }
      const [more, , done] = boxes;
      const side = (box: { x: number; width: number }) =>
        box.x + box.width / 2 > SMALL.width / 2 ? 'droite' : 'gauche';
      expect(more && side(more)).toBe(hand);
      expect(done && side(done)).toBe(hand === 'droite' ? 'gauche' : 'droite');
      await takePicture(page, `terrain-360-${hand}`);
    }
  });

  test('[M09] the first JavaScript weighs at most 180 kB, compressed', async () => {
    const page = await fetch(`${served.url}/terrain`);
    const named = `${page.headers.get('link')} ${await page.text()}`;
    const files = [...named.matchAll(/\/_app\/[\w./-]+\.js\b/g)].map(([path]) => path);
    expect(files.length).toBeGreaterThan(3);
    let weight = 0;
    for (const path of new Set(files)) {
      const body = await (await fetch(served.url + path)).arrayBuffer();
      weight += gzipSync(Buffer.from(body)).length;
    }
    expect(weight).toBeLessThanOrEqual(180_000);
  });

  for (const colorScheme of ['clair', 'sombre'] as const)
    for (const width of [320, 360, 390] as const)
      test(`[M09] axe finds nothing at ${width} px, ${colorScheme}, and nothing scrolls sideways`, async () => {
        const { page, faults } = await phone('T2', { viewport: { width, height: 720 } });
        const check = async (what: string) => {
          expect(await accessibilityFaults(page), what).toEqual([]);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(over, what).toBeLessThanOrEqual(0);
          await takePicture(page, `terrain-${what}-${width}-${colorScheme}`);
        };
        await onTour(page);
        await tap(page, 'Tournée');
        await tap(page, 'Mes données');
        await tap(page, colorScheme === 'clair' ? 'Clair' : 'Sombre');
        await check('donnees');
        await tap(page, 'Revenir');
        await check('tournee');
        for (const [name, what] of [
          ['Passage fait', 'lieu'],
          ['Descendre', 'descendre'],
          ['Demande D2O', 'd2o'],
        ] as const) {
          await tap(page, name);
          await check(what);
          await tap(page, /^(Revenir|Annuler)$/);
        }
        await page.locator('header [data-chip]').tap();
        await check('file');
        expect(faults).toEqual([]);
      });
});

test('[M07] a team that stays below is told that the coordination is told', async () => {
  const { page } = await phone('T5');
  await onTour(page);
  await tap(page, 'Descendre');
  await page.getByRole('searchbox').fill('stalingrad');
  await page.locator('[data-place]').first().tap();
  await tap(page, '20 min');
  await page.locator('[data-exit="a-venir"]').waitFor(PATIENCE);
  await sent(page);
  await served.at(plus(served.clock.now(), 31 * MINUTE));
  await page.locator('[data-exit="signalee"]').waitFor(PATIENCE);
  await tap(page, 'Je sors');
  await page.locator('[data-theme="light"]').waitFor(PATIENCE);
  // After the tour nothing of this is asked any more.
  expect(served.clock.now() < plus(paris('15:01:10'), HOUR)).toBe(true);
});

import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import type { RatpPostId } from '#shared/kernel/ids';
import { MINUTE, plus } from '#shared/kernel/instant';
import type { Entity } from '#shared/view/entity';
import { begunAnew } from '../support/begun-anew.ts';
import {
  accessibilityFaults,
  greetingOn,
  openBrowser,
  openScreen,
  PATIENCE,
  pressAzerty,
  takePicture,
  type Screen,
} from '../support/browser.ts';
import { connect, type Client } from '../support/client.ts';
import { holdAnswers } from '../support/held-answers.ts';
import { paris, pass, slotAt, station, team } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';
import { toldAt } from '../support/told.ts';

const PHONE = { width: 390, height: 844 } as const;
const DESK = { width: 1366, height: 768 } as const;
/** Everything that a post may be told of (P04). */
const TOLD = new Set(['group', 'own-report', 'rest-space-band', 'situation-souterrain', 'station-closure']);
/** What the screen of a post promises (P02). */
const AT_ONCE = { timeout: 2_000, interval: 50 } as const;

// One afternoon on one server: its time goes forward from test to test, and each test has its own stations.
let browser: Browser;
let served: Served;
let lead: Client;
let otherPost: Client;
const screens: Screen[] = [];
begunAnew(
  async () => {
    browser = await openBrowser({ webgl: false });
    served = await servePages(paris('14:02:10'));
    lead = await connect(served.url, { door: 'lead' });
    otherPost = await connect(served.url, { door: 'ratp', post: 'RATP-2' as RatpPostId });
  },
  async () => {
    lead.close();
    otherPost.close();
    await browser.close();
    await served.stop();
  },
);
afterEach(async () => {
  const faults = screens.flatMap(({ faults: each }) => each);
  for (const screen of screens.splice(0)) await screen.close();
  expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
});

async function post(options: BrowserContextOptions = { viewport: PHONE }, name = 'RATP-1'): Promise<Page> {
  const screen = await openScreen(browser, options);
  screens.push(screen);
  await screen.page.context().addCookies([{ name: 'poste', value: name, domain: '127.0.0.1', path: '/' }]);
  return screen.goLive(`${served.url}/ratp`);
}

const wait = async (minutes: number) => served.at(plus(served.clock.now(), minutes * MINUTE));
const card = (page: Page, name: string) => page.getByRole('article', { name, exact: true });
const step = (page: Page, name: string, which: string) => card(page, name).locator(`[data-step="${which}"]`);
const isDone = (page: Page, name: string, which: string) => step(page, name, which).getAttribute('data-done');

/** Chooses a station by what an agent types, and asks for somebody there. */
async function ask(page: Page, typed: string, people = '5-9', kind = 'groupe'): Promise<void> {
  await page.getByRole('searchbox').fill(typed);
  await page.locator('[data-station]').first().click();
  await page.locator(`[data-people="${people}"]`).click();
  await page.locator(`[data-kind="${kind}"]`).click();
}

type Report = Extract<Entity, { kind: 'report' }>;
/** The reports of this station, as the coordination holds them. */
function reportsAt(id: string): Report[] {
  return [...lead.held.entities.values()].flatMap(({ value }) =>
    value.kind === 'report' && value.place.id === id ? [value] : [],
  );
}
async function reportAt(id: string): Promise<Report> {
  await expect.poll(() => reportsAt(id).length, PATIENCE).toBe(1);
  const [report] = reportsAt(id);
  if (!report) throw new Error('the coordination has no such report');
  return report;
}

test('the post is asked for once, by a plain link, and no address holds it', async () => {
  const screen = await openScreen(browser, { viewport: PHONE });
  screens.push(screen);
  const { page } = screen;
  await page.goto(`${served.url}/ratp`);
  expect(await page.getByRole('heading', { level: 2 }).innerText()).toMatch(/Quel poste/);
  expect(await accessibilityFaults(page)).toEqual([]);
  const greeted = greetingOn(page);
  await page.locator('[data-post="RATP-2"]').click();
  await greeted;
  expect(new URL(page.url()).pathname).toBe('/ratp');
  await page.getByText('Poste 2, à configurer').waitFor();
  await page.reload();
  await page.getByText('Poste 2, à configurer').waitFor();
  await page.getByRole('link', { name: 'Changer de poste' }).click();
  await page.locator('[data-post="RATP-1"]').waitFor();
  expect((await page.goto(`${served.url}/ratp/poste/RATP-99`))?.status()).toBe(404);
  screen.faults.splice(0);
});

describe('[P01] a request', () => {
  test('takes four taps with a search, and says what was sent', async () => {
    const page = await post();
    await page.getByText(/Aucune demande/).waitFor();
    await page.getByRole('searchbox').fill('marcadet poiss');
    expect(await page.locator('[data-station]').first().innerText()).toMatch(/Marcadet-Poissonniers/);
    await page.getByRole('searchbox').fill('barbes');
    await page.locator('[data-station="st-barbes-rochechouart"]').click();
    expect(await page.locator('[data-kind]').first().isDisabled()).toBe(true);
    await page.locator('[data-people="10-19"]').click();
    await page.locator('[data-kind="personne-en-difficulte"]').click();
    expect(await reportAt('st-barbes-rochechouart')).toMatchObject({
      origins: ['ratp'],
      people: '10-19',
      what: 'personne-en-difficulte',
      step: 'recu',
    });
    await expect.poll(() => isDone(page, 'Barbès-Rochechouart', 'envoyee'), AT_ONCE).toBe('yes');
  });

  test('takes three taps from a recent station, and can be taken back within ten seconds', async () => {
    const page = await post();
    // Asked for by the test before, unless this one begins again.
    if (reportsAt('st-barbes-rochechouart').length === 0) await ask(page, 'barbes');
    await reportAt('st-barbes-rochechouart');
    await card(page, 'Barbès-Rochechouart')
      .getByRole('button', { name: /Clôturer/ })
      .click();
    await expect.poll(async () => (await reportAt('st-barbes-rochechouart')).step, PATIENCE).toBe('retire');
    await page.locator('[data-station="st-barbes-rochechouart"]').click();
    await page.locator('[data-people="0-4"]').click();
    await page.locator('[data-kind="autre"]').click();
    await card(page, 'Barbès-Rochechouart').waitFor();
    await page.getByRole('button', { name: /Annuler/ }).click();
    await page.getByText(/Aucune demande/).waitFor(PATIENCE);
    await expect
      .poll(() => reportsAt('st-barbes-rochechouart').map((report) => report.step), PATIENCE)
      .toEqual(['retire', 'retire']);
  });
});

test('[P01] an answer that comes late doubles no request, and leaves the one that is being chosen as it is', async () => {
  const screen = await openScreen(browser, { viewport: PHONE });
  screens.push(screen);
  const { page } = screen;
  await page.context().addCookies([{ name: 'poste', value: 'RATP-1', domain: '127.0.0.1', path: '/' }]);
  const answers = await holdAnswers(page);
  await page.goto(`${served.url}/ratp`);
  await answers.greeted;
  answers.begin();
  await ask(page, 'jourdain');
  await expect.poll(() => answers.waiting().length, PATIENCE).toBe(1);
  await page.getByRole('searchbox').fill('botzaris');
  await page.locator('[data-station="st-botzaris"]').click();
  await page.locator('[data-people="10-19"]').click();
  answers.end();
  await expect.poll(() => isDone(page, 'Jourdain', 'envoyee'), PATIENCE).toBe('yes');
  expect(await page.locator('[data-people="10-19"]').getAttribute('aria-pressed')).toBe('true');
  await page.locator('[data-kind="groupe"]').click();
  expect(await reportAt('st-botzaris')).toMatchObject({ people: '10-19' });
  for (const name of ['Jourdain', 'Botzaris']) expect(await card(page, name).count()).toBe(1);
  expect(reportsAt('st-jourdain')).toHaveLength(1);
  for (const name of ['Jourdain', 'Botzaris'])
    await card(page, name)
      .getByRole('button', { name: /Clôturer/ })
      .click();
  await page.getByText(/Aucune demande/).waitFor(PATIENCE);
  // The page shows it before the server knows: one that is closed now would leave the post a request.
  await expect
    .poll(
      () => [...reportsAt('st-jourdain'), ...reportsAt('st-botzaris')].map((report) => report.step),
      PATIENCE,
    )
    .toEqual(['retire', 'retire']);
});

describe('[P02] what the coordination does', () => {
  test('is on the post’s screen at once, with its hour, but for the way', async () => {
    const page = await post();
    await ask(page, 'marx dormoy');
    const { id: report } = await reportAt('st-marx-dormoy');
    const name = 'Marx Dormoy';
    await expect.poll(() => isDone(page, name, 'envoyee'), AT_ONCE).toBe('yes');
    expect(await step(page, name, 'accusee').innerText()).toMatch(/pas encore/);

    await wait(11);
    await card(page, name)
      .getByText(/Pas encore accusée, la coordination est relancée/)
      .waitFor();
    await takePicture(page, 'ratp-390-late-light', { fullPage: true });

    await lead.send({ type: 'AcknowledgeReport', report });
    await expect.poll(() => isDone(page, name, 'accusee'), AT_ONCE).toBe('yes');
    expect(await step(page, name, 'accusee').innerText()).toMatch(/14:13/);
    expect(await card(page, name).locator('[data-late]').count()).toBe(0);

    await lead.send({ type: 'AssignReport', report, to: 'maraude' });
    await expect.poll(() => isDone(page, name, 'en-route'), AT_ONCE).toBe('yes');
    expect(await step(page, name, 'en-route').innerText()).not.toMatch(/\d/);
    await lead.send({ type: 'ReachReport', report });
    const before = await card(page, name).innerText();
    await wait(3);
    expect(await card(page, name).innerText()).toBe(before);

    await lead.send({ type: 'CloseReport', report, outcome: 'rencontre' });
    await page.getByText(/Aucune demande/).waitFor(AT_ONCE);
    await page.getByText(/Closes depuis un jour/).click();
    await page.locator('[data-over]', { hasText: name }).getByText('passage fait').waitFor();
  });
});

describe('[P03] a second request of this post at the same station', () => {
  test('joins the first within thirty minutes, and the agent is told before', async () => {
    const page = await post();
    await ask(page, 'riquet');
    const { id } = await reportAt('st-riquet');
    await wait(12);
    await page.locator('[data-station="st-riquet"]').click();
    await page.getByText('Une demande de votre poste est ouverte depuis 12 min.').waitFor();
    expect(await page.locator('[data-people]').count()).toBe(0);
    await page.getByRole('button', { name: 'Ajouter mon signalement' }).click();
    await page.locator('[data-people="20+"]').click();
    await page.locator('[data-kind="groupe"]').click();
    await page.getByText(/s’ajoute à votre demande/).waitFor();
    await expect.poll(() => reportsAt('st-riquet').map(({ people }) => people), PATIENCE).toEqual(['20+']);
    expect(await page.locator('[data-request]').count()).toBe(1);
    expect((await reportAt('st-riquet')).id).toBe(id);
  });
});

describe('[P04] another post', () => {
  test('is told nothing of this one’s requests at the same station, and the coordination has one report', async () => {
    const [mine, theirs] = [await post(), await post({ viewport: PHONE }, 'RATP-2')];
    await ask(mine, 'simplon');
    await reportAt('st-simplon');
    const before = await theirs.locator('main').innerText();
    await wait(1);
    expect(await theirs.locator('main').innerText()).toBe(before);
    await otherPost.drain();
    expect(JSON.stringify(otherPost.frames)).not.toContain('st-simplon');
    await ask(theirs, 'simplon', '0-4', 'autre');
    await card(theirs, 'Simplon').waitFor();
    await expect.poll(() => isDone(theirs, 'Simplon', 'envoyee'), PATIENCE).toBe('yes');
    expect(reportsAt('st-simplon')).toHaveLength(1);
  });

  test('what this screen is sent holds no zone, team, bed, code or class of a pass', async () => {
    const screen = await openScreen(browser, { viewport: PHONE });
    screens.push(screen);
    const { page } = screen;
    const frames: string[] = [];
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => frames.push(String(payload))),
    );
    await page.context().addCookies([{ name: 'poste', value: 'RATP-1', domain: '127.0.0.1', path: '/' }]);
    await screen.goLive(`${served.url}/ratp`);
    await ask(page, 'ourcq');
    await expect.poll(() => isDone(page, 'Ourcq', 'envoyee'), PATIENCE).toBe('yes');
    const kinds = [...frames.join('').matchAll(/"kind":"([a-z-]+)"/g)].map(([, kind]) => String(kind));
    expect(kinds).toContain('own-report');
    expect(kinds.filter((kind) => !TOLD.has(kind))).toEqual([]);
    expect(frames.join('')).not.toMatch(/"(?:z|s)-[a-z]|"T\d"|"lit-|"people"|RATP-2/);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(stored + page.url()).not.toMatch(/st-|ourcq|RATP-2/i);
    // Which post this is, for this tab alone.
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toMatch(/RATP/);
  });
});

describe('[P05] on a phone and at a desk', () => {
  for (const width of [320, 390, 768, 1366] as const)
    for (const colorScheme of ['light', 'dark'] as const)
      test(`at ${width} px, ${colorScheme}, an audit finds nothing, and nothing is cut off`, async () => {
        const height = width >= 768 ? 768 : 844;
        const page = await post({ viewport: { width, height }, colorScheme });
        if ((await page.locator('[data-request]').count()) === 0) await ask(page, 'hoche');
        const faults: Record<string, string[]> = { list: await accessibilityFaults(page) };
        await takePicture(page, `ratp-${width}-${colorScheme}`, { fullPage: true });
        await page.getByRole('button', { name: 'Ligne 4', exact: true }).click();
        faults['line'] = await accessibilityFaults(page);
        await page.locator('[data-station="st-chateau-rouge"]').click();
        await page.locator('[data-people="0-4"]').click();
        faults['asking'] = await accessibilityFaults(page);
        await takePicture(page, `ratp-${width}-asking-${colorScheme}`, { fullPage: true });
        expect(faults).toEqual({ list: [], line: [], asking: [] });
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(over).toBe(0);
        const small = await page
          .locator('button:visible, a:visible, summary:visible, input:visible')
          .evaluateAll((nodes) =>
            nodes.flatMap((node) => {
              const { width: w, height: h } = node.getBoundingClientRect();
              return w < 48 || h < 47.5 ? [`${node.textContent} ${w}x${h}`] : [];
            }),
          );
        expect(small).toEqual([]);
      });

  test('every key is in the help, and letters are the searcher’s while they search', async () => {
    const page = await post({ viewport: DESK });
    await pressAzerty(page, '?', 'KeyM');
    const help = page.getByRole('dialog');
    await help.getByText('rechercher une station').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    await pressAzerty(page, 'r', 'KeyR');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('type')), PATIENCE)
      .toBe('search');
    await page.keyboard.type('r?u');
    expect(await page.getByRole('searchbox').inputValue()).toBe('r?u');
    expect(await help.isVisible()).toBe(false);
  });
});

describe('[P06] without network', () => {
  test('a request is kept with its age, and leaves once, with its own time', async () => {
    const page = await post();
    await page.context().setOffline(true);
    const askedAt = served.clock.now();
    await ask(page, 'laumiere', '5-9', 'arret-non-marque');
    await card(page, 'Laumière').locator('[data-kept]').waitFor();
    expect(await isDone(page, 'Laumière', 'envoyee')).toBe('no');
    await page.getByText(/DONNÉES FIGÉES/).waitFor({ timeout: 30_000 });
    await card(page, 'Laumière')
      .getByText(/sera transmise/)
      .waitFor();
    expect(await page.locator('header [data-chip="garde"]').count()).toBe(1);
    await takePicture(page, 'ratp-390-offline-light', { fullPage: true });
    await wait(9);
    expect(reportsAt('st-laumiere')).toEqual([]);
    await page.context().setOffline(false);
    const report = await reportAt('st-laumiere');
    await expect.poll(() => isDone(page, 'Laumière', 'envoyee'), PATIENCE).toBe('yes');
    expect(Date.parse(report.seenAt) - Date.parse(askedAt)).toBeLessThan(MINUTE);
    await page.reload();
    await card(page, 'Laumière').waitFor();
    expect(reportsAt('st-laumiere')).toHaveLength(1);
  });
});

describe('[P06] a page opened again without network', () => {
  const offline = (page: Page) => page.context().setOffline(true);
  const shellKept = (page: Page) =>
    expect
      .poll(() => page.evaluate(async () => (await caches.match('/ratp')) !== undefined), PATIENCE)
      .toBe(true);

  test('is the post’s, with what it had not sent; it leaves once, with its own time', async () => {
    const page = await post();
    await shellKept(page);
    await offline(page);
    const askedAt = served.clock.now();
    await ask(page, 'crimee', '5-9', 'groupe');
    await card(page, 'Crimée').locator('[data-kept]').waitFor();
    await page.locator('header [data-chip="garde"]').waitFor(PATIENCE);
    await page.reload();
    await page.locator('[data-unheard]').waitFor(PATIENCE);
    await card(page, 'Crimée').locator('[data-kept]').waitFor(PATIENCE);
    expect(await isDone(page, 'Crimée', 'envoyee')).toBe('no');
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, 'ratp-390-rouvert-hors-ligne', { fullPage: true });
    // More can be asked from there.
    await ask(page, 'corentin', '0-4', 'autre');
    await card(page, 'Corentin Cariou').locator('[data-kept]').waitFor(PATIENCE);
    await wait(7);
    await page.context().setOffline(false);
    await page.locator('[data-unheard]').waitFor({ state: 'detached', ...PATIENCE });
    const report = await reportAt('st-crimee');
    await reportAt('st-corentin-cariou');
    expect(Math.abs(Date.parse(report.seenAt) - Date.parse(askedAt))).toBeLessThan(MINUTE);
    await expect.poll(() => isDone(page, 'Crimée', 'envoyee'), PATIENCE).toBe('yes');
  });

  test('is asked which post it is, when the browser has forgotten; and nothing that is kept holds a view', async () => {
    const page = await post();
    await shellKept(page);
    const held = await page.evaluate(async () => {
      const texts: string[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const answer = await cache.match(request);
          if (answer && !/\.(woff2|png)$/.test(request.url))
            texts.push(`${request.url} ${await answer.text()}`);
        }
      }
      return texts;
    });
    const kept = held.filter((text) => /\/ratp /.test(text));
    expect(kept).toHaveLength(1);
    for (const text of kept)
      expect(text).not.toMatch(/own-report|situation-souterrain|"epoch"|\b48\.[89]\d{2}|\b2\.[34]\d{2}\b/);
    await offline(page);
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await page.locator('[data-post="RATP-1"]').click();
    await page.locator('[data-unheard]').waitFor(PATIENCE);
    await page.getByText('Poste 1, à configurer').waitFor();
  });
});

describe('[P07] a pass at a station', () => {
  test('changes nothing here before its group’s release, an hour after its half-hour', async () => {
    await served.at(paris('16:00:00'));
    const page = await post();
    const cell = page.locator('[data-group="g-montmartre"] td[data-shape]').nth(1);
    const outreach = await connect(served.url, { door: 'outreach', team: team('T2') });
    await outreach.send({ type: 'OpenMaraude', level: 'mixte' });
    await served.at(paris('16:20:00'));
    const slot = slotAt('16:00');
    expect(await outreach.send(pass(station('st-abbesses'), slot))).toMatchObject({ outcome: 'accepted' });
    outreach.close();
    for (const minutes of [30, 60, 89]) {
      await served.at(plus(paris('16:00:00'), minutes * MINUTE));
      expect(await cell.getAttribute('data-shape')).not.toBe('passe');
    }
    await served.at(toldAt('ratp', slot));
    await expect.poll(() => cell.getAttribute('data-shape'), PATIENCE).toBe('passe');
    await page.getByText(/Situation à 16:30/).waitFor();
    await page.getByText(/différée 60 min/).waitFor();
  });
});

describe('what an agent is told when', () => {
  test('[U02] a link that is cut is said, and what is on screen is marked as old', async () => {
    const page = await post();
    await page.context().setOffline(true);
    await page.getByText(/DONNÉES FIGÉES/).waitFor({ timeout: 30_000 });
    const fresh = await page
      .locator('[data-fresh]')
      .evaluateAll((nodes) => [...new Set(nodes.map((node) => node.getAttribute('data-fresh')))]);
    // What never came is not old.
    expect(fresh.filter((each) => each !== 'inconnu')).toEqual(['perime']);
    await page.context().setOffline(false);
    await page.getByText(/À jour/).waitFor(PATIENCE);
  });

  test('outside the hours of the tours, the agent is told whom to call', async () => {
    await served.at(paris('22:05:00'));
    const page = await post({ viewport: PHONE, colorScheme: 'dark' });
    await page.locator('[data-hours="hors"]').getByText(/115/).waitFor();
    for (const number of ['15', '18', '112']) {
      expect(await page.locator(`a[href="tel:${number}"]`).isVisible()).toBe(true);
    }
    await takePicture(page, 'ratp-390-night-dark', { fullPage: true });
  });
});

import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#shared/kernel/instant';
import type { Grant } from '#shared/access/grant';
import {
  accessibilityFaults,
  DESK,
  greetingOn,
  openBrowser,
  openScreen,
  PATIENCE,
  pressAzerty,
  type Screen,
} from '../support/browser.ts';
import { PASSWORD } from '../support/identity.ts';
import { paris, team } from '../support/said.ts';
import { person, servePagesLive, type ServedLive, type SignedInPerson } from '../support/served-identity.ts';

const LEAD: Grant = { role: 'lead' };
const OUTREACH: Grant = { role: 'outreach', team: team('T2') };
const OVER = 'Votre session est terminée.';

let browser: Browser;
let served: ServedLive;
beforeAll(async () => {
  [browser, served] = await Promise.all([openBrowser({ webgl: false }), servePagesLive(paris('17:01:10'))]);
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});

/** A browser that holds the session of someone already signed in. */
async function as(who: SignedInPerson, options: BrowserContextOptions = {}): Promise<Screen> {
  const screen = await openScreen(browser, options);
  const cookies = who.cookie.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return { name, value, url: served.url, httpOnly: true, sameSite: 'Lax' as const };
  });
  await screen.page.context().addCookies(cookies);
  return screen;
}

const shut = (page: Page, why: 'over' | 'changed') => page.locator(`[data-shut="${why}"]`).waitFor(PATIENCE);
const arrived = (page: Page, at: string) => page.waitForURL(({ pathname }) => pathname === at, PATIENCE);
const headed = (page: Page) => page.locator('h1').innerText();

async function signInAgain(page: Page, who: SignedInPerson, withCode: boolean): Promise<void> {
  await page.getByRole('link', { name: 'Se connecter de nouveau' }).click();
  await page.getByLabel('Identifiant').fill(who.login);
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  if (!withCode) return;
  await page.getByRole('heading', { name: 'Deuxième étape' }).waitFor(PATIENCE);
  await page.getByLabel('Code').fill(who.code());
  await page.keyboard.press('Enter');
}

/** How many commands rest on this device, the keys that seal them, what scripts keep and what answers are kept. */
function kept(page: Page): Promise<{ commands: number; keys: number; words: number; caches: number }> {
  return page.evaluate(async () => {
    const count = async (name: string) => {
      const found = await indexedDB.databases();
      let rows = 0;
      for (const { name: database = '' } of found) {
        const opening = indexedDB.open(database);
        await new Promise((resolve) => (opening.onsuccess = resolve));
        const { result } = opening;
        if (result.objectStoreNames.contains(name)) {
          const counting = result.transaction(name).objectStore(name).count();
          await new Promise((resolve) => (counting.onsuccess = resolve));
          rows += counting.result;
        }
        result.close();
      }
      return rows;
    };
    return {
      commands: await count('commands'),
      keys: await count('keys'),
      words: localStorage.length,
      caches: (await caches.keys()).length,
    };
  });
}

/** A report that the lead writes down while the network is away: it waits on the device. */
async function writeOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await pressAzerty(page, 'n', 'KeyN');
  const sheet = page.getByRole('dialog', { name: 'Nouveau signalement' });
  await sheet.getByRole('searchbox').fill('goutte dor');
  await sheet.getByRole('button', { name: /Goutte d’Or/ }).click();
  await sheet.getByLabel('Commerce').check();
  await sheet.getByLabel('matériel à ramasser').check();
  await sheet.getByLabel('moins de 5').check();
  await sheet.getByRole('button', { name: 'Enregistrer le signalement' }).click();
  await expect.poll(async () => (await kept(page)).commands, PATIENCE).toBe(1);
}

describe('[IDN-61] a session that ends while its screen is shown', () => {
  test('closed from another device: says so, and comes back to the screen it was on', async () => {
    const who = await person(served, OUTREACH);
    const { page, goLive, faults, close } = await as(who, { viewport: { width: 360, height: 740 } });
    await goLive(`${served.url}/terrain`);
    await served.identity.sessions.revoke(
      { kind: 'account', account: who.account, session: '' as never },
      'others',
    );
    await shut(page, 'over');
    expect(await headed(page)).toBe(OVER);
    const live = greetingOn(page);
    await signInAgain(page, who, false);
    await arrived(page, '/terrain');
    await live;
    expect(faults.filter((fault) => !/40[13]/.test(fault))).toEqual([]);
    await close();
  });

  test('at the end of its time: what a lead had said without network is kept, and sent once they are back', async () => {
    const who = await person(served, LEAD);
    const { page, goLive, close } = await as(who);
    await goLive(`${served.url}/maraudes`);
    await writeOffline(page);
    await served.later(13 * HOUR);
    await page.context().setOffline(false);
    await shut(page, 'over');
    expect(await headed(page)).toBe(OVER);
    expect(await page.locator('main').innerText()).toContain('y est gardé');
    expect(await kept(page)).toMatchObject({ commands: 1, keys: 1 });
    await signInAgain(page, who, true);
    await arrived(page, '/maraudes');
    await page.locator('[data-report]', { hasText: 'Goutte d’Or' }).waitFor(PATIENCE);
    await expect.poll(async () => (await kept(page)).commands, PATIENCE).toBe(0);
    await close();
  });

  test('a page that is asked for after it is the sign-in, which says why', async () => {
    const who = await person(served, LEAD);
    const { page, close } = await as(who);
    await page.goto(`${served.url}/connexion`);
    await arrived(page, '/maraudes');
    await page.goto(`${served.url}/accessibilite`);
    await served.identity.accounts.suspend('console', who.account);
    await page.goto(`${served.url}/maraudes`);
    await page.getByText('Votre session est terminée. Connectez-vous pour continuer.').waitFor(PATIENCE);
    await page.context().clearCookies();
    await page.goto(`${served.url}/connexion`);
    expect(await page.locator('[data-over]').count()).toBe(0);
    await close();
  });
});

describe('[IDN-62] a right that is taken', () => {
  test('erases what waited on the device and what the browser kept, and leads to what is open', async () => {
    const who = await person(served, LEAD);
    const { page, goLive, faults, close } = await as(who);
    await goLive(`${served.url}/maraudes`);
    await page.evaluate(async () => {
      localStorage.setItem('theme', 'dark');
      await (await caches.open('terrain-essai')).put('/terrain/essai', new Response('gardé'));
    });
    await writeOffline(page);
    expect(await kept(page)).toMatchObject({ commands: 1, keys: 1, caches: 1 });
    await served.identity.accounts.changeGrants('console', who.account, [{ role: 'coordination' }]);
    await page.context().setOffline(false);
    await shut(page, 'changed');
    expect(await headed(page)).toBe('Vos droits ont changé.');
    expect(await kept(page)).toEqual({ commands: 0, keys: 0, words: 0, caches: 0 });
    await page.getByRole('link', { name: 'Ouvrir ce qui m’est ouvert' }).click();
    await arrived(page, '/continuum');
    // Once: what this screen keeps from now on is its own.
    await page.evaluate(() => localStorage.setItem('theme', 'dark'));
    await page.reload();
    expect((await kept(page)).words).toBe(1);
    expect(faults.filter((fault) => !/40[13]|net::ERR_/.test(fault))).toEqual([]);
    await close();
  });

  test('while the browser was shut: erases at its first page, whichever it is', async () => {
    const who = await person(served, LEAD);
    const { page, goLive, close } = await as(who);
    await goLive(`${served.url}/maraudes`);
    await writeOffline(page);
    await page.goto('about:blank');
    await served.identity.accounts.changeGrants('console', who.account, [{ role: 'hospital' }]);
    await page.context().setOffline(false);
    const answer = await page.goto(served.url);
    expect((await answer?.allHeaders())?.['clear-site-data']).toBe('"storage"');
    expect(await kept(page)).toMatchObject({ commands: 0, keys: 0 });
    await close();
  });

  test('an address that says so erases nothing by itself', async () => {
    const who = await person(served, LEAD);
    const { page, close } = await as(who);
    for (const at of ['/acces?vers=/maraudes', '/acces?vers=/lits', '/acces?vers=//ailleurs']) {
      const answer = await page.goto(served.url + at);
      expect((await answer?.allHeaders())?.['clear-site-data']).toBeUndefined();
    }
    expect(await page.locator('[data-shut="missing"]').count()).toBe(1);
    await close();
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([320, DESK.width])('[E06, U05] what they lead to passes an audit %i px wide', async (width) => {
    const who = await person(served, LEAD);
    await served.later(MINUTE + 30 * SECOND);
    const { page, close } = await as(who, { colorScheme, viewport: { width, height: 768 } });
    const found: string[] = [];
    for (const why of ['changed', 'over'] as const) {
      if (why === 'over') await page.context().clearCookies();
      await page.goto(`${served.url}/acces?vers=/lits`);
      await shut(page, why);
      const name = `fin-${why}-${width}-${colorScheme}`;
      await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage: true });
      found.push(...(await accessibilityFaults(page)));
      if ((await page.evaluate(() => document.documentElement.scrollWidth)) > width)
        found.push(`${why}: wider than its screen`);
    }
    expect(found).toEqual([]);
    await close();
  });
});

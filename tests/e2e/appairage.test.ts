import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { PAIRING_PATHS } from '#shared/access/pairing';
import { DAY, MINUTE, SECOND } from '#shared/kernel/instant';
import { begunAnew } from '../support/begun-anew.ts';
import {
  accessibilityFaults,
  openBrowser,
  openScreen,
  PATIENCE,
  WALL,
  type Screen,
} from '../support/browser.ts';
import { paris } from '../support/said.ts';
import { person, servePagesLive, type ServedLive } from '../support/served-identity.ts';

/** A screen polls every five seconds, and more slowly when it hurried: a state may take this long to come. */
const POLLED = { timeout: 40_000 } as const;
/** A screen that is revoked shows a code again within this, in ms (D04 asks for ten seconds). */
const CODE_AGAIN_WITHIN = 5_000;

let browser: Browser;
let live: ServedLive;
begunAnew(
  async () => {
    [browser, live] = await Promise.all([openBrowser({ webgl: false }), servePagesLive(paris('17:01:10'))]);
    // Codes are waited for in the time of identities: it runs with the clock of this machine, and is moved by tests.
    live.identityClock.run(1);
  },
  async () => {
    await browser.close();
    await live.stop();
  },
);

/** An administrator's own browser. */
async function desk(options: BrowserContextOptions = {}): Promise<Screen> {
  const screen = await openScreen(browser, options);
  // Signed in now: a test of weeks ends the sessions of those before it.
  const admin = await person(live, { role: 'admin' });
  const cookies = admin.cookie.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return { name, value, url: live.url, httpOnly: true, sameSite: 'Lax' as const };
  });
  await screen.page.context().addCookies(cookies);
  return screen;
}

/** A television that has just been switched on, and shows a code. */
async function television(options: BrowserContextOptions = { viewport: WALL }): Promise<Screen> {
  const screen = await openScreen(browser, options);
  // All of these have one address: what it may ask for comes back with time.
  await live.later(30 * SECOND);
  await screen.page.goto(`${live.url}/appairer`);
  await screen.page.locator('[data-pairing="code"]').waitFor(PATIENCE);
  return screen;
}
const codeOn = (page: Page) => page.locator('[data-code]').innerText();

async function approve(page: Page, code: string, chosen: RegExp, label: string): Promise<void> {
  await page.goto(`${live.url}/admin/ecrans?code=${code}`);
  await page.getByLabel('Nom de cet écran').fill(label);
  await page.getByRole('radio', { name: chosen }).check();
  await page.getByRole('button', { name: 'Oui, autoriser cet écran' }).click();
  await page.locator('[data-done="approved"]').waitFor(PATIENCE);
}

/** One that is paired with this, and shows it. */
async function pairedScreen(chosen: RegExp, label: string, path: RegExp): Promise<Screen> {
  const screen = await television();
  const { page, close } = await desk();
  await approve(page, await codeOn(screen.page), chosen, label);
  await screen.page.waitForURL(path, POLLED);
  await close();
  return screen;
}

describe('a screen that is paired', () => {
  test('[E07, SCR-1, D04] shows a code that is compared and let in, becomes the wall by itself, and shows a code again once it is revoked', async () => {
    const screen = await television();
    const { page, faults } = await desk();
    const code = await codeOn(screen.page);
    expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);

    await screen.page.getByText('En attente d’autorisation').waitFor(POLLED);
    await page.goto(`${live.url}/admin/ecrans`);
    await page.getByLabel('Code affiché par l’écran').fill(code.toLowerCase().replace('-', ' '));
    await page.getByRole('button', { name: 'Comparer' }).click();
    expect(await page.locator('[data-asked]').innerText()).toBe(code);
    expect(await page.locator('main, body').first().innerText()).toContain('127.0.0.1');
    expect(await page.getByText('L’avez-vous devant vous').isVisible()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    await approve(page, code, /Mur, lecture seule/, 'TV de la salle');
    // Once it has served, no address holds it.
    expect(page.url()).not.toContain(code);

    await screen.page.getByText('Écran autorisé').waitFor(POLLED);
    await screen.page.waitForURL(/\/mur$/, POLLED);
    await screen.page.locator('.wall').waitFor(PATIENCE);

    await page.goto(`${live.url}/admin/ecrans`);
    const row = page.locator('tr[data-screen="here"]', { hasText: 'TV de la salle' });
    await row.waitFor(PATIENCE);
    expect(await row.innerText()).toMatch(/Mur, lecture seule[\s\S]*vu il y a \d+ s/);
    await row.getByRole('link', { name: 'Révoquer TV de la salle' }).click();
    await page.getByRole('heading', { name: 'TV de la salle' }).waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Révoquer TV de la salle' }).click();
    await screen.page.waitForURL(/\/appairer$/, { timeout: CODE_AGAIN_WITHIN });
    await screen.page.locator('[data-pairing="code"]').waitFor(PATIENCE);
    expect(await codeOn(screen.page)).not.toBe(code);
    await page.locator('[data-done="revoked"]').waitFor(PATIENCE);
    expect(await page.getByText('TV de la salle').count()).toBe(0);
    expect(faults).toEqual([]);
    expect(screen.faults).toEqual([]);
    await Promise.all([screen.close(), page.context().close()]);
  });

  test('[SCR-3, W13] that is a tablet opens the counter of its space, and no other page', async () => {
    const screen = await pairedScreen(/ER-1/, 'Tablette de la porte', /\/espaces\/ER-1$/);
    const { page } = screen;
    await page.getByRole('main').waitFor(PATIENCE);
    for (const path of ['/espaces/ER-2', '/espaces', '/mur', '/maraudes', '/lits', '/admin/ecrans']) {
      const answer = await page.request.get(live.url + path, { maxRedirects: 0 });
      expect([path, answer.status()]).toEqual([path, 403]);
    }
    const act = await page.request.post(`${live.url}/admin/ecrans?/revoquer`, {
      form: { ecran: '' },
      headers: { origin: live.url },
    });
    expect(act.status()).toBe(403);
    await page.goto(`${live.url}/appairer`);
    expect(page.url()).toBe(`${live.url}/espaces/ER-1`);
    await screen.close();
  });

  test('[SCR-4] changes its token once an hour by itself, and is there after weeks', async () => {
    const screen = await pairedScreen(/Mur/, 'Mur qui dure', /\/mur$/);
    const { page } = screen;
    await page.clock.install();
    const token = async () =>
      (await page.context().cookies()).find(({ name }) => /-screen$/.test(name))?.value;
    const given = new Set([await token()]);
    for (let week = 1; week <= 4; week += 1) {
      await live.later(7 * DAY);
      await page.goto(`${live.url}/mur`);
      await page.locator('.wall').waitFor(PATIENCE);
      const refreshed = page.waitForResponse(
        (answer) => answer.url().endsWith(PAIRING_PATHS.token),
        PATIENCE,
      );
      // What starts the timer is the page's own script, which may not have run yet.
      await expect
        .poll(async () => {
          await page.clock.fastForward(3_700_000);
          return page.context().cookies();
        }, PATIENCE)
        .not.toEqual([]);
      expect((await refreshed).status()).toBe(200);
      given.add(await token());
    }
    expect(given.size).toBe(5);
    await screen.close();
  });
});

describe('a code', () => {
  test('[E07] that was refused says so, and another is asked for by one key', async () => {
    const screen = await television();
    const { page, close } = await desk();
    const code = await codeOn(screen.page);
    await page.goto(`${live.url}/admin/ecrans?code=${code}`);
    await page.getByRole('button', { name: 'Non, refuser cette demande' }).click();
    await page.locator('[data-done="denied"]').waitFor(PATIENCE);
    await screen.page.locator('[data-pairing="denied"]').waitFor(POLLED);
    expect(await accessibilityFaults(screen.page)).toEqual([]);
    await screen.page.keyboard.press('Enter');
    await screen.page.locator('[data-pairing="code"]').waitFor(PATIENCE);
    expect(await codeOn(screen.page)).not.toBe(code);
    await Promise.all([screen.close(), close()]);
  });

  test('[E07] that is over says so and gives way to another by itself', async () => {
    const screen = await television();
    const code = await codeOn(screen.page);
    await live.later(10 * MINUTE);
    await screen.page.locator('[data-pairing="expired"]').waitFor(POLLED);
    expect(await accessibilityFaults(screen.page)).toEqual([]);
    await screen.page.locator('[data-pairing="code"]').waitFor(PATIENCE);
    expect(await codeOn(screen.page)).not.toBe(code);
    await screen.close();
  });

  test('[E07] that is asked about too often is asked about more slowly', async () => {
    const screen = await television();
    const asked = screen.page.waitForRequest(
      (request) => request.url().endsWith(PAIRING_PATHS.state),
      POLLED,
    );
    const body = (await asked).postDataJSON() as { deviceCode: string };
    const again = await screen.page.request.post(live.url + PAIRING_PATHS.state, {
      data: body,
      headers: { origin: live.url },
    });
    expect(await again.json()).toEqual({ kind: 'slow_down', intervalSeconds: 10 });
    expect(await screen.page.locator('[data-pairing="code"]').isVisible()).toBe(true);
    await screen.close();
  });

  test.each(['light', 'dark'] as const)(
    '[E07] is read across a room, by people and by telephones: %s',
    async (colorScheme) => {
      const screen = await television({ viewport: WALL, colorScheme });
      const { page } = screen;
      const code = page.locator('[data-code]');
      expect(await code.evaluate((node) => parseFloat(getComputedStyle(node).fontSize))).toBeGreaterThan(146);
      expect((await code.boundingBox())?.height).toBeGreaterThanOrEqual(110);
      expect((await page.locator('svg[role="img"]').boundingBox())?.width).toBeGreaterThanOrEqual(420);
      expect(await page.locator('.left').innerText()).toMatch(/^reste \d+ min \d\d$/);
      expect(
        await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.scrollHeight,
        ]),
      ).toEqual([WALL.width, WALL.height]);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.screenshot({ path: `test-results/screens/appairer-${colorScheme}.png` });
      expect(screen.faults).toEqual([]);
      await screen.close();
    },
  );
});

describe('the page of screens', () => {
  test('[D07] says what is wrong on top, leads to the field, and changes nothing', async () => {
    const { page, close } = await desk();
    await page.goto(`${live.url}/admin/ecrans?code=BBBB-BBBB`);
    await page
      .getByRole('alert')
      .getByRole('link', { name: /Aucun écran n’attend/ })
      .waitFor(PATIENCE);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('code');
    expect(await accessibilityFaults(page)).toEqual([]);

    const screen = await television();
    const code = await codeOn(screen.page);
    await page.goto(`${live.url}/admin/ecrans?code=${code}`);
    // As a browser without the rules of the form sends it.
    await page.locator('form.let-in').evaluate((form: HTMLFormElement) => {
      form.noValidate = true;
    });
    await page.getByRole('button', { name: 'Oui, autoriser' }).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: /Choisissez ce que/ })
      .waitFor(PATIENCE);
    expect(await page.locator('[data-asked]').innerText()).toBe(code);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('grant');
    await Promise.all([screen.close(), close()]);
  });

  test('[D06, SCR-7] a size is tried before it is kept, and one too small for its distance is refused', async () => {
    const screen = await pairedScreen(/Mur/, 'Mur à mesurer', /\/mur$/);
    const { page, close } = await desk();
    await page.goto(`${live.url}/admin/ecrans`);
    await page.getByRole('link', { name: 'Régler la taille de Mur à mesurer' }).click();
    const fill = async (diagonal: string, distance: string) => {
      await page.getByLabel('Diagonale').fill(diagonal);
      await page.getByLabel('Distance').fill(distance);
    };
    await expect
      .poll(async () => {
        await fill('50', '6');
        return page.locator('#apercu').innerText();
      }, PATIENCE)
      .toMatch(/au moins 65 px à 6 m.*écran trop petit pour 6 m/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Enregistrer la taille' }).click();
    await page.getByRole('alert').getByText('Écran trop petit').waitFor(PATIENCE);
    await fill('65', '5,5');
    await page.getByRole('button', { name: 'Enregistrer la taille' }).click();
    await page.locator('[data-done="measured"]').waitFor(PATIENCE);
    await page.goto(`${live.url}/admin/ecrans`);
    await page.getByText('65 pouces à 5,5 m').waitFor(PATIENCE);
    await Promise.all([screen.close(), close()]);
  });

  test.each([
    [320, 'light'],
    [768, 'dark'],
    [1366, 'light'],
  ] as const)(
    '[U05] at %i px, %s: nothing overflows, and nothing is found by axe',
    async (width, colorScheme) => {
      const size = { viewport: { width, height: 768 }, colorScheme } as const;
      const screen = await television(size);
      const { page, close } = await desk(size);
      for (const [shown, path] of [
        [screen.page, null],
        [page, '/admin/ecrans'],
        [page, `/admin/ecrans?code=${await codeOn(screen.page)}`],
      ] as const) {
        if (path) {
          await shown.goto(live.url + path);
          await shown.getByRole('heading', { level: 1, name: 'Écrans' }).waitFor(PATIENCE);
        }
        expect(await accessibilityFaults(shown)).toEqual([]);
        expect(await shown.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      await page.screenshot({ path: `test-results/screens/ecrans-comparer-${width}.png`, fullPage: true });
      await screen.page.screenshot({ path: `test-results/screens/appairer-${width}.png`, fullPage: true });
      await page.goto(`${live.url}/admin/ecrans`);
      await page.screenshot({ path: `test-results/screens/ecrans-${width}.png`, fullPage: true });
      await Promise.all([screen.close(), close()]);
    },
  );
});

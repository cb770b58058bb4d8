import type { Browser, Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { invitationLink } from '#server/accounts/identity/invitations';
import { SECOND } from '#shared/kernel/instant';
import { accessibilityFaults, openBrowser, openScreen, PATIENCE, WALL } from '../support/browser.ts';
import { OTHER_PASSWORD, PASSWORD } from '../support/identity.ts';
import { paris } from '../support/said.ts';
import { servePagesLive, type ServedLive } from '../support/served-identity.ts';
import { territory } from '../support/served-app.ts';
import { totpNow } from '../support/totp.ts';

/** A screen polls every five seconds, and more slowly when it hurried. */
const POLLED = { timeout: 40_000 } as const;
/** What is revoked or taken away is felt within this, in ms; what a lead may not see any more, within a second. */
const FELT_WITHIN = 5_000;
const GONE_WITHIN = 1_000;
const PLACES = territory.surface.zones.map(({ name }) => name);

let browser: Browser;
let live: ServedLive;
// A story has one beginning: a server of its own each time that it is told.
beforeEach(async () => {
  [browser, live] = await Promise.all([openBrowser({ webgl: false }), servePagesLive(paris('17:01:10'))]);
  live.identityClock.run(1);
});
afterEach(async () => {
  await browser.close();
  await live.stop();
});

/** Takes a link in a browser of its own, and sets a second factor: on the screen of the role, signed in. */
async function comeIn(link: string, password: string, first: boolean): Promise<Page> {
  const { page } = await openScreen(browser);
  await page.goto(link);
  const next = page.getByLabel('Nouveau mot de passe');
  await next.waitFor(PATIENCE);
  if (first) {
    await page.getByLabel('Identifiant').fill('admin@exemple.test');
    await page.getByLabel('Nom', { exact: true }).fill('Prénom Nom administrateur');
    await page.getByLabel('Organisme', { exact: true }).fill('Organisme à configurer');
  }
  await clean(page);
  await next.fill(password);
  await page.keyboard.press('Enter');
  const secret = page.locator('[data-secret]');
  await secret.waitFor(PATIENCE);
  await clean(page);
  const code = totpNow(await secret.innerText(), live.identityClock.now());
  await page.getByLabel('Code de l’application').fill(code);
  await page.keyboard.press('Enter');
  await page.locator('[data-codes] li').first().waitFor(PATIENCE);
  await clean(page);
  await page.getByRole('link', { name: 'continuer' }).click();
  return page;
}

async function clean(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
}

const leftOf = (page: Page, step: string) =>
  page.locator(`[data-step="${step}"]`).getAttribute('data-left', PATIENCE);

test('[E05, E06, E07, D01, D05] from the link of the console: invited, signed in with a second factor, a wall paired and revoked, a live lead downgraded, each felt on its screen', async () => {
  const token = await live.identity.invitations.forFirstAdministrator();
  const admin = await comeIn(invitationLink(live.url, token ?? ''), PASSWORD, true);
  await admin.waitForURL(/\/admin$/, PATIENCE);

  // What is left to do is read from the facts.
  await admin.locator('[data-steps]').waitFor(PATIENCE);
  expect([await leftOf(admin, 'accounts'), await leftOf(admin, 'screens')]).toEqual(['1', '1']);
  await clean(admin);
  await admin.screenshot({ path: 'test-results/screens/admin-mise-en-route.png', fullPage: true });
  await admin.getByRole('link', { name: 'Inviter les personnes qui travailleront ici' }).click();
  await admin.getByLabel('Adresse électronique').fill('lead@exemple.test');
  await admin.getByLabel('Nom de la personne').fill('Prénom Nom responsable');
  await admin.getByLabel('Organisation').fill('Organisme à configurer');
  await admin.getByLabel('Chef de vacation').check();
  await admin.getByRole('button', { name: 'Créer l’invitation' }).click();
  const link = (await admin.locator('[data-link]').textContent(PATIENCE)) ?? '';

  const lead = await comeIn(link, OTHER_PASSWORD, false);
  await lead.waitForURL(/\/maraudes$/, PATIENCE);
  await lead.waitForFunction(
    (names) => names.every((name) => document.documentElement.outerHTML.includes(name)),
    PLACES,
    PATIENCE,
  );

  const wall = (await openScreen(browser, { viewport: WALL })).page;
  await live.later(30 * SECOND);
  await wall.goto(`${live.url}/appairer`);
  await wall.locator('[data-pairing="code"]').waitFor(PATIENCE);
  const code = await wall.locator('[data-code]').innerText();
  await admin.goto(`${live.url}/admin/ecrans`);
  await admin.getByLabel('Code affiché par l’écran').fill(code);
  await admin.getByRole('button', { name: 'Comparer' }).click();
  await admin.getByLabel('Nom de cet écran').fill('TV de la salle');
  await admin.getByRole('radio', { name: /Mur, lecture seule/ }).check();
  await admin.getByRole('button', { name: 'Oui, autoriser cet écran' }).click();
  await admin.locator('[data-done="approved"]').waitFor(PATIENCE);
  await wall.waitForURL(/\/mur$/, POLLED);
  await wall.locator('.wall').waitFor(PATIENCE);
  await clean(wall);

  await admin.goto(`${live.url}/admin`);
  expect([await leftOf(admin, 'accounts'), await leftOf(admin, 'screens')]).toEqual(['0', '0']);
  expect(await leftOf(admin, 'administrators')).toBe('1');
  await admin.screenshot({ path: 'test-results/screens/admin-mise-en-route-avance.png', fullPage: true });

  await admin.goto(`${live.url}/admin/ecrans`);
  await admin.getByRole('link', { name: 'Révoquer TV de la salle' }).click();
  await admin.getByRole('button', { name: 'Révoquer TV de la salle' }).click();
  await wall.waitForURL(/\/appairer$/, { timeout: FELT_WITHIN });
  await wall.locator('[data-pairing="code"]').waitFor(PATIENCE);
  await clean(wall);

  const account = live.identity.people().find(({ name }) => name.endsWith('responsable'))?.id ?? '';
  await admin.goto(`${live.url}/admin/comptes?compte=${account}`);
  await admin.getByLabel('Chef de vacation').uncheck();
  await admin.getByLabel('Coordination').check();
  await admin.getByRole('button', { name: 'Comparer avant et après' }).click();
  await admin.locator('[data-diff]').waitFor(PATIENCE);
  await admin.getByRole('button', { name: /^Appliquer ces droits/ }).click();
  await admin.locator('[data-done=changed]').waitFor(PATIENCE);
  await lead.waitForFunction(
    (names) => !names.some((name) => document.documentElement.outerHTML.includes(name)),
    PLACES,
    { timeout: GONE_WITHIN },
  );
  await lead.locator('[data-shut]').waitFor(PATIENCE);
  await clean(lead);
  expect((await lead.goto(`${live.url}/maraudes`))?.status()).toBe(403);

  for (const { context } of [admin, lead, wall].map((page) => ({ context: page.context() })))
    await context.close();
  expect(live.faults).toEqual([]);
});

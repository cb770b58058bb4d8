import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { invitationLink } from '#server/accounts/identity/invitations';
import { HOUR, SECOND } from '#shared/kernel/instant';
import type { Grant } from '#shared/access/grant';
import { begunAnew } from '../support/begun-anew.ts';
import {
  accessibilityFaults,
  DESK,
  openBrowser,
  openScreen,
  PATIENCE,
  type Screen,
} from '../support/browser.ts';
import { OTHER_PASSWORD, PASSWORD } from '../support/identity.ts';
import { paris, team } from '../support/said.ts';
import { person, servePagesLive, type ServedLive, type SignedInPerson } from '../support/served-identity.ts';
import { territory } from '../support/served-app.ts';
import { totpNow } from '../support/totp.ts';

/** Forbidden content leaves the screen within this (E06), and a browser signed out from another within that, in ms. */
const GONE_WITHIN = 1_000;
const OUT_WITHIN = 5_000;
const PLACES = territory.surface.zones.map(({ name }) => name);
const LEAD: Grant = { role: 'lead' };
const OUTREACH: Grant = { role: 'outreach', team: team('T2') };

let browser: Browser;
let served: ServedLive;
begunAnew(
  async () => {
    [browser, served] = await Promise.all([openBrowser({ webgl: false }), servePagesLive(paris('17:01:10'))]);
  },
  async () => {
    await browser.close();
    await served.stop();
  },
);

const open = (options: BrowserContextOptions = {}) => openScreen(browser, options);

/** A browser that holds the session of someone already signed in. */
async function as(who: SignedInPerson, options: BrowserContextOptions = {}): Promise<Screen> {
  const screen = await open(options);
  const cookies = who.cookie.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return { name, value, url: served.url, httpOnly: true, sameSite: 'Lax' as const };
  });
  await screen.page.context().addCookies(cookies);
  return screen;
}

async function invite(grants: readonly Grant[], login: string): Promise<string> {
  const names = { name: 'Prénom Nom', organisation: 'Organisme à configurer' };
  const invited = await served.identity.accounts.invite('console', { login, ...names, grants });
  if (invited.kind !== 'invited') throw new Error(invited.kind);
  return invitationLink(served.url, invited.token);
}

async function typePassword(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  const answered = page.waitForEvent('load', PATIENCE);
  await page.keyboard.press('Enter');
  await answered;
}

const faultsOf = (page: Page) => page.locator('[data-faults] li').allInnerTexts();
const path = (page: Page) => new URL(page.url()).pathname;
const arrived = (page: Page, at: string) => page.waitForURL(({ pathname }) => pathname === at, PATIENCE);
const secretShown = async (page: Page) =>
  (await page.locator('[data-secret]').innerText()).replace(/\s/g, '');
/** The codes of one half-minute serve once: another one begins. */
const nextCode = () => served.later(30 * SECOND);

describe('an invitation', () => {
  test('[E05] leads through a password and a second factor to the screen of the role, and its token is in no address', async () => {
    const login = 'responsable@exemple.test';
    const link = await invite([LEAD], login);
    const token = link.split('#')[1] ?? '';
    const { page, asked, faults, close } = await open();
    await page.goto(link);
    await page.getByText(login).first().waitFor(PATIENCE);
    expect(page.url()).toBe(`${served.url}/connexion/invitation`);
    // The rule is told before anything is typed, and a refusal says what to do, at the field.
    expect(await page.getByText('Au moins 12 caractères').count()).toBe(1);
    const password = page.getByLabel('Nouveau mot de passe');
    await password.fill('court');
    await page.getByRole('button', { name: 'Montrer' }).click();
    expect(await password.getAttribute('type')).toBe('text');
    await page.getByRole('button', { name: 'Ouvrir mon compte' }).click();
    await page.locator('[data-faults]').waitFor(PATIENCE);
    expect(await faultsOf(page)).toEqual(['Mot de passe trop court\u202f: au moins 12 caractères.']);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('password');
    await password.fill(PASSWORD);
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Régler un second facteur' }).waitFor(PATIENCE);
    const secret = await secretShown(page);
    const wrong = (Number(totpNow(secret, served.identityClock.now())) + 1)
      .toString()
      .padStart(6, '0')
      .slice(-6);
    await page.getByLabel('Code de l’application').fill(wrong);
    await page.keyboard.press('Enter');
    await page.locator('[data-faults]').waitFor(PATIENCE);
    // What was scanned is still what counts.
    expect(await secretShown(page)).toBe(secret);
    await page.getByLabel('Code de l’application').fill(totpNow(secret, served.identityClock.now()));
    await page.keyboard.press('Enter');
    const codes = page.locator('[data-codes] li');
    await codes.first().waitFor(PATIENCE);
    expect(await codes.count()).toBe(10);
    await page.getByRole('link', { name: 'continuer' }).click();
    await arrived(page, '/maraudes');
    await page.getByRole('link', { name: 'Mon compte' }).waitFor(PATIENCE);

    expect(asked.filter((url) => url.includes(token) || url.includes(secret))).toEqual([]);
    expect(faults.filter((fault) => !/status of 400/.test(fault))).toEqual([]);
    await close();
    // A second person with the same link finds it over.
    const late = await open();
    await late.page.goto(link);
    await late.page.locator('[data-faults]').waitFor(PATIENCE);
    expect(await faultsOf(late.page)).toEqual([expect.stringMatching(/^Ce lien n’est plus bon/)]);
    await late.close();
  });

  test('[E05] that waited more than three days is over, and says who gives another', async () => {
    const link = await invite([OUTREACH], 'trop-tard@exemple.test');
    await served.later(73 * HOUR);
    const { page, close } = await open();
    await page.goto(link);
    await page.locator('[data-faults]').waitFor(PATIENCE);
    expect(await faultsOf(page)).toEqual([expect.stringMatching(/L’administration de votre organisation/)]);
    expect(await page.locator('form').count()).toBe(0);
    await close();
  });
});

describe('signing in', () => {
  test('[E05] answers an unknown account and a wrong password with the same words, keeps the login, and says how long to wait', async () => {
    const { login } = await person(served, OUTREACH);
    const { page, close } = await open();
    await page.goto(`${served.url}/connexion`);
    const told: string[][] = [];
    for (const said of [login, 'inconnu@exemple.test']) {
      await typePassword(page, said, OTHER_PASSWORD);
      await page.locator('[data-faults]').waitFor(PATIENCE);
      told.push(await faultsOf(page));
      expect(await page.getByLabel('Identifiant').inputValue()).toBe(said);
      expect(await page.getByLabel('Mot de passe', { exact: true }).inputValue()).toBe('');
    }
    expect(told).toEqual([
      ['Identifiant ou mot de passe incorrect.'],
      ['Identifiant ou mot de passe incorrect.'],
    ]);
    for (let tries = 0; tries < 5; tries += 1) {
      await typePassword(page, login, OTHER_PASSWORD);
      if (/Trop d’essais/.test((await faultsOf(page)).join())) break;
    }
    expect(await faultsOf(page)).toEqual([expect.stringMatching(/^Trop d’essais\. Réessayez dans \d+ s\.$/)]);
    await close();
    await served.later(HOUR + SECOND);
  });

  test('[E05] with a code of the application, or of recovery once, goes back to the screen that was asked for', async () => {
    const who = await person(served, { role: 'hospital' });
    await nextCode();
    const { page, close } = await open();
    await page.goto(`${served.url}/lits/unites`);
    expect(new URL(page.url()).search).toBe('?vers=/lits/unites');
    await typePassword(page, who.login, PASSWORD);
    await page.getByRole('heading', { name: 'Deuxième étape' }).waitFor(PATIENCE);
    // Between the two factors nobody is signed in.
    expect((await page.request.get(`${served.url}/lits`, { maxRedirects: 0 })).status()).toBe(303);
    await page.getByLabel('Code').fill(who.code());
    await page.keyboard.press('Enter');
    await arrived(page, '/lits/unites');

    await page.goto(`${served.url}/compte`);
    await page.getByRole('button', { name: 'Se déconnecter', exact: true }).click();
    await page.getByRole('link', { name: 'Se connecter' }).waitFor(PATIENCE);
    const [recovery = ''] = who.recoveryCodes;
    for (const isTaken of [true, false]) {
      await page.goto(`${served.url}/connexion`);
      await typePassword(page, who.login, PASSWORD);
      await page.getByLabel('Code').fill(recovery);
      await page.keyboard.press('Enter');
      if (isTaken) {
        await arrived(page, '/lits');
        await page.context().clearCookies();
      } else await page.locator('[data-faults]').waitFor(PATIENCE);
    }
    expect(await faultsOf(page)).toEqual(['Code incorrect, ou déjà utilisé. Attendez le suivant.']);
    await close();
  });

  test('[E05] keeps what was typed before the page’s script came', async () => {
    const { page, close } = await open();
    const script = Promise.withResolvers<void>();
    await page.route('**/_app/immutable/entry/**', async (route) => {
      await script.promise;
      await route.continue();
    });
    await page.goto(`${served.url}/connexion`, { waitUntil: 'commit' });
    await page.getByLabel('Identifiant').fill('personne@exemple.test');
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    script.resolve();
    // A script's own button.
    await page.getByRole('button', { name: 'Montrer' }).waitFor(PATIENCE);
    expect(await page.getByLabel('Identifiant').inputValue()).toBe('personne@exemple.test');
    expect(await page.getByLabel('Mot de passe', { exact: true }).inputValue()).toBe(PASSWORD);
    await close();
  });

  test('[E05] works without a script, by the keyboard', async () => {
    const who = await person(served, { role: 'hospital' });
    await nextCode();
    const { page, close } = await open({ javaScriptEnabled: false });
    await page.goto(`${served.url}/connexion`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type(who.login);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Deuxième étape' }).waitFor(PATIENCE);
    await page.getByLabel('Code').fill(who.code());
    await page.keyboard.press('Enter');
    await arrived(page, '/lits');
    await close();
  });

  test('[E03] outside a demonstration the first page has no door, and nothing live', async () => {
    const { page, asked, close } = await open();
    await page.goto(served.url);
    await page.getByRole('link', { name: 'Se connecter' }).waitFor(PATIENCE);
    expect(await page.locator('[data-door]').count()).toBe(0);
    expect(asked.filter((url) => url.startsWith('ws'))).toEqual([]);
    await page.goto(`${served.url}/compte`);
    expect(page.url()).toBe(`${served.url}/connexion?vers=/compte`);
    await close();
  });
});

test('[E06] a lead whose account is given other rights loses what the console shows within a second', async () => {
  const who = await person(served, LEAD);
  const { page, goLive, close } = await as(who);
  await goLive(`${served.url}/maraudes`);
  const before = (await page.context().cookies()).find(({ name }) => name.endsWith('session'))?.value;
  await served.identity.accounts.changeGrants('console', who.account, [{ role: 'coordination' }]);
  await page.waitForFunction(
    (names) => !names.some((name) => document.documentElement.outerHTML.includes(name)),
    PLACES,
    { timeout: GONE_WITHIN },
  );
  await page.locator('[data-shut]').waitFor(PATIENCE);
  // Rights that are others come with another token.
  const after = (await page.context().cookies()).find(({ name }) => name.endsWith('session'))?.value;
  expect(after).toBeDefined();
  expect(after).not.toBe(before);
  expect((await page.goto(`${served.url}/maraudes`))?.status()).toBe(403);
  await goLive(`${served.url}/continuum`);
  await close();
});

describe('my account', () => {
  test('[E05] signs another browser of mine out, which loses its screen within five seconds', async () => {
    const who = await person(served, OUTREACH);
    const phone = await as(who, { viewport: { width: 360, height: 740 } });
    await phone.goLive(`${served.url}/terrain`);
    const { page, close } = await open();
    await page.goto(`${served.url}/connexion?vers=/compte`);
    await typePassword(page, who.login, PASSWORD);
    await page.locator('[data-devices="2"]').waitFor(PATIENCE);
    await page.getByRole('button', { name: /^Déconnecter/ }).click();
    // A stolen session must not do it: the password is asked for again.
    const asked = page.locator('[data-asked]');
    await asked.waitFor(PATIENCE);
    expect(await page.locator('[data-devices]').getAttribute('data-devices')).toBe('2');
    for (const password of [OTHER_PASSWORD, PASSWORD]) {
      await page.getByLabel('Votre mot de passe', { exact: true }).fill(password);
      await asked.getByRole('button', { name: 'Déconnecter', exact: true }).click();
      if (password === PASSWORD) break;
      await page.locator('[data-faults]').waitFor(PATIENCE);
      expect(await faultsOf(page)).toEqual(['Mot de passe actuel incorrect.']);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('proof');
      expect(await accessibilityFaults(page)).toEqual([]);
    }
    await phone.page.locator('[data-shut]').waitFor({ timeout: OUT_WITHIN });
    await page.locator('[data-devices="1"]').waitFor(PATIENCE);
    expect(path(page)).toBe('/compte');
    await phone.close();
    await close();
  });

  test('[E05] changes its password by who knows the present one, without being signed out', async () => {
    const who = await person(served, OUTREACH);
    const { page, close } = await as(who);
    await page.goto(`${served.url}/compte`);
    const change = async (current: string, next: string) => {
      await page.getByLabel('Mot de passe actuel').fill(current);
      await page.getByLabel('Nouveau mot de passe').fill(next);
      await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
    };
    await change(OTHER_PASSWORD, OTHER_PASSWORD);
    await page.locator('[data-faults]').waitFor(PATIENCE);
    expect(await faultsOf(page)).toEqual(['Mot de passe actuel incorrect.']);
    await change(PASSWORD, OTHER_PASSWORD);
    await page.getByText('Mot de passe changé.').waitFor(PATIENCE);
    await page.goto(`${served.url}/compte`);
    expect(path(page)).toBe('/compte');
    await close();
  });

  test('[E05] is given a second factor by someone whose role does not ask for one', async () => {
    const who = await person(served, OUTREACH);
    const { page, close } = await as(who);
    await page.goto(`${served.url}/compte`);
    await page.getByRole('link', { name: 'Régler un second facteur' }).click();
    await arrived(page, '/compte/second-facteur');
    const secret = await secretShown(page);
    await page.getByLabel('Code de l’application').fill(totpNow(secret, served.identityClock.now()));
    await page.keyboard.press('Enter');
    await page.locator('[data-codes] li').first().waitFor(PATIENCE);
    await page.getByRole('link', { name: 'continuer' }).click();
    await page.getByText('Codes de secours restants : 10').waitFor(PATIENCE);
    await close();
  });
});

test('[E05, IDN-72] new recovery codes are shown once to who gives the password again, and open where the former do not', async () => {
  const who = await person(served, LEAD);
  const { page, asked, close } = await as(who);
  await page.goto(`${served.url}/compte`);
  await page.getByText('Codes de secours restants : 10').waitFor(PATIENCE);
  await page.getByRole('button', { name: 'De nouveaux codes de secours' }).click();
  await page.locator('[data-asked=codes]').waitFor(PATIENCE);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'test-results/screens/compte-redonner.png', fullPage: true });
  await page.getByLabel('Votre mot de passe', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  const shown = page.locator('[data-codes] li');
  await shown.first().waitFor(PATIENCE);
  const codes = await shown.allInnerTexts();
  expect(new Set([...codes, ...who.recoveryCodes]).size).toBe(20);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'test-results/screens/compte-nouveaux-codes.png', fullPage: true });
  await page.getByRole('link', { name: 'continuer' }).click();
  await page.getByText('Codes de secours restants : 10').waitFor(PATIENCE);
  expect(await page.content()).not.toContain(codes[0]);
  expect(asked.filter((url) => codes.some((code) => url.includes(code)))).toEqual([]);

  const [former = ''] = who.recoveryCodes;
  const [fresh = ''] = codes;
  for (const [code, opens] of [
    [former, false],
    [fresh, true],
  ] as const) {
    await page.context().clearCookies();
    await page.goto(`${served.url}/connexion`);
    await typePassword(page, who.login, PASSWORD);
    await page.getByLabel('Code').fill(code);
    await page.keyboard.press('Enter');
    if (opens) await arrived(page, '/maraudes');
    else await page.locator('[data-faults]').waitFor(PATIENCE);
  }
  await close();
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([320, DESK.width])('[D07, U05] every state passes an audit %i px wide', async (width) => {
    const found: Record<string, string[]> = {};
    const see = async (page: Page, state: string) => {
      await page.locator('main h1').waitFor(PATIENCE);
      const name = `connexion-${state}-${width}-${colorScheme}`;
      await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage: true });
      found[state] = await accessibilityFaults(page);
      if ((await page.evaluate(() => document.documentElement.scrollWidth)) > width)
        found[state].push('wider than its screen');
    };
    const viewport = { width, height: 768 };
    const { page, close } = await open({ colorScheme, viewport });
    await page.goto(`${served.url}/connexion/invitation`);
    await page.getByText('Ouvrez de nouveau').waitFor(PATIENCE);
    await see(page, 'lien-sans-cle');
    await page.goto(`${served.url}/connexion`);
    await see(page, 'mot-de-passe');
    await typePassword(page, 'personne@exemple.test', OTHER_PASSWORD);
    await page.locator('[data-faults]').waitFor(PATIENCE);
    await see(page, 'refus');

    const login = `audit-${width}-${colorScheme}@exemple.test`;
    await page.goto(await invite([LEAD], login));
    await page.getByLabel('Nouveau mot de passe').waitFor(PATIENCE);
    await see(page, 'invitation');
    await page.getByLabel('Nouveau mot de passe').fill('court');
    await page.keyboard.press('Enter');
    await page.locator('[data-faults]').waitFor(PATIENCE);
    await see(page, 'invitation-refus');
    await page.getByLabel('Nouveau mot de passe').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('[data-secret]').waitFor(PATIENCE);
    await see(page, 'second-facteur');
    const secret = await secretShown(page);
    await page.getByLabel('Code de l’application').fill(totpNow(secret, served.identityClock.now()));
    await page.keyboard.press('Enter');
    await page.locator('[data-codes]').waitFor(PATIENCE);
    await see(page, 'codes-de-secours');
    await page.goto(`${served.url}/compte`);
    await see(page, 'compte');
    await page.getByRole('button', { name: 'Se déconnecter', exact: true }).click();
    await page.getByRole('link', { name: 'Se connecter' }).waitFor(PATIENCE);
    await page.goto(`${served.url}/connexion`);
    await typePassword(page, login, PASSWORD);
    await page.getByRole('heading', { name: 'Deuxième étape' }).waitFor(PATIENCE);
    await see(page, 'code');
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((state) => [state, []])));
    expect(Object.keys(found).length).toBe(9);
    await close();
  });
});

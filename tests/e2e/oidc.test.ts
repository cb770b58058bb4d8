import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { beforeEach, describe, expect, test } from 'vitest';
import { providerSchema, type Provider } from '#server/accounts/oidc/provider';
import { returnAddress } from '#server/accounts/oidc/relying-party';
import { HOUR, MINUTE } from '#shared/kernel/instant';
import { begunAnew } from '../support/begun-anew.ts';
import {
  accessibilityFaults,
  DESK,
  greetingOn,
  openBrowser,
  openScreen,
  PATIENCE,
} from '../support/browser.ts';
import { PASSWORD } from '../support/identity.ts';
import { CLIENT_SECRET, runProvider, type RunningProvider } from '../support/oidc-provider.ts';
import { AGENT, agentsShape, CLINICIAN, cliniciansShape, SIRET } from '../support/provider-shapes.ts';
import { paris } from '../support/said.ts';
import { person, servePagesLive, type ServedLive } from '../support/served-identity.ts';

let browser: Browser;
let served: ServedLive;
/** ProConnect-shaped, Pro Santé Connect-shaped, and one that signs nothing although it should. */
let agents: RunningProvider;
let clinicians: RunningProvider;
let unsigned: RunningProvider;
begunAnew(
  async () => {
    // Under another name of this machine, so that it is another site to the browser, as a provider is.
    const provider = (id: string, signedUserinfo: boolean, discovery?: string) =>
      runProvider(
        {
          signedUserinfo,
          get redirectUri() {
            return returnAddress(served.url, { id });
          },
          get logout() {
            return `${served.url}/`;
          },
        },
        discovery,
        'localhost',
      );
    [browser, agents, clinicians, unsigned] = await Promise.all([
      openBrowser({ webgl: false }),
      provider('agents', true),
      provider('soignants', false, '/.well-known/wallet-openid-configuration'),
      provider('sans-signature', false),
    ]);
    const when = [{ claim: 'siret', oneOf: [SIRET] }];
    const rules = [{ when, grants: [{ role: 'coordination' as const }] }];
    const unlike = { id: 'sans-signature', name: 'Sans signature', issuer: unsigned.issuer };
    served = await servePagesLive(paris('17:01:10'), {
      providers: [
        { ...agentsShape(agents), rules },
        cliniciansShape(clinicians),
        providerSchema.parse({
          ...agentsShape(agents),
          ...unlike,
          button: undefined,
          about: undefined,
          rules,
        }),
      ].map((one: Provider) => ({ provider: one, secret: CLIENT_SECRET })),
    });
  },
  async () => {
    await browser.close();
    await served.stop();
    for (const provider of [agents, clinicians, unsigned]) await provider.close();
  },
);
beforeEach(async () => {
  // So many come from one address here that they would be asked to wait.
  await served.later(3 * MINUTE);
  agents.person = { ...AGENT, acr: 'eidas2' };
  clinicians.person = CLINICIAN;
  unsigned.person = AGENT;
});

const AGENTS = 'S’identifier avec Compte agent';
const CLINICIANS = 'Continuer avec Carte de soignant';
const open = (options: BrowserContextOptions = {}) => openScreen(browser, options);
const pathOf = (page: Page) => new URL(page.url()).pathname;
const told = (page: Page) => page.locator('[data-faults] li').innerText();
const arrived = (page: Page, at: string) => page.waitForURL(({ pathname }) => pathname === at, PATIENCE);
const isSignedIn = async (page: Page) =>
  (await page.context().cookies()).some(({ name }) => name === 'passerelle-session');
/** What is wrong with our own pages: a provider's, and the fonts that they ask for, are its own business. */
const oursIn = (faults: readonly string[]) =>
  faults.filter((fault) => !/localhost|ERR_NAME_NOT_RESOLVED/.test(fault));

/** Presses a provider's button, from the page where it stands. */
async function press(page: Page, button: string, from = '/connexion'): Promise<void> {
  await page.goto(served.url + from);
  await page.getByRole('button', { name: button }).click();
}

/** Goes to a provider and stops at its door, where somebody else does what is asked. Gives the way back. */
async function stoppedBefore(page: Page, button: string): Promise<string> {
  const door = `${agents.issuer}/auth?**`;
  await page.route(door, (route) => route.fulfill({ status: 204 }));
  const asked = page.waitForRequest(door, PATIENCE);
  await press(page, button);
  return (await agents.visit((await asked).url())).href;
}

/** A refusal is told at the sign-in page, whose address keeps nothing of the provider's; nobody is signed in. */
async function refused(page: Page): Promise<string> {
  await arrived(page, '/connexion');
  await page.locator('[data-faults]').waitFor(PATIENCE);
  expect([...new URL(page.url()).searchParams.keys()].sort()).toEqual(['chez', 'refus']);
  expect(await isSignedIn(page)).toBe(false);
  expect(await page.getByRole('button', { name: CLINICIANS }).count()).toBe(1);
  return told(page);
}

describe('[IDN-49] an account that people have elsewhere', () => {
  test('ProConnect-shaped: opens the screen of the role, live, and its end is told to the provider', async () => {
    const { page, asked, faults, close } = await open();
    const greeted = greetingOn(page);
    await press(page, AGENTS);
    await arrived(page, '/continuum');
    await greeted;
    expect(new URL(page.url()).search).toBe('');
    // Two factors there are two factors here: ours was not asked for.
    const begun = new URL(asked.find((url) => url.startsWith(`${agents.issuer}/auth?`)) ?? '');
    expect(begun.searchParams.get('code_challenge_method')).toBe('S256');
    expect(begun.searchParams.get('acr_values')).toBe('eidas1 eidas2');
    expect(served.identity.people().filter(({ name }) => name === 'Prénom Nom')).toHaveLength(1);

    await page.goto(`${served.url}/compte`);
    await page.getByRole('button', { name: 'Se déconnecter', exact: true }).click();
    await page.waitForURL((url) => url.origin === agents.issuer, PATIENCE);
    // Whatever is pressed there, the session is closed here.
    expect(await isSignedIn(page)).toBe(false);
    const ended = new URL(asked.find((url) => url.startsWith(`${agents.issuer}/session/end?`)) ?? '');
    expect(ended.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    await page.getByRole('button', { name: /yes/i }).click();
    await page.getByRole('link', { name: 'Se connecter' }).waitFor(PATIENCE);
    expect(new URL(page.url()).origin).toBe(served.url);
    expect(oursIn(faults)).toEqual([]);
    await close();
  });

  test('Pro Santé Connect-shaped: goes back to the screen that was asked for, live', async () => {
    const { page, asked, faults, close } = await open();
    const greeted = greetingOn(page);
    await press(page, CLINICIANS, '/lits/unites');
    await arrived(page, '/lits/unites');
    await greeted;
    const begun = new URL(asked.find((url) => url.startsWith(`${clinicians.issuer}/auth?`)) ?? '');
    expect(begun.searchParams.get('acr_values')).toBe('eidas1');
    await page.goto(`${served.url}/compte`);
    expect(await page.getByText('celui de votre fournisseur d’identité').count()).toBe(1);
    expect(await page.content()).not.toContain('.invalid');
    expect(oursIn(faults)).toEqual([]);
    await close();
  });

  test('works without a script, by the keyboard', async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    await page.goto(`${served.url}/connexion?vers=/continuum`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await arrived(page, '/continuum');
    await close();
  });

  test('one factor there: ours is asked for, and to begin again is to begin again there too', async () => {
    agents.person = { ...AGENT, sub: 'agent-2', email: 'agent-2@exemple.test' };
    const { page, close } = await open();
    await press(page, AGENTS);
    await page.getByRole('heading', { name: 'Régler un second facteur' }).waitFor(PATIENCE);
    expect((await page.request.get(`${served.url}/continuum`, { maxRedirects: 0 })).status()).toBe(303);
    await page.getByRole('button', { name: 'Recommencer avec un autre compte' }).click();
    await page.waitForURL((url) => url.origin === agents.issuer, PATIENCE);
    expect(await isSignedIn(page)).toBe(false);
    await close();
  });
});

describe('[IDN-51] a way back from a provider', () => {
  test('is taken once: the second time it is over, and says so', async () => {
    const { page, close } = await open();
    const way = await stoppedBefore(page, AGENTS);
    await page.goto(way);
    await arrived(page, '/continuum');
    await page.context().clearCookies({ name: 'passerelle-session' });
    await page.goto(way);
    expect(await refused(page)).toMatch(/^Cette connexion par Compte agent ne vaut plus/);
    await close();
  });

  test('is of the browser that began', async () => {
    const [one, other] = [await open(), await open()];
    const way = await stoppedBefore(one.page, AGENTS);
    await other.page.goto(way);
    expect(await refused(other.page)).toMatch(/a commencé dans un autre navigateur/);
    // A sign-in of its own does not help: the state is not one that this browser drew.
    await stoppedBefore(other.page, AGENTS);
    await other.page.goto(way);
    expect(await refused(other.page)).toMatch(/a commencé dans un autre navigateur/);
    await one.close();
    await other.close();
  });

  test('lasts ten minutes', async () => {
    const { page, close } = await open();
    const way = await stoppedBefore(page, AGENTS);
    await served.later(10 * MINUTE);
    await page.goto(way);
    expect(await refused(page)).toMatch(/a plus de dix minutes/);
    await close();
  });
});

describe('[IDN-55] an answer that does not prove what it says', () => {
  test('about another sign-in (its nonce is not ours)', async () => {
    const { page, close } = await open();
    await page.route(`${agents.issuer}/auth?**`, (route) => {
      const url = new URL(route.request().url());
      url.searchParams.set('nonce', 'a'.repeat(43));
      return route.continue({ url: url.href });
    });
    await press(page, AGENTS);
    expect(await refused(page)).toMatch(/^Compte agent n’a pas confirmé qui vous êtes/);
    await close();
  });

  test('of another issuer', async () => {
    const { page, close } = await open();
    const way = new URL(await stoppedBefore(page, AGENTS));
    way.searchParams.set('iss', clinicians.issuer);
    await page.goto(way.href);
    expect(await refused(page)).toMatch(/^Compte agent n’a pas confirmé qui vous êtes/);
    await close();
  });

  test('whose information is not signed', async () => {
    const { page, close } = await open();
    await press(page, 'Continuer avec Sans signature');
    expect(await refused(page)).toMatch(/^Sans signature n’a pas confirmé qui vous êtes/);
    await close();
  });

  test('a refusal of the person, without a word of what came with it', async () => {
    const { page, close } = await open();
    const way = new URL(await stoppedBefore(page, AGENTS));
    way.searchParams.delete('code');
    way.searchParams.set('error', 'access_denied');
    way.searchParams.set('error_description', 'mot-du-fournisseur');
    await page.goto(way.href);
    expect(await refused(page)).toMatch(/vous avez renoncé/);
    expect(await page.content()).not.toMatch(/access_denied|mot-du-fournisseur/);
    await close();
  });
});

test('[IDN-50] a sign-in whose level is not said is too weak', async () => {
  const { acr: _, ...unsaid } = CLINICIAN;
  clinicians.person = unsaid;
  const { page, close } = await open();
  await press(page, CLINICIANS);
  expect(await refused(page)).toMatch(/^Le moyen employé chez Carte de soignant ne suffit pas/);
  await close();
});

test('[IDN-52] someone whom no rule names has no account, and is told who gives a right; the audit says no name', async () => {
  const before = served.identity.people().length;
  agents.person = { ...AGENT, sub: 'agent-9', email: 'inconnu@exemple.test', siret: '11111111111111' };
  const { page, close } = await open();
  await press(page, AGENTS);
  expect(await refused(page)).toMatch(/aucun droit n’est ouvert pour vous ici/);
  expect(served.identity.people()).toHaveLength(before);
  const { head } = served.identity.audit;
  const [last] = (await served.identity.audit.page(head - 1, 1)) ?? [];
  expect(last?.what).toEqual({ kind: 'SignInRefused', why: 'provider', account: null });
  await close();
});

test('[IDN-56] someone of whom the provider does not say enough has no account', async () => {
  const { usual_name: _, given_name: __, ...nameless } = AGENT;
  agents.person = { ...nameless, sub: 'agent-8' };
  const { page, close } = await open();
  await press(page, AGENTS);
  expect(await refused(page)).toMatch(/^Compte agent ne transmet pas de quoi ouvrir un compte/);
  await close();
});

test('[IDN-53] an address that an account here has is not joined to it', async () => {
  const { login } = await person(served, { role: 'mobile' });
  agents.person = { ...AGENT, sub: 'agent-7', email: login };
  const { page, close } = await open();
  await press(page, AGENTS);
  expect(await refused(page)).toMatch(/^Un compte Passerelle a déjà votre adresse/);
  await close();
});

test('[IDN-55] an address that was made up brings nobody in, and shows nothing of itself', async () => {
  const { page, faults, close } = await open();
  expect((await page.goto(`${served.url}/connexion/retour/inconnu?code=x&state=y`))?.status()).toBe(404);
  for (const search of ['refus=invente&chez=agents', 'refus=faible&chez=invente', 'incident=invente']) {
    await page.goto(`${served.url}/connexion?${search}`);
    await page.getByRole('button', { name: AGENTS }).waitFor(PATIENCE);
    expect(await page.locator('[data-faults]').count()).toBe(0);
    expect(await page.locator('main').innerText()).not.toContain('invente');
  }
  expect(oursIn(faults).filter((fault) => !/404/.test(fault))).toEqual([]);
  await close();
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([320, DESK.width])('[D07, U05] every state passes an audit %i px wide', async (width) => {
    const { page, close } = await open({ colorScheme, viewport: { width, height: 768 } });
    const found: Record<string, string[]> = {};
    const see = async (state: string) => {
      await page.locator('main h1').waitFor(PATIENCE);
      const name = `oidc-${state}-${width}-${colorScheme}`;
      await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage: true });
      found[state] = await accessibilityFaults(page);
      if ((await page.evaluate(() => document.documentElement.scrollWidth)) > width)
        found[state].push('wider than its screen');
    };
    await page.goto(`${served.url}/connexion`);
    await see('portes');
    await page.goto(`${served.url}/connexion?refus=faible&chez=soignants`);
    await see('refus');
    // A provider that is slow to answer: what stands meanwhile.
    await page.route(`${agents.issuer}/**`, (route) => route.fulfill({ status: 204 }));
    await page.getByRole('button', { name: AGENTS }).click();
    await page.getByRole('heading', { name: 'Vers Compte agent' }).waitFor(PATIENCE);
    await see('depart');
    expect(found).toEqual({ portes: [], refus: [], depart: [] });
    await close();
  });
});

// Last: the provider does not come back.
test('[IDN-54] a provider that does not answer keeps nobody in, and nobody out: a password still opens', async () => {
  const { page, close } = await open();
  await press(page, CLINICIANS);
  await arrived(page, '/lits');
  await clinicians.close();
  // Its description is asked for again.
  await served.later(HOUR);
  await page.goto(`${served.url}/compte`);
  await page.getByRole('button', { name: 'Se déconnecter', exact: true }).click();
  await page.getByRole('alert').waitFor(PATIENCE);
  expect(await page.getByRole('alert').innerText()).toMatch(/Carte de soignant n’a pas pu être prévenu/);
  expect(await isSignedIn(page)).toBe(false);
  expect(await accessibilityFaults(page)).toEqual([]);

  await press(page, CLINICIANS);
  await page.locator('[data-faults]').waitFor(PATIENCE);
  expect(await told(page)).toMatch(/^Connexion impossible pour l’instant\s: Carte de soignant ne répond pas/);
  const { login } = await person(served, { role: 'mobile' });
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Mon compte' }).waitFor(PATIENCE);
  expect(pathOf(page)).toBe('/');
  await close();
});

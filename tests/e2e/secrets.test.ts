import { rmSync } from 'node:fs';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invitationLink } from '#server/accounts/identity/invitations';
import { SECOND } from '#shared/kernel/instant';
import { filesUnder } from '../canary/resting.ts';
import { Secrets } from '../canary/secrets.ts';
import { leakEverywhere, SINKS, Visitor, type Sink } from '../canary/visitor.ts';
import { PATIENCE } from '../support/browser.ts';
import { PASSWORD } from '../support/identity.ts';
import { paris, team } from '../support/said.ts';
import { newFolder } from '../support/served-app.ts';
import { servePagesLive, type ServedLive } from '../support/served-identity.ts';
import { totpNow } from '../support/totp.ts';

// Everything that a browser holds of who signed in on it: their cookies, and of all that they typed or were shown, nothing.

const secrets = new Secrets();
const profile = newFolder();
const held: { at: string; sinks: Record<Sink, string> }[] = [];
let live: ServedLive;
let visitor: Visitor;
const LOGIN = 'equipe@exemple.test';

beforeAll(async () => {
  live = await servePagesLive(paris('17:01:10'));
  const invited = await live.identity.accounts.invite('console', {
    login: LOGIN,
    name: 'Prénom Nom',
    organisation: 'Organisme à configurer',
    grants: [{ role: 'outreach', team: team('T2') }],
  });
  if (invited.kind !== 'invited') throw new Error(invited.kind);
  const token = secrets.add('invitation', invited.token);
  secrets.add('password', PASSWORD);
  visitor = await Visitor.at(profile, invitationLink(live.url, token));
  const { page } = visitor;
  const see = async (at: string) => held.push({ at, sinks: await visitor.holds() });

  const next = page.getByLabel('Nouveau mot de passe');
  await next.waitFor(PATIENCE);
  await see('the invitation, read');
  await next.fill(PASSWORD);
  await Promise.all([page.waitForURL(/\/terrain$/, PATIENCE), page.keyboard.press('Enter')]);
  // The phone's pages are kept for when it has no network.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(async () => (await caches.keys()).length > 0, undefined, PATIENCE);
  await see('the phone, signed in');

  await page.goto(`${live.url}/compte/second-facteur`);
  const shown = page.locator('[data-secret]');
  await shown.waitFor(PATIENCE);
  const secret = secrets.add('totp-secret', (await shown.innerText()).replace(/\s/g, ''));
  await page
    .getByLabel('Code de l’application')
    .fill(secrets.add('totp-code', totpNow(secret, live.identityClock.now())));
  await page.keyboard.press('Enter');
  await page.locator('[data-codes] li').first().waitFor(PATIENCE);
  for (const code of await page.locator('[data-codes] li').allInnerTexts())
    secrets.add('recovery-code', code);
  await page.getByRole('link', { name: 'continuer' }).click();
  await page.waitForURL(/\/compte$/, PATIENCE);
  await see('the account, with its second factor');
  await keepCookies(page);

  await page.getByRole('button', { name: 'Se déconnecter', exact: true }).click();
  await page.getByRole('link', { name: 'Se connecter' }).waitFor(PATIENCE);
  await live.later(30 * SECOND);
  await page.goto(`${live.url}/connexion`);
  await page.getByLabel('Identifiant').fill(LOGIN);
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  const code = page.getByLabel('Code');
  await code.waitFor(PATIENCE);
  await code.fill(secrets.add('totp-code', totpNow(secret, live.identityClock.now())));
  await Promise.all([page.waitForURL(/\/terrain$/, PATIENCE), page.keyboard.press('Enter')]);
  await keepCookies(page);
  await see('the phone, signed in again');
});
afterAll(async () => {
  await visitor.close();
  await live.stop();
  rmSync(profile, { recursive: true, force: true });
});

/** Out of reach of scripts: the browser's own jar is where they are, and nowhere else. */
async function keepCookies(page: Page): Promise<void> {
  for (const { name, value } of await page.context().cookies()) {
    const kind = /^passerelle-(session|device)$/.exec(name)?.[1];
    if (kind === 'session' || kind === 'device') secrets.add(kind, value);
  }
}

/** What was sent, without the bodies of forms: addresses alone, as they cross. What follows a # never does. */
const asked = (sent: string) => (sent.match(/^(?:http|ws)s?:[^\s#]+/gm) ?? []).join('\n');

test('[SEC-20] what was typed, shown and given is searched for', () => {
  expect(secrets.kinds).toEqual([
    'password',
    'invitation',
    'totp-secret',
    'totp-code',
    'recovery-code',
    'session',
    'device',
  ]);
  expect(held.map(({ at }) => at)).toHaveLength(4);
  expect(held.some(({ sinks }) => sinks.caches.length > 1_000)).toBe(true);
});

test.each(SINKS)('[SEC-20] no secret is in its %s', (sink) => {
  for (const { at, sinks } of held) {
    const found = secrets.kindsIn(sink === 'sent' ? asked(sinks[sink]) : sinks[sink]);
    const own = sink === 'cookies' ? ['device', 'session'] : [];
    expect([at, sink, found.filter((kind) => !own.includes(kind))]).toEqual([at, sink, []]);
  }
});

test('[SEC-20] the files of its profile hold no password, link, seed or code', () => {
  const files = filesUnder(profile);
  expect(files.length).toBeGreaterThan(10);
  const found = files.map(({ name, bytes }) => [
    name,
    // The jar of cookies is one of them; six digits stand by chance among the numbers of a browser.
    secrets.kindsIn(bytes).filter((kind) => !['session', 'device', 'totp-code'].includes(kind)),
  ]);
  expect(found.filter(([, kinds]) => kinds?.length)).toEqual([]);
});

test('[SEC-20] a page that leaks on purpose is caught in each place of its browser', async () => {
  const kinds = ['invitation', 'password', 'recovery-code'] as const;
  const elsewhere = newFolder();
  const leaky = await Visitor.at(elsewhere, `${live.url}/accessibilite`);
  await leakEverywhere(leaky.page, kinds.map((kind) => secrets.of(kind)[0]).join(' '));
  const sinks = await leaky.holds();
  await leaky.close();
  for (const sink of SINKS) expect([sink, secrets.kindsIn(sinks[sink])]).toEqual([sink, [...kinds]]);
  const files = filesUnder(elsewhere).flatMap(({ bytes }) => secrets.kindsIn(bytes));
  expect(files).toEqual(expect.arrayContaining([...kinds]));
  rmSync(elsewhere, { recursive: true, force: true });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cookies } from '#server/accounts/identity/cookies';
import { SECOND } from '#shared/kernel/instant';
import { foundIn, bytesOf } from '../support/search-bytes.ts';
import { OTHER_PASSWORD, PASSWORD } from '../support/identity.ts';
import { paris, team } from '../support/said.ts';
import { person, servePagesLive, type ServedLive } from '../support/served-identity.ts';

let served: ServedLive;
beforeAll(async () => {
  served = await servePagesLive(paris('17:01:10'));
});
afterAll(() => served.stop());

/** A form, posted as a browser does: from one of our pages unless told. */
function post(
  path: string,
  fields: Record<string, string>,
  { cookie, origin = served.url }: { cookie?: string; origin?: string | null } = {},
): Promise<Response> {
  return fetch(`${served.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
    headers: {
      accept: 'text/html',
      ...(origin === null ? {} : { origin }),
      ...(cookie === undefined ? {} : { cookie }),
    },
  });
}

const pairsOf = (answer: Response) => answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
const sessionOf = (answer: Response) => pairsOf(answer).find((pair) => /session=./.test(pair));
const status = async (path: string, cookie: string) =>
  (await fetch(served.url + path, { redirect: 'manual', headers: { cookie } })).status;

describe('a form that changes something', () => {
  test.each(['http://ailleurs.exemple.test', 'null', null])(
    '[IDN-59] is refused when it comes from %s, and changes nothing',
    async (origin) => {
      const who = await person(served, { role: 'outreach', team: team('T2') });
      const { login, cookie } = who;
      const typed = { login, password: PASSWORD };
      for (const [path, fields] of [
        ['/connexion?/motdepasse', typed],
        ['/connexion?/code', { code: '123456' }],
        ['/connexion?/annuler', {}],
        ['/connexion?/ailleurs', { chez: 'agents' }],
        ['/connexion/invitation?/prendre', { token: 'x', password: PASSWORD }],
        ['/connexion/sortie', {}],
        ['/compte?/autres', {}],
        ['/compte?/motdepasse', { current: PASSWORD, password: OTHER_PASSWORD }],
        ['/compte/second-facteur', { code: '123456' }],
      ] as const) {
        const answer = await post(path, fields, { cookie, origin });
        expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, 403, []]);
      }
      expect(await status('/terrain', cookie)).toBe(200);
    },
  );
});

describe('a session', () => {
  test('[IDN-15, IDN-23] has another token after each factor, in a cookie out of reach of scripts and of other sites', async () => {
    const who = await person(served, { role: 'lead' });
    await served.later(30 * SECOND);
    const first = await post('/connexion?/motdepasse&vers=/maraudes', {
      login: who.login,
      password: PASSWORD,
    });
    expect([first.status, first.headers.get('location')]).toEqual([303, '/connexion?vers=/maraudes']);
    const half = pairsOf(first).join('; ');
    expect(await status('/maraudes', half)).toBe(303);
    const second = await post('/connexion?/code&vers=/maraudes', { code: who.code() }, { cookie: half });
    expect([second.status, second.headers.get('location')]).toEqual([303, '/maraudes']);
    for (const line of [...first.headers.getSetCookie(), ...second.headers.getSetCookie()])
      expect(line).toMatch(/^passerelle-\w+=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    expect(sessionOf(second)).not.toBe(sessionOf(first));
    const whole = pairsOf(second).join('; ');
    expect([await status('/maraudes', whole), await status('/maraudes', half)]).toEqual([200, 303]);
    // Over https it is bound to this very host.
    expect(new Cookies(true).set('session', 'x'.repeat(43))).toMatch(/^__Host-[^;]+;.*; Secure$/);
  });

  test('[IDN-28] has another token at its first page after a change of rights, once', async () => {
    const who = await person(served, { role: 'coordination' });
    await served.identity.accounts.changeGrants('console', who.account, [{ role: 'hospital' }]);
    const page = await fetch(`${served.url}/lits`, { headers: { cookie: who.cookie } });
    expect([page.status, sessionOf(page) === undefined]).toEqual([200, false]);
    const again = await fetch(`${served.url}/lits`, { headers: { cookie: sessionOf(page) ?? '' } });
    expect([again.status, again.headers.getSetCookie()]).toEqual([200, []]);
  });

  test('[IDN-59] is ended by signing out, and the cookie with it', async () => {
    const who = await person(served, { role: 'outreach', team: team('T2') });
    const { cookie } = who;
    const out = await post('/connexion/sortie', {}, { cookie });
    expect(out.headers.getSetCookie()).toEqual([
      'passerelle-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    ]);
    expect(await status('/terrain', cookie)).toBe(303);
  });
});

test.each([
  '//ailleurs.exemple.test',
  'https://ailleurs.exemple.test',
  '/\\ailleurs',
  '/espaces/ER-1',
  '/rien',
  '',
])('[IDN-60] a sign-in goes back to a known screen alone, and not to %s', async (asked) => {
  const who = await person(served, { role: 'outreach', team: team('T2') });
  const vers = encodeURIComponent(asked);
  const page = await fetch(`${served.url}/connexion?vers=${vers}`);
  expect(await page.text()).not.toContain('vers=');
  const { login } = who;
  const answer = await post(`/connexion?/motdepasse&vers=${vers}`, { login, password: PASSWORD });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/terrain']);
});

test('[IDN-60] a way back that does not open to whoever came in leads to their own screen', async () => {
  const { login } = await person(served, { role: 'outreach', team: team('T2') });
  const answer = await post('/connexion?/motdepasse&vers=/maraudes', { login, password: PASSWORD });
  expect(answer.headers.get('location')).toBe('/terrain');
});

test('[IDN-44] nothing that was typed or drawn is in the journal, in an answer to somebody else, or in clear in the folder', async () => {
  const who = await person(served, { role: 'lead' });
  await served.later(30 * SECOND);
  const code = who.code();
  const first = await post('/connexion?/motdepasse', { login: who.login, password: PASSWORD });
  const half = pairsOf(first).join('; ');
  const wrong = await post('/connexion?/motdepasse', { login: who.login, password: OTHER_PASSWORD });
  const second = await post('/connexion?/code', { code }, { cookie: half });
  const tokens = [...pairsOf(first), ...pairsOf(second)].map((pair) => pair.split('=')[1] ?? '');
  const secrets = [PASSWORD, OTHER_PASSWORD, ...who.recoveryCodes, ...tokens];
  expect(secrets.every((secret) => secret.length > 12)).toBe(true);
  const refusal = await wrong.text();
  expect(refusal).toContain(who.login);
  for (const secret of secrets) expect(refusal).not.toContain(secret);
  const journal = JSON.stringify(served.lines) + JSON.stringify(served.faults.map(String));
  expect(foundIn(Buffer.from(journal), [...secrets, who.login])).toEqual([]);
  const folder = bytesOf(served.folder);
  expect(folder.includes(who.login)).toBe(true);
  expect(foundIn(folder, secrets)).toEqual([]);
});

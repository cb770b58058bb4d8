import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GUARDED_ROUTES, PUBLIC_ROUTES, withoutScope, type GuardedRoute } from '#shared/access/pages';
import { PERMISSIONS } from '#shared/access/permissions';
import { ROLES, type Role } from '#shared/access/roles';
import { connect } from '../support/client.ts';
import { paris, space } from '../support/said.ts';
import { servePages } from '../support/served-pages.ts';
import type { Served } from '../support/served-app.ts';
import { TestHolders } from '../support/test-holders.ts';
import { GRANTS } from './everyone.ts';

let served: Served;
const holders = new TestHolders();
beforeAll(async () => {
  served = await servePages(paris('17:01:10'), { demo: false, holders });
  const headers = { cookie: holders.account(GRANTS.restspace), origin: served.url };
  const tablet = await connect(served.url, { door: 'restspace', space: space('ER-1') }, { headers });
  await tablet.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
  await tablet.send({ type: 'RecountRestSpace', space: space('ER-1'), present: 20, reason: 'releve' });
  tablet.close();
});
afterAll(() => served.stop());

/** Every address behind a route: of the first space and post, which are the grants', and of the second, which are not. */
const ADDRESSES: readonly { route: GuardedRoute; path: string; of: 'mine' | 'others' }[] =
  GUARDED_ROUTES.flatMap((route) => {
    const names = route.includes('[id]')
      ? ['ER-1', 'ER-2']
      : route.includes('[post]')
        ? ['RATP-1', 'RATP-2']
        : route.includes('[audience]')
          ? ['wall']
          : [''];
    return names.map((name, index) => ({
      route,
      path: route.replace(/\[\w+\]/, name),
      of: index === 0 ? ('mine' as const) : ('others' as const),
    }));
  });
/** The journal as a file. */
const FILE = /journal\.(csv|jsonl)$/;
/** Addresses that answer by themselves, without a page and its data. */
const NO_DATA = /\[post\]|\.(json|jsonl|csv)$/;
/** What an address names must be the grant's own. */
const isMine = (role: Role, of: 'mine' | 'others') => of === 'mine' || PERMISSIONS[role].own === null;

const ask = (path: string, cookie?: string) =>
  fetch(`${served.url}${path}`, { redirect: 'manual', headers: cookie === undefined ? {} : { cookie } });
/** What a page asks for when it is reached by a link of another. */
const dataOf = (path: string) => `${path}/__data.json`;

describe.each(ROLES)('%s', (role) => {
  const cookie = holders.account(GRANTS[role]);

  test('[ACC-6, D05] opens the pages of its row, within its scope, and no other', async () => {
    for (const { route, path, of } of ADDRESSES) {
      const may = PERMISSIONS[role].pages.includes(route) && isMine(role, of);
      const answer = await ask(path, cookie);
      // Choosing a post is a link that goes back to the page; here are no accounts, hence no journal to export.
      const open = route === '/ratp/poste/[post]' ? 303 : FILE.test(route) ? 404 : 200;
      expect([path, answer.status]).toEqual([path, may ? open : 403]);
      const text = await answer.text();
      expect([path, /<main data-shut/.test(text)]).toEqual([path, !may]);
      if (!may) expect([path, /"hello"|hello:|changes:/.test(text)]).toEqual([path, false]);
    }
  });

  test('[ACC-6] is given the data of the same pages, and of no other', async () => {
    for (const { route, path, of } of ADDRESSES.filter((each) => !NO_DATA.test(each.route))) {
      const may = PERMISSIONS[role].pages.includes(route) && isMine(role, of);
      const answer = await ask(dataOf(path), cookie);
      expect([path, answer.status]).toEqual([path, may ? 200 : 403]);
      if (!may) expect(await answer.json()).toEqual({ kind: 'refusal', message: 'forbidden' });
    }
  });

  test('[ACC-12] finds its own screens on the first page, and no other', async () => {
    const text = await (await ask('/', cookie)).text();
    const links = [...text.matchAll(/href="(\/[\w/-]*)"/g)].map(([, href]) => href ?? '');
    const screens = links.filter((href) => ADDRESSES.some(({ path }) => path === href));
    for (const href of screens) expect([href, (await ask(href, cookie)).status]).toEqual([href, 200]);
    expect(screens.length).toBeLessThanOrEqual(1);
    expect(links).not.toContain('/connexion');
  });
});

describe('nobody signed in', () => {
  test('[ACC-7, E03] is sent to sign in from every guarded page, by an address that names no place', async () => {
    for (const { route, path } of ADDRESSES) {
      for (const cookie of [undefined, 'qui=inconnu']) {
        const answer = await ask(path, cookie);
        expect([path, answer.status]).toEqual([path, 303]);
        expect(answer.headers.get('location')).toBe(`/connexion?vers=${withoutScope(route)}`);
        expect(await answer.text()).toBe('');
      }
    }
  });

  test('[ACC-7] is given the data of none of them', async () => {
    for (const { path } of ADDRESSES.filter((each) => !NO_DATA.test(each.route))) {
      const answer = await ask(dataOf(path));
      expect([path, await answer.json()]).toEqual([
        path,
        { type: 'redirect', location: expect.stringMatching(/^\/connexion\?vers=/) },
      ]);
    }
  });

  test('[ACC-7, E03, E10] reads what is open to anyone, and finds nothing live there', async () => {
    for (const path of PUBLIC_ROUTES.filter((route) => !/\[|^\/(connexion|appairer)$/.test(route))) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect([path, /hello:|"audience"/.test(await answer.text())]).toEqual([path, false]);
    }
    const home = await (await ask('/')).text();
    expect(home).toContain('href="/connexion"');
    expect(home).not.toMatch(/data-door|href="\/(mur|maraudes|lits|terrain|espaces|ratp|continuum)/);
  });

  test.each([
    '/%6Daraudes',
    '/maraudes/',
    '//maraudes',
    '/acces/../maraudes',
    '/MARAUDES',
    '/maraudes?/',
    '/espaces/ER-1/',
  ])('[ACC-7] gets in by no other spelling of an address: %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).not.toBe(200);
    expect(await answer.text()).not.toMatch(/hello:|"audience"/);
  });
});

test('[ACC-6] a lead sees every space exact, the coordination sees classes, and neither has a link it may not follow', async () => {
  const [lead, coordination] = await Promise.all(
    [GRANTS.lead, GRANTS.coordination].map(async (grant) =>
      (await ask('/espaces', holders.account(grant))).text(),
    ),
  );
  expect(lead).toMatch(/20 \/ \d+/);
  expect(`${lead}${coordination}`).not.toContain('href="/espaces/ER-1"');
  expect(coordination).not.toMatch(/20 \/ \d+/);
});

test('[ACC-6] a post is not asked which one it is, and a phone is told its own team', async () => {
  const ratp = await (await ask('/ratp', holders.account(GRANTS.ratp))).text();
  expect(ratp).toContain('RATP-1');
  expect(ratp).not.toMatch(/data-post|\/ratp\/poste\//);
  const teams = await (await ask('/terrain/equipe.json', holders.account(GRANTS.outreach))).json();
  expect(teams).toEqual({ teams: ['T1'] });
});

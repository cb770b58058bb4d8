import { globSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { grantSchema } from '#shared/access/grant';
import { territorySettingsCommandSchema } from '#shared/domain/territory-settings/commands';
import {
  firstScreenOf,
  GUARDED_ROUTES,
  isOwn,
  isPublic,
  OWN_ROUTES,
  PUBLIC_ROUTES,
  withoutScope,
} from '#shared/access/pages';
import { PERMISSIONS } from '#shared/access/permissions';
import { ROLES } from '#shared/access/roles';
import { GrantBook } from '#server/accounts/grant-book';
import { demoHolders, type Holder } from '#server/accounts/holder';
import { openingOf } from '#server/accounts/opening';
import { AUDIENCES } from '#shared/view/changes';
import { TestHolders } from '../support/test-holders.ts';
import { GRANTS } from './everyone.ts';

/** Every address that the router serves, as it names it. */
const ROUTES = globSync('web/routes/**/+{page.svelte,server.ts}').map((file) => {
  const folder = relative('web/routes', dirname(file));
  return folder === '' ? '/' : `/${folder}`;
});

test('[ACC-1, D05, PRV-20] every role has one row and one form of grant, and none is for the police', () => {
  expect(Object.keys(PERMISSIONS).sort()).toEqual([...ROLES].sort());
  expect(grantSchema.options.map(({ shape }) => shape.role.value).sort()).toEqual([...ROLES].sort());
  expect(ROLES.filter((role) => /polic|gendarm|prefect|securit/i.test(role))).toEqual([]);
  for (const role of ROLES) expect(grantSchema.parse(GRANTS[role])).toEqual(GRANTS[role]);
  expect(grantSchema.safeParse({ role: 'police' }).success).toBe(false);
});

test('[ACC-1] every view is somebody’s, and the roles that ask for a second factor are the desks', () => {
  expect(new Set(ROLES.flatMap((role) => PERMISSIONS[role].view ?? []))).toEqual(new Set(AUDIENCES));
  expect(ROLES.filter((role) => PERMISSIONS[role].secondFactor)).toEqual([
    'lead',
    'coordination',
    'hospital',
    'admin',
  ]);
});

describe('addresses', () => {
  test('[ACC-2] every address of the product is in one list, and in one alone', () => {
    expect(ROUTES.length).toBeGreaterThan(20);
    const guarded: readonly string[] = GUARDED_ROUTES;
    expect(ROUTES.filter((route) => !isPublic(route) && !isOwn(route) && !guarded.includes(route))).toEqual(
      [],
    );
    expect(PUBLIC_ROUTES.filter((route) => guarded.includes(route) || isOwn(route))).toEqual([]);
    expect(OWN_ROUTES.filter((route) => guarded.includes(route) || !ROUTES.includes(route))).toEqual([]);
  });

  test('[ACC-2] every guarded address exists, and opens to some role', () => {
    expect(GUARDED_ROUTES.filter((route) => !ROUTES.includes(route))).toEqual([]);
    const opened = new Set(ROLES.flatMap((role) => PERMISSIONS[role].pages));
    expect(GUARDED_ROUTES.filter((route) => !opened.has(route))).toEqual([]);
  });

  test('[ACC-3] an address that no list names opens to nobody, not even to a demonstration’s visitor', () => {
    const holders = new TestHolders();
    const book = new GrantBook(holders);
    const everything = holders.holderOf(holders.account(...Object.values(GRANTS)));
    for (const route of ['/admin/nouveau', '/maraudes/nouveau', '/police', '']) {
      expect(openingOf(book, everything, route, null)).toBe('forbidden');
      expect(openingOf(new GrantBook(demoHolders), { kind: 'visitor' }, route, null)).toBe('forbidden');
      expect(openingOf(book, { kind: 'anyone' }, route, null)).toBe('sign-in');
    }
  });

  test('[ACC-7] where a sign-in may come back to names no place', () => {
    expect(GUARDED_ROUTES.map(withoutScope).filter((path) => /[[\]]|ER-|RATP-/.test(path))).toEqual([]);
    expect(withoutScope('/espaces/[id]/feuille')).toBe('/espaces');
  });

  test('[ACC-12] the first screen of a grant is one that the grant opens', () => {
    const holders = new TestHolders();
    const book = new GrantBook(holders);
    for (const role of ROLES) {
      const first = firstScreenOf(GRANTS[role]);
      if (first === null) continue;
      const holder = holders.holderOf(holders.account(GRANTS[role]));
      const [route, own] = first === '/espaces/ER-1' ? ['/espaces/[id]', 'ER-1'] : [first, null];
      expect([role, openingOf(book, holder, route, own)]).toEqual([role, 'open']);
    }
  });
});

describe('looking at another’s view', () => {
  test('[ACC-10, K14, PRV-20] the lead looks at weaker ones, the coordination and the auditor at what a wall shows', () => {
    const looks = ROLES.flatMap((role) =>
      PERMISSIONS[role].seesAs.length > 0 ? [[role, [...PERMISSIONS[role].seesAs].sort()]] : [],
    );
    expect(looks).toEqual([
      ['lead', ['coordination', 'ratp', 'wall']],
      ['coordination', ['ratp', 'wall']],
      ['auditor', ['wall']],
    ]);
    expect(PERMISSIONS.admin).toMatchObject({ view: null, endpoints: [], seesAs: [] });
    // The settings of the territory, which are by nobody else and about nobody.
    const settings = territorySettingsCommandSchema.options.map(({ shape }) => shape.type.value);
    expect([...PERMISSIONS.admin.commands].sort()).toEqual(settings.sort());
    const others = ROLES.filter((role) => role !== 'admin').flatMap((role) => PERMISSIONS[role].commands);
    expect(others.filter((type) => settings.some((setting) => setting === type))).toEqual([]);
  });

  test('[ACC-10] what is one team’s, space’s or post’s is looked at by nobody else, whatever a row says', () => {
    const holder: Holder = { kind: 'screen', screen: '' as never };
    const seesAs = PERMISSIONS.lead.seesAs as unknown as string[];
    seesAs.push('outreach', 'restspace', `outreach:${GRANTS.outreach.team}`);
    try {
      const book = new GrantBook({ grantsOf: () => [GRANTS.lead] });
      expect(book.actorFor(holder, { door: 'outreach', team: GRANTS.outreach.team })).toBeNull();
      expect(book.actorFor(holder, { door: 'restspace', space: GRANTS.restspace.space })).toBeNull();
      expect(book.actorFor(holder, { door: 'ratp', post: GRANTS.ratp.post })).toBeNull();
      expect(book.mayWatch(holder, `outreach:${GRANTS.outreach.team}`)).toBe(false);
    } finally {
      seesAs.splice(-3);
    }
  });
});

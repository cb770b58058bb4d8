import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '#shared/access/pages';
import { PERMISSIONS } from '#shared/access/permissions';
import { ROLES } from '#shared/access/roles';
import { paris } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';
import { UNHINDERED } from '../support/unhindered.ts';
import { TestHolders } from '../support/test-holders.ts';
import { GRANTS, VIEWS, written } from './everyone.ts';

let served: Served;
const holders = new TestHolders();
beforeAll(async () => {
  served = await serveApp(paris('17:01:10'), undefined, { demo: false, holders, limits: UNHINDERED });
});
afterAll(() => served.stop());

const PATHS = {
  '/fhir/R4': ['/fhir/R4/metadata', '/fhir/R4/Location', '/fhir/R4/HealthcareService'],
  '/exports/capacites.csv': ['/exports/capacites.csv'],
} satisfies Record<(typeof ENDPOINTS)[number], string[]>;

async function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  return (await fetch(`${served.url}${path}`, { headers })).status;
}

describe.each(ROLES)('%s', (role) => {
  const cookie = holders.account(GRANTS[role]);

  test('[ACC-9, D05] reads the files of its row from its own view; asked for by name, another’s is refused', async () => {
    for (const endpoint of ENDPOINTS) {
      const reads = PERMISSIONS[role].endpoints.includes(endpoint);
      for (const path of PATHS[endpoint]) {
        expect([path, await statusOf(path, { cookie })]).toEqual([path, reads ? 200 : 403]);
        for (const entry of VIEWS) {
          const may = reads && written(role, entry) === 'own';
          const status = await statusOf(path, { cookie, authorization: `Door ${entry.header}` });
          expect([path, entry.view, status]).toEqual([path, entry.view, may ? 200 : 403]);
        }
      }
    }
  });
});

test('[ACC-9, E03] nobody signed in reads nothing, whatever it says of itself', async () => {
  for (const path of Object.values(PATHS).flat())
    for (const headers of [
      {},
      { cookie: 'qui=inconnu' },
      ...VIEWS.map(({ header }) => ({ authorization: `Door ${header}` })),
    ])
      expect([path, await statusOf(path, headers)]).toEqual([path, 401]);
});

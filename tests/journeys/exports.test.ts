import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FhirBundle } from '#server/exports/bundle';
import type { Entity } from '#shared/view/entity';
import { connect } from '../support/client.ts';
import { bed, paris, space, team } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';
import { TestHolders } from '../support/test-holders.ts';
import { classIn, numbersIn, ward } from '../unit/exports/entities.ts';

const FHIR = '/fhir/R4';
const CSV = '/exports/capacites.csv';

let served: Served;
beforeEach(async () => {
  served = await serveApp(paris('10:00:10'));
});
afterEach(() => served.stop());

function ask(path: string, door: string | null, init: RequestInit = {}, { url } = served): Promise<Response> {
  return fetch(`${url}${path}`, {
    ...init,
    headers: { ...(door === null ? {} : { authorization: `Door ${door}` }), ...init.headers },
  });
}

async function outcomeOf(response: Response): Promise<string> {
  expect(response.headers.get('content-type')).toMatch(/^application\/fhir\+json/);
  const { resourceType, issue } = (await response.json()) as {
    resourceType: string;
    issue: { code: string; diagnostics?: string }[];
  };
  expect(resourceType).toBe('OperationOutcome');
  return `${response.status} ${issue[0]?.code} ${issue[0]?.diagnostics ?? ''}`.trim();
}

/** Every location that a door is told, by id. */
async function locations(door: string) {
  const { entry = [] } = (await (await ask(`${FHIR}/Location`, door)).json()) as FhirBundle;
  return new Map(
    entry.flatMap(({ resource }) => (resource.resourceType === 'Location' ? [[resource.id, resource]] : [])),
  );
}

/** Five beds are free; one space holds this many people, under a limit of 32; the next minute's classes are told. */
async function live({ url, ...server }: Served, present: number): Promise<void> {
  const desk = await connect(url, { door: 'hospital' });
  for (const id of ['lit-1', 'lit-2', 'lit-3', 'lit-4', 'lit-5'])
    expect(await desk.send({ type: 'InstallBed', bed: bed(id), surge: false })).toMatchObject({
      outcome: 'accepted',
    });
  await desk.send({ type: 'ConfirmWard' });
  const tablet = await connect(url, { door: 'restspace', space: space('ER-1') });
  await tablet.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
  const recount = { type: 'RecountRestSpace', space: space('ER-1'), present, reason: 'releve' };
  expect(await tablet.send(recount)).toMatchObject({ outcome: 'accepted' });
  for (const client of [desk, tablet]) client.close();
  await server.at(paris('10:02:20'));
}

describe('what each caller reads', () => {
  beforeEach(() => live(served, 20));

  test.each(['hospital', 'coordination', 'lead'])('[EXP-20, PRV-29] %s: the ward by state', async (door) => {
    const told = (await locations(door)).get('d2o');
    expect(numbersIn(told ?? {})).toEqual({ '01': 5, '02': 5, '03': 0, '04': 0, '05': 0, '06': 0 });
    expect(told?.meta.lastUpdated).toBe('2026-11-21T10:00:10+01:00');
  });

  test.each(['wall', 'mobile', 'outreach T1'])(
    '[EXP-20, PRV-29] %s: of five free beds, that there are three or more, as of the minute',
    async (door) => {
      const told = (await locations(door)).get('d2o');
      expect(numbersIn(told ?? {})).toEqual({});
      expect(classIn(told ?? {}, 'band')).toBe('3+');
      expect(told?.meta.lastUpdated).toBe('2026-11-21T10:02:00+01:00');
    },
  );

  test.each(['ratp', 'restspace ER-1'])('[EXP-20, EXP-22, PRV-29] %s: no bed at all', async (door) => {
    expect([...(await locations(door)).keys()]).toEqual(['ER-1', 'ER-2', 'ER-3']);
    expect(await outcomeOf(await ask(`${FHIR}/Location/d2o`, door))).toBe('404 not-found');
    expect(await outcomeOf(await ask(`${FHIR}/HealthcareService/d2o`, door))).toBe('404 not-found');
    expect(await (await ask(CSV, door)).text()).not.toContain('d2o');
  });

  test('[EXP-20, PRV-25, PRV-26] a counter is told to the leads and its own staff, a class of it to all others', async () => {
    const exact = { '01': 32, '02': 12, '03': 20, '05': 0 };
    for (const door of ['lead', 'restspace ER-1'])
      expect(numbersIn((await locations(door)).get('ER-1') ?? {})).toEqual(exact);
    const told: Record<string, string> = {};
    for (const door of [
      'hospital',
      'coordination',
      'mobile',
      'outreach T1',
      'restspace ER-2',
      'wall',
      'ratp',
    ]) {
      const location = (await locations(door)).get('ER-1') ?? {};
      expect(numbersIn(location)).toEqual(door === 'ratp' ? {} : { '01': 32 });
      told[door] = String(classIn(location, 'band'));
    }
    expect(told).toEqual({
      hospital: '10+',
      coordination: '10+',
      mobile: '10+',
      'outreach T1': '10+',
      'restspace ER-2': '10+',
      wall: '5+',
      // The operator is told on a clock of five minutes: it has not struck.
      ratp: 'inconnu',
    });
  });

  test('[EXP-14] one resource is read by its id', async () => {
    const response = await ask(`${FHIR}/Location/ER-1`, 'hospital');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ resourceType: 'Location', id: 'ER-1', status: 'active' });
    const service = await ask(`${FHIR}/HealthcareService/ER-1`, 'hospital');
    expect(await service.json()).toMatchObject({ location: [{ reference: 'Location/ER-1' }] });
  });

  test('[EXP-11] a search goes through the wire', async () => {
    const query = 'capacity-status=02&nb-capacity=gt0&_revinclude=HealthcareService:location';
    const { total, entry } = (await (await ask(`${FHIR}/Location?${query}`, 'lead')).json()) as FhirBundle;
    expect([total, entry?.map(({ resource }) => `${resource.resourceType}/${resource.id}`)]).toEqual([
      2,
      ['Location/d2o', 'Location/ER-1', 'HealthcareService/d2o', 'HealthcareService/ER-1'],
    ]);
  });

  test('[EXP-15, EXP-17] a table is a file whose name says what it is', async () => {
    const response = await ask(CSV, 'hospital');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const named = /filename\*=UTF-8''(\S+)/.exec(response.headers.get('content-disposition') ?? '');
    expect(decodeURIComponent(named?.[1] ?? '')).toBe('DONNÉES SIMULÉES - capacites 2026-11-21 10h02.csv');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rfc = await (await ask(`${CSV}?format=rfc`, 'hospital')).text();
    expect(rfc).toContain(
      'd2o,Lits D2O,01 Lit,02 Disponible,5,,,2026-11-21T10:00:10+01:00,DONNÉES SIMULÉES\r\n',
    );
  });
});

test('[EXP-26, PRV-26] two days that a view cannot tell apart are exported to it as the same bytes', async () => {
  const twin = await serveApp(paris('10:00:10'));
  await live(served, 20);
  await live(twin, 7);
  const paths = [`${FHIR}/Location`, `${FHIR}/Location/ER-1`, `${FHIR}/HealthcareService`, CSV];
  const bytes = (of: Served, door: string) =>
    Promise.all(paths.map(async (path) => (await ask(path, door, {}, of)).text()));
  for (const door of ['hospital', 'coordination', 'mobile', 'outreach T1', 'restspace ER-2', 'wall', 'ratp'])
    expect(await bytes(served, door)).toEqual(await bytes(twin, door));
  expect(await bytes(served, 'lead')).not.toEqual(await bytes(twin, 'lead'));
  await twin.stop();
});

describe('who may read', () => {
  const PATHS = [`${FHIR}/metadata`, `${FHIR}/Location`, `${FHIR}/Location/d2o`, `${FHIR}/nowhere`, CSV];

  test.each([
    ['nothing', {}],
    ['another scheme', { authorization: 'Bearer hospital' }],
    ['no role', { authorization: 'Door' }],
    ['a role that does not exist', { authorization: 'Door police' }],
    ['two roles', { authorization: 'Door hospital lead' }],
    ['a role and more', { authorization: 'Door restspace ER-1 lead' }],
    ['a role twice spaced', { authorization: 'Door  hospital' }],
    ['a space without its name', { authorization: 'Door restspace' }],
    ['a space that is not in the pack', { authorization: 'Door restspace ER-9' }],
    ['a team of no form', { authorization: 'Door outreach ZZCANARYNOM' }],
  ])('[EXP-21] whoever says %s is refused everything, and told how to say it', async (_what, headers) => {
    for (const path of PATHS) {
      const response = await ask(path, null, { headers: headers as Record<string, string> });
      expect(response.headers.get('www-authenticate')).toBe('Door realm="Passerelle"');
      expect(await outcomeOf(response)).toBe('401 login');
    }
  });

  test('[EXP-21] without a demonstration nobody reads', async () => {
    const closed = await serveApp(paris('10:00:10'), undefined, { demo: false });
    for (const path of PATHS)
      expect(await outcomeOf(await ask(path, 'hospital', {}, closed))).toBe('401 login');
    await closed.stop();
  });

  test('[EXP-21, PRV-20] a right taken away is felt at the next request, and one that is changed too', async () => {
    const holders = new TestHolders();
    const named = await serveApp(paris('10:00:10'), undefined, { demo: false, holders });
    const cookie = holders.account({ role: 'hospital' });
    const reads = (door: string | null, path: string = CSV) =>
      ask(path, door, { headers: { cookie } }, named);
    expect((await reads(null)).status).toBe(200);
    expect((await reads('hospital')).status).toBe(200);
    holders.change(cookie);
    for (const path of PATHS) expect(await outcomeOf(await reads(null, path))).toBe('403 forbidden');
    holders.change(cookie, { role: 'outreach', team: team('T1') });
    expect((await reads('hospital')).status).toBe(403);
    expect((await reads('outreach T1')).status).toBe(200);
    expect((await reads('outreach T2')).status).toBe(403);
    await named.stop();
  });
});

describe('what no answer does', () => {
  const CANARY = 'ZZCANARY48.8971';

  test.each([
    [`${FHIR}/Location/${CANARY}`, 'GET', '404 not-found'],
    [`${FHIR}/HealthcareService/${CANARY}`, 'GET', '404 not-found'],
    [`${FHIR}/${CANARY}`, 'GET', '404 not-found'],
    [`${FHIR}/Patient/${CANARY}/x`, 'GET', '404 not-found'],
    [`${FHIR}/Location/d2o/_history`, 'GET', '404 not-found'],
    [`${FHIR}/Location/%E0%A4%A${CANARY}`, 'GET', '400 invalid'],
    [`${FHIR}/Location?nb-capacity=${CANARY}`, 'GET', '400 invalid nb-capacity'],
    [`${FHIR}/Location?${CANARY}=1`, 'GET', '400 invalid'],
    [`${FHIR}/Location?_lastUpdated[${CANARY}]=1`, 'GET', '400 invalid'],
    [`${CSV}?format=${CANARY}`, 'GET', '400 invalid format'],
    [`${CSV}/${CANARY}`, 'GET', '404 not-found'],
    [`${FHIR}/Location`, 'POST', '405 not-supported'],
    [`${FHIR}/Location/d2o`, 'PUT', '405 not-supported'],
    [`${FHIR}/Location/d2o`, 'DELETE', '405 not-supported'],
    [CSV, 'POST', '405 not-supported'],
  ])('[EXP-23, EXP-25] %s by %s repeats nothing of what was asked', async (path, method, outcome) => {
    const response = await ask(path, 'hospital', {
      method,
      headers: { 'x-note': CANARY, cookie: CANARY },
      ...(method === 'POST' || method === 'PUT' ? { body: CANARY } : {}),
    });
    const copy = response.clone();
    expect(await outcomeOf(response)).toBe(outcome);
    const said = `${JSON.stringify([...copy.headers])}${await copy.text()}${JSON.stringify(served.lines)}`;
    expect(said).not.toMatch(/ZZCANARY|48\.89/);
    expect(said).not.toMatch(/node_modules|\.ts\b/);
  });

  test('[EXP-24, PRV-43] none may be kept, or told apart from the one before by a mark', async () => {
    for (const [path, door] of [
      [`${FHIR}/metadata`, 'hospital'],
      [`${FHIR}/Location`, 'hospital'],
      [`${FHIR}/Location/none`, 'hospital'],
      [CSV, 'hospital'],
      [CSV, null],
    ] as const) {
      for (const method of ['GET', 'HEAD']) {
        const response = await ask(path, door, { method });
        expect(response.headers.get('cache-control')).toBe('no-store');
        expect(response.headers.get('x-content-type-options')).toBe('nosniff');
        for (const told of ['etag', 'last-modified', 'access-control-allow-origin'])
          expect(response.headers.get(told)).toBeNull();
      }
    }
  });

  test('[EXP-3, PRV-41] what may not leave stops there: our fault, under a reference, and nothing of it is told', async () => {
    served.app.world.views.put('hospital', 'hospital', ward({ installed: 99 }));
    const outcome = await outcomeOf(await ask(`${FHIR}/Location`, 'hospital'));
    const fault = served.lines.find(({ kind }) => kind === 'fault');
    expect(outcome).toBe(`500 exception ${fault && 'reference' in fault ? fault.reference : ''}`);
    served.app.world.views.of('wall').put('rest-space:ER-1', { kind: 'zone', id: 'z-ourcq' } as Entity);
    expect(await outcomeOf(await ask(CSV, 'wall'))).toMatch(/^500 exception [0-9A-F]{8}$/);
    expect((await ask(CSV, 'coordination')).status).toBe(200);
  });
});

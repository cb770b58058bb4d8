import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WIRE_VERSION } from '#shared/wire/version';
import type { Child } from '../canary/child.ts';
import { connect, refusalOf, tells, type Client } from '../support/client.ts';
import { isRedisInstalled, startRedis } from '../support/redis-server.ts';
import { bed } from '../support/said.ts';
import { DeployedProduct, TERRITORIES, type Deployed } from '../territories/deployed.ts';

// The start that an operator makes, `server/main.ts` in a process of its own, with two territories of the same places: whatever
// passed from one to the other would be taken for its own. The second one's pages are built for it.
const [PARIS, EXEMPLE] = TERRITORIES;
let product: DeployedProduct;
let server: Child | undefined;
const cookies = new Map<Deployed, string>();
const clients: Client[] = [];

beforeAll(async () => {
  product = await DeployedProduct.make();
  for (const territory of TERRITORIES)
    cookies.set(territory, await product.cookieOf(territory, { role: 'coordination' }, { role: 'hospital' }));
}, 480_000);
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await server?.stop();
  product.remove();
}, 60_000);

type Answer = { status: number; body: string; headers: Record<string, unknown> };
async function ask(
  host: string,
  path: string,
  headers: Record<string, string> = {},
  form?: string,
): Promise<Answer> {
  const asked = request({
    host: '127.0.0.1',
    port: product.port,
    path,
    method: form === undefined ? 'GET' : 'POST',
    headers: {
      host,
      ...headers,
      ...(form !== undefined && {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(form),
      }),
    },
    agent: false,
  });
  asked.end(form);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: await text(answer), headers: answer.headers };
}

/** The running server, started unless it is; and its pages are waited for. */
async function started(): Promise<Child> {
  if (server) return server;
  server = product.start();
  await untilReady(server);
  return server;
}

async function untilReady(process: Child): Promise<void> {
  // Each says so once people are let in, in the order of the file.
  await process.said(/"kind":"started"[^\n]*"territory":"exemple-2"/);
}

const cookie = (of: Deployed) => cookies.get(of) ?? '';
const url = () => `http://127.0.0.1:${product.port}`;
const from = (territory: Deployed, of: Deployed = territory) => ({
  host: product.host(territory),
  origin: product.origin(territory),
  cookie: cookie(of),
});

async function screen(territory: Deployed, door: 'coordination' | 'hospital'): Promise<Client> {
  const client = await connect(url(), { door }, { headers: from(territory) });
  clients.push(client);
  // All that it holds when it comes.
  await client.next('view:changes');
  return client;
}

let lastBed = 0;
/** A bed that no other try of these tests has installed. */
const newBed = () => bed(`lit-${(lastBed += 1) + 40}`);

test('[DEP-9] each name shows the wall of its own territory, with its own places', async () => {
  await started();
  const wall = (of: Deployed) => ask(product.host(of), '/mur', { cookie: cookie(of) });
  const [paris, exemple] = [await wall(PARIS), await wall(EXEMPLE)];
  expect([paris.status, exemple.status]).toEqual([200, 200]);
  expect(paris.body).toContain('Paris nord-est');
  expect(exemple.body).toContain('Territoire d’exemple, à configurer');
  expect(exemple.body).toContain('Secteur d’exemple 1');
  for (const other of ['Territoire d’exemple', 'Secteur d’exemple']) expect(paris.body).not.toContain(other);
  expect(exemple.body).not.toContain('Paris nord-est');
});

test('[DEP-9] the scripts that one name serves are those of its own pages', async () => {
  await started();
  const { body } = await ask(product.host(EXEMPLE), '/mur', { cookie: cookie(EXEMPLE) });
  const scripts = [...body.matchAll(/"(\/_app\/immutable\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
  expect(scripts.length).toBeGreaterThan(1);
  const statuses = (of: Deployed) =>
    Promise.all(scripts.map(async (path) => (await ask(product.host(of), path)).status));
  expect(new Set(await statuses(EXEMPLE))).toEqual(new Set([200]));
  // Parts without a word of the pack are the same file in both.
  expect(await statuses(PARIS)).toContain(404);
});

test('[DEP-9] a form is taken from its own address, and not from that of the other territory', async () => {
  await started();
  const signIn = (at: Deployed, page: Deployed) =>
    ask(
      product.host(at),
      '/connexion?/motdepasse',
      { origin: product.origin(page), accept: 'text/html' },
      new URLSearchParams({ login: 'inconnu@exemple.test', password: 'rien de vrai' }).toString(),
    );
  for (const at of TERRITORIES) {
    const own = await signIn(at, at);
    expect([own.status, own.body.includes('<html')]).toEqual([400, true]);
    expect((await signIn(at, at === PARIS ? EXEMPLE : PARIS)).status).toBe(403);
  }
});

test('[DEP-2] a session of one territory is worth nothing at another: no page, no view', async () => {
  await started();
  const wall = await ask(product.host(EXEMPLE), '/mur', { cookie: cookie(PARIS) });
  expect([wall.status, wall.headers['location']]).toEqual([303, '/connexion?vers=/mur']);
  const handshake = { wire: WIRE_VERSION, as: { door: 'coordination' }, since: null };
  for (const [at, of] of [
    [EXEMPLE, PARIS],
    [PARIS, EXEMPLE],
  ] as const)
    await expect(refusalOf(url(), handshake, from(at, of))).resolves.toBe('identity');
  // Its own page cannot speak to the other one either, whatever cookie it had.
  const crossed = { ...from(EXEMPLE), origin: product.origin(PARIS) };
  await expect(refusalOf(url(), handshake, crossed)).resolves.toBe('websocket error');
});

test('[DEP-1] what a ward of one territory says is on its own screens and in its own log, and nowhere of another', async () => {
  await started();
  const wards = { paris: await screen(PARIS, 'hospital'), exemple: await screen(EXEMPLE, 'hospital') };
  const installed = newBed();
  const answer = await wards.paris.send({ type: 'InstallBed', bed: installed, surge: false });
  expect(answer.outcome).toBe('accepted');
  await wards.paris.next('view:changes', tells(`bed:${installed}`));
  expect(await wards.exemple.drain()).toEqual([]);
  const hello = (client: Client) => client.frames.find(({ name }) => name === 'hello')?.body;
  expect(hello(wards.paris)).toMatchObject({ territory: PARIS });
  expect(hello(wards.exemple)).toMatchObject({ territory: EXEMPLE });
});

test('[DEP-3] a name that is nobody’s is misdirected, unless it asks whether the process lives and is ready', async () => {
  await started();
  for (const path of ['/', '/mur', '/api/health?x', '/api/fhir/metadata'])
    expect([path, (await ask('elsewhere.example', path)).status]).toEqual([path, 421]);
  for (const path of ['/api/health', '/api/ready'])
    expect([path, (await ask(`127.0.0.1:${product.port}`, path)).status]).toEqual([path, 200]);
});

test('[DEP-6] the private port tells the figures of both, each under its territory', async () => {
  await started();
  const answer = await fetch(`http://127.0.0.1:${product.metricsPort}/metrics`);
  const ready = (await answer.text()).split('\n').filter((line) => line.startsWith('passerelle_ready{'));
  expect(ready).toEqual(TERRITORIES.map((id) => `passerelle_ready{territory="${id}"} 1`));
  expect((await ask(product.host(PARIS), '/metrics')).status).toBe(404);
});

test('[DEP-10] a stop lets the people of both go, and what was answered is there at the next start', async () => {
  const process = await started();
  const screens = await Promise.all(TERRITORIES.map((territory) => screen(territory, 'hospital')));
  const gone = screens.map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve)));
  const installed = newBed();
  const answer = await screens[1]?.send({ type: 'InstallBed', bed: installed, surge: false });
  expect(answer?.outcome).toBe('accepted');
  await process.stop();
  server = undefined;
  expect(await Promise.all(gone)).toHaveLength(2);
  for (const territory of TERRITORIES)
    for (const kind of ['draining', 'stopped'])
      expect(process.out.toString()).toMatch(new RegExp(`"kind":"${kind}"[^\\n]*"territory":"${territory}"`));

  await started();
  const bedsOf = async (territory: Deployed) => {
    const ward = await screen(territory, 'hospital');
    return [...ward.held.entities.keys()].filter((key) => key === `bed:${installed}`);
  };
  expect([await bedsOf(PARIS), await bedsOf(EXEMPLE)]).toEqual([[], [`bed:${installed}`]]);
});

test('[DEP-8] one pack that is broken stops the start of all, and is named', async () => {
  await server?.stop();
  server = undefined;
  const mend = product.breakPack(EXEMPLE);
  try {
    await expect(product.start().said(/"kind":"started"/)).rejects.toThrow(
      /^the server ended: territory exemple-2: teams\.json: file: not JSON/,
    );
  } finally {
    mend();
  }
});

test.runIf(isRedisInstalled)('[DEP-8] two territories rest in one Redis under their own keys', async () => {
  await server?.stop();
  server = undefined;
  const redis = await startRedis();
  const process = product.start({ PASSERELLE_REDIS: redis.url, PASSERELLE_DRAIN_NOTICE: '0' });
  try {
    await untilReady(process);
    expect((await ask(product.host(EXEMPLE), '/api/ready')).status).toBe(200);
    const client = createClient({ url: redis.url });
    await client.connect();
    const keys = await client.keys('*');
    client.destroy();
    const tags = keys.map((key) => /^passerelle:\{([^}]+)\}:/.exec(key)?.[1] ?? key);
    expect(new Set(tags)).toEqual(new Set(TERRITORIES));
  } finally {
    await process.stop();
    await redis.remove();
  }
});

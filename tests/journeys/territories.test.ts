import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { frontServer } from '#server/deployment/front';
import { LIMITS } from '#server/limits/limits';
import { WIRE_VERSION } from '#shared/wire/version';
import { connect, onTour, refusalOf, tells, type Client } from '../support/client.ts';
import { exchange } from '../support/raw-http.ts';
import { paris, pass, slotAt, team, zone } from '../support/said.ts';
import { serveApp, territory, type Served } from '../support/served-app.ts';
import { TestHolders } from '../support/test-holders.ts';

const NOW = paris('17:01:10');

// Two territories behind one address of this machine, each under a name of its own. They have the same places, so
// that whatever passed from one to the other would be taken for its own.
let front: Server;
let served: { one: Served; other: Served };
let url: { one: string; other: string };
let holders: { one: TestHolders; other: TestHolders };
const clients: Client[] = [];

beforeEach(async () => {
  holders = { one: new TestHolders(), other: new TestHolders() };
  const serve = (id: 'one' | 'other') =>
    serveApp(NOW, undefined, {
      territory: { ...territory, id },
      demo: false,
      holders: holders[id],
    });
  served = { one: await serve('one'), other: await serve('other') };
  const hosted = new Map<string, Served['app']>();
  front = frontServer(LIMITS.requests, hosted);
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const { port } = front.address() as AddressInfo;
  hosted.set(`localhost:${port}`, served.one.app);
  hosted.set(`127.0.0.1:${port}`, served.other.app);
  url = { one: `http://localhost:${port}`, other: `http://127.0.0.1:${port}` };
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const each of [served.one, served.other]) await each.stop();
  front.close();
  front.closeAllConnections();
});

async function lead(of: 'one' | 'other', cookie: string): Promise<Client> {
  const client = await connect(url[of], { door: 'lead' }, { headers: { cookie, origin: url[of] } });
  clients.push(client);
  return client;
}

test('[DEP-1] what a team of one territory says is in its own log and on its own screens, and nowhere of another', async () => {
  const screens = {
    one: await lead('one', holders.one.account({ role: 'lead' })),
    other: await lead('other', holders.other.account({ role: 'lead' })),
  };
  const before = served.other.app.world.position;
  const T1 = team('T1');
  const phone = await onTour(url.one, T1, holders.one.account({ role: 'outreach', team: T1 }));
  clients.push(phone);
  await phone.send(pass(zone('z-ourcq'), slotAt('17:00')));
  await screens.one.next('view:changes', tells('zone:z-ourcq'));
  await served.other.app.settle();
  expect(served.other.app.world.position).toBe(before);
  expect(await screens.other.drain()).toEqual([]);
  const hello = (client: Client) => client.frames.find(({ name }) => name === 'hello')?.body;
  expect(hello(screens.one)).toMatchObject({ territory: 'one' });
  expect(hello(screens.other)).toMatchObject({ territory: 'other' });
});

test('[DEP-2] who is known in one territory is nobody in another', async () => {
  const cookie = holders.one.account({ role: 'lead' });
  await lead('one', cookie);
  // Were it let in, this would wait for nothing: the first frame comes at once.
  await expect(refused('other', cookie)).resolves.toBe('identity');
});

test('[DEP-3] a name that is nobody’s is answered as misdirected, and its socket is cut', async () => {
  const asked = `GET /mur HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n`;
  expect(await exchange(url.one, asked)).toMatch(/^HTTP\/1\.1 421 /);
  const upgrade = `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
  expect(await exchange(url.one, upgrade)).toBe('');
});

test('[DEP-3] a name is compared whole, and whatever its case', async () => {
  const { host } = new URL(url.one);
  const asked = (name: string) =>
    exchange(url.one, `GET /api/health?whole HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`);
  expect(await asked(host.toUpperCase())).toMatch(/^HTTP\/1\.1 200 /);
  expect(await asked(`${host}.example`)).toMatch(/^HTTP\/1\.1 421 /);
});

test('[DEP-4] one territory that stops leaves the other as it was', async () => {
  const other = await lead('other', holders.other.account({ role: 'lead' }));
  await served.one.stop();
  served.one = await serveApp(NOW);
  expect(await other.drain()).toEqual([]);
});

function refused(of: 'one' | 'other', cookie: string): Promise<string> {
  return refusalOf(
    url[of],
    { wire: WIRE_VERSION, as: { door: 'lead' }, since: null },
    { cookie, origin: url[of] },
  );
}

import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { LIMITS, type Limits } from '#server/limits/limits';
import { randomIds } from '#server/ports/ids';
import { WIRE_VERSION } from '#shared/wire/version';
import { GRANTS } from '../access/everyone.ts';
import { connect, refusalOf, type Client } from '../support/client.ts';
import { exchange, openLink, readToEnd } from '../support/raw-http.ts';
import { arrival, paris, space } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';
import { stalledScreen } from '../support/stalled-screen.ts';
import { TestHolders } from '../support/test-holders.ts';

let served: Served;
afterEach(() => served.stop());

const START = paris('17:01:10');
const NO_MORE = { burst: 3, perSecond: 0.000_1 };

function narrow(of: {
  sockets?: Partial<Limits['sockets']>;
  requests?: Partial<Limits['requests']>;
}): Limits {
  return {
    sockets: { ...LIMITS.sockets, ...of.sockets },
    requests: { ...LIMITS.requests, ...of.requests },
  };
}

const rules = () => served.lines.flatMap((line) => (line.kind === 'violation' ? [line.rule] : []));
const closed = (client: Client) =>
  new Promise<string>((resolve) => client.socket.once('disconnect', resolve));
const door = { wire: WIRE_VERSION, as: { door: 'wall' }, since: null };

test('[SEC-1] who writes faster than people do loses that connection, and nobody else hears of it', async () => {
  served = await serveApp(START);
  const [hasty, calm] = [
    await connect(served.url, { door: 'lead' }),
    await connect(served.url, { door: 'lead' }),
  ];
  const end = closed(hasty);
  for (let sent = 0; sent < 2 * LIMITS.sockets.messages.burst; sent += 1)
    hasty.socket.emit('view:sync', { since: null });
  expect(await end).toMatch(/transport/);
  expect(rules()).toEqual(['too-fast']);
  expect(await calm.drain()).toEqual([]);
  expect(calm.socket.connected).toBe(true);
  calm.close();
});

test('[SEC-2] fifty acts that waited are taken at once, and each is answered', async () => {
  served = await serveApp(START);
  const tablet = await connect(served.url, { door: 'restspace', space: space('ER-1') });
  await tablet.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
  const acks = await Promise.all(Array.from({ length: 50 }, () => tablet.send(arrival('ER-1'))));
  expect(acks.map(({ outcome }) => outcome)).toEqual(Array<string>(50).fill('accepted'));
  expect(tablet.socket.connected).toBe(true);
  expect(rules()).toEqual([]);
  tablet.close();
});

test('[SEC-3] all connections of one account share one allowance, and another account keeps its own', async () => {
  const holders = new TestHolders();
  const limits = narrow({ sockets: { messagesOfHolder: { burst: 40, perSecond: 0.001 } } });
  served = await serveApp(START, undefined, { demo: false, holders, limits });
  const open = (cookie: string) =>
    connect(served.url, { door: 'lead' }, { headers: { cookie, origin: served.url } });
  const cookie = holders.account(GRANTS.lead);
  const windows = [await open(cookie), await open(cookie)];
  const other = await open(holders.account(GRANTS.lead));
  const ends = windows.map(closed);
  for (let sent = 0; sent < 30; sent += 1)
    for (const { socket } of windows) socket.emit('view:sync', { since: null });
  await Promise.race(ends);
  expect(rules()).toContain('too-fast');
  expect(await other.drain()).toEqual([]);
  for (const client of [...windows, other]) client.close();
});

test('[SEC-4] an address connects so many times in a moment, and other addresses keep their own', async () => {
  const limits = narrow({ sockets: { handshakes: NO_MORE } });
  served = await serveApp(START, undefined, { limits, trustedProxies: ['127.0.0.1'] });
  const from = (address: string) => ({ 'x-forwarded-for': address });
  for (let number = 0; number < 3; number += 1)
    (await connect(served.url, { door: 'wall' }, { headers: from('192.0.2.1') })).close();
  expect(await refusalOf(served.url, door, from('192.0.2.1'))).toMatch(/websocket error/);
  expect(rules()).toEqual(['crowd']);
  (await connect(served.url, { door: 'wall' }, { headers: from('192.0.2.2') })).close();
});

test('[SEC-4] an address holds so many connections, and has room again when one closes', async () => {
  const limits = narrow({ sockets: { connectionsOfAddress: 2 } });
  served = await serveApp(START, undefined, { limits });
  const first = await connect(served.url, { door: 'wall' });
  const second = await connect(served.url, { door: 'wall' });
  expect(await refusalOf(served.url, door)).toMatch(/websocket error/);
  first.close();
  await vi.waitFor(() => expect(refusalOf(served.url, door)).rejects.toThrow('let in'), 10_000);
  second.close();
});

test('[SEC-5] a client that stops reading is left behind and cut, and others are served', async () => {
  const messages = { burst: 100_000, perSecond: 1 };
  const limits = narrow({ sockets: { waitingBytes: 262_144, graceMs: 200, messages } });
  served = await serveApp(START, undefined, { limits });
  const calm = await connect(served.url, { door: 'lead' });
  const stalled = await stalledScreen(served.url, { door: 'lead' });
  const before = process.memoryUsage().rss;
  // It asks for everything again and again, as fast as it may, and takes nothing of what it is sent.
  while (!stalled.isCut()) {
    stalled.askAll();
    await calm.drain();
  }
  expect(rules()).toContain('too-slow');
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1_048_576);
  expect(calm.socket.connected).toBe(true);
  calm.close();
});

test('[SEC-6] who never ends its headers, or its body, loses its link and nothing else', async () => {
  const limits = narrow({ requests: { headersMs: 300, requestMs: 600 } });
  served = await serveApp(START, undefined, { limits });
  for (const begun of [
    'GET /api/health HTTP/1.1\r\nhost: x\r\n',
    'POST /nowhere HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\nabc',
    'G',
  ]) {
    const link = await openLink(served.url);
    link.write(begun);
    const answer = await readToEnd(link);
    expect(answer).not.toMatch(/ 200 /);
  }
  expect((await fetch(`${served.url}/api/health`)).status).toBe(200);
});

test('[SEC-6] a link on which nothing of the protocol is said is closed', async () => {
  served = await serveApp(START, undefined, { limits: narrow({ sockets: { greetingMs: 300 } }) });
  const silent = new WebSocket(`${served.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  await once(silent, 'close');
});

test('[SEC-7] who asks too often is told when to come back, and others are answered', async () => {
  const limits = narrow({ requests: { ofAddress: { burst: 3, perSecond: 0.1 } } });
  served = await serveApp(START, undefined, { limits, trustedProxies: ['127.0.0.0/8'] });
  const ask = (address: string) =>
    fetch(`${served.url}/nowhere`, { headers: { 'x-forwarded-for': address } });
  for (let number = 0; number < 3; number += 1) expect((await ask('192.0.2.1')).status).toBe(404);
  const late = await ask('192.0.2.1');
  expect([late.status, late.headers.get('retry-after')]).toEqual([429, '10']);
  expect((await ask('192.0.2.2')).status).toBe(404);
});

test('[SEC-7] files are asked for so often by an address, and so often by an account wherever it is', async () => {
  const holders = new TestHolders();
  const limits = narrow({ requests: { exportsOfHolder: NO_MORE } });
  served = await serveApp(START, undefined, { demo: false, holders, limits });
  const ask = async (cookie: string) =>
    (await fetch(`${served.url}/exports/capacites.csv`, { headers: { cookie } })).status;
  const [one, other] = [holders.account(GRANTS.hospital), holders.account(GRANTS.hospital)];
  expect([await ask(one), await ask(one), await ask(one), await ask(one)]).toEqual([200, 200, 200, 429]);
  expect(await ask(other)).toBe(200);
});

test.each([
  ['too large', `content-length: ${LIMITS.requests.bodyBytes + 1}\r\n\r\n`, 413],
  ['of no told length', 'transfer-encoding: chunked\r\n\r\n', 411],
])('[SEC-8] a body %s is not read', async (_what, rest, status) => {
  served = await serveApp(START);
  const answer = await exchange(served.url, `POST /nowhere HTTP/1.1\r\nhost: x\r\n${rest}`);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('[SEC-9] what changes something comes from one of our own pages, whoever asks for it', async () => {
  const holders = new TestHolders();
  served = await serveApp(START, undefined, { demo: false, holders });
  const cookie = holders.account(GRANTS.lead);
  const post = async (headers: Record<string, string>, method = 'POST') =>
    (await fetch(`${served.url}/nowhere`, { method, headers })).status;
  expect(await post({ cookie, origin: served.url })).toBe(404);
  for (const origin of ['https://ailleurs.example', 'null'])
    for (const more of [{}, { cookie }]) expect(await post({ origin, ...more })).toBe(403);
  expect(await post({ cookie })).toBe(403);
  expect(await post({ cookie, 'sec-fetch-site': 'cross-site' })).toBe(403);
  for (const method of ['PUT', 'PATCH', 'DELETE', 'PROPFIND'])
    expect(await post({ cookie, origin: served.url }, method)).toBe(403);
});

test('[SEC-10] everything turned away gets the same text, and nothing of what was asked', async () => {
  served = await serveApp(START);
  const mark = 'ZZCANARYNOM';
  const asked = [
    `GET /${mark} HTTP/1.1\r\nhost: x\r\n\r\n`,
    `GET /%E0%A4%${mark} HTTP/1.1\r\nhost: x\r\n\r\n`,
    `POST /${mark}?${mark}=1 HTTP/1.1\r\nhost: x\r\norigin: https://${mark}\r\ncontent-length: 0\r\n\r\n`,
    `TRACE /${mark} HTTP/1.1\r\nhost: x\r\nx-a: ${mark}\r\n\r\n`,
    `POST /${mark} HTTP/1.1\r\nhost: x\r\ncontent-length: 9999999\r\n\r\n`,
  ];
  const bodies = new Set<string>();
  for (const request of asked) {
    const answer = await exchange(served.url, request.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'));
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
    expect(answer).toMatch(/^content-type: application\/json; charset=utf-8\r$/im);
    expect(answer).not.toMatch(new RegExp(mark, 'i'));
    bodies.add(answer.slice(answer.indexOf('\r\n\r\n')));
  }
  expect([...bodies]).toEqual(['\r\n\r\n{"outcome":"refused"}']);
  expect(JSON.stringify(served.lines)).not.toContain(mark);
});

test.each([
  ['no HTTP at all', `ZZCANARYNOM\r\n\r\n`],
  ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx-a: ${'ZZCANARYNOM'.repeat(2_000)}\r\n\r\n`],
  ['two lengths', `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nZZCANARYNOM`],
  [
    'a length and parts',
    `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\nZZCANARYNOM`,
  ],
  ['no host', `GET /ZZCANARYNOM HTTP/1.1\r\n\r\n`],
])('[SEC-10] what is not a request is refused without a word of it: %s', async (_what, bytes) => {
  served = await serveApp(START);
  const answer = await exchange(served.url, bytes);
  expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
  expect(answer).not.toContain('ZZCANARY');
});

test('[SEC-12] an address is believed from the configured proxies, and from nobody else', async () => {
  const limits = narrow({ requests: { ofAddress: NO_MORE } });
  served = await serveApp(START, undefined, { limits });
  // Nobody is trusted: another name at each request is the same client.
  const ask = async () =>
    (await fetch(`${served.url}/nowhere`, { headers: { 'x-forwarded-for': randomIds.command() } })).status;
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual([404, 404, 404, 429]);
});

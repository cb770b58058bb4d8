import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Slot } from '#shared/kernel/slot';
import type { Command } from '#shared/wire/up';
import { filesUnder } from '../canary/resting.ts';
import { chromiumPath } from '../chromium.ts';
import { newFolder } from '../support/served-app.ts';
import { team, zone } from '../support/said.ts';
import { Server } from '../unit/outbox/device.ts';
import { bundle } from './bundle.ts';
import type { OutboxPage } from './outbox-page.ts';

const PASS: Command = {
  type: 'DeclarePass',
  place: zone('z-la-chapelle'),
  slot: '2026-11-21T17:00:00.000Z' as Slot,
  people: '5-9',
  needs: ['materiel'],
};
/** What must never lie on a device in clear. */
const SAID = ['z-la-chapelle', 'DeclarePass', `outreach ${team('T2')}`, 'materiel'];

// An origin of its own with nothing on it: the storage is the browser's, the product is not needed.
const origin = createServer((_request, response) =>
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>outbox</title>'),
);
let script: string;
let url: string;
beforeAll(async () => {
  ({ script } = await bundle('outbox-page.ts'));
  origin.listen(0, '127.0.0.1');
  await once(origin, 'listening');
  url = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
});
afterAll(() => origin.close());

let profile: string;
let server: Server;
let context: BrowserContext;
beforeEach(async () => {
  profile = newFolder();
  server = new Server();
  context = await browser();
});
afterEach(async () => {
  await context.close().catch(() => {});
  rmSync(profile, { recursive: true, force: true });
});

/** A browser on this device's profile; its pages' link ends at `server`. */
async function browser(): Promise<BrowserContext> {
  const opened = await chromium.launchPersistentContext(profile, { executablePath: await chromiumPath() });
  await opened.exposeBinding('serve', (_source, message: Parameters<Server['receive']>[0]) =>
    server.receive(message),
  );
  return opened;
}

/** Only the bodies of `evaluate` cross to the browser: there this is what outbox-page.ts put. */
declare const outbox: OutboxPage;

async function openPage({ without }: { without?: 'indexedDB' | 'subtle' } = {}): Promise<Page> {
  const page = await context.newPage();
  if (without === 'indexedDB')
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'indexedDB'));
  if (without === 'subtle')
    await page.addInitScript(() => Reflect.deleteProperty(Crypto.prototype, 'subtle'));
  await page.goto(url);
  await page.evaluate(script);
  return page;
}

const states = (page: Page) => page.evaluate(() => outbox.states());
const say = (page: Page) => page.evaluate((command) => outbox.say(command), PASS);
const connect = (page: Page) => page.evaluate(() => outbox.connect());
const kept = (count: number) => Array.from({ length: count }, () => 'sur-ce-telephone');

/** Ends the whole browser without a word, as a battery does. */
async function kill(): Promise<void> {
  const gone = new Promise<void>((resolve) => context.once('close', () => resolve()));
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  session.send('Browser.crash').catch(() => {});
  await gone;
}

/** What the storage holds, and whether its key can be read. */
function resting(page: Page): Promise<{ rows: number; keys: boolean[] }> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('not read'));
      });
    const reading = (await done(indexedDB.open('outbox'))).transaction(['commands', 'keys']);
    const [rows, keys] = await Promise.all([
      done(reading.objectStore('commands').count()),
      done(reading.objectStore('keys').getAll() as IDBRequest<CryptoKey[]>),
    ]);
    return { rows, keys: keys.map(({ extractable }) => extractable) };
  });
}

describe('the outbox on the storage of a browser', () => {
  test('[M04] 50 actions without a network, the browser killed and opened again: 50 on the server, once each, in order', async () => {
    const page = await openPage();
    const ids: string[] = [];
    for (let count = 0; count < 50; count += 1) ids.push(await say(page));
    await expect.poll(() => states(page)).toEqual(kept(50));
    await kill();

    context = await browser();
    const again = await openPage();
    await expect.poll(() => states(again)).toEqual(kept(50));
    server.fate = () => (server.received.length % 20 === 7 ? 'answer lost' : 'answered');
    await connect(again);
    await expect.poll(() => states(again), { timeout: 30_000 }).toEqual([]);
    expect(server.done).toEqual(ids);
    expect((await resting(again)).rows).toBe(0);
  });

  test('[M05] no byte of the profile says what was said, and the key is read by nobody', async () => {
    const page = await openPage();
    await say(page);
    await expect.poll(() => states(page)).toEqual(kept(1));
    expect(await resting(page)).toEqual({ rows: 1, keys: [false] });
    // Proof that the search would find it: the same words, left in clear beside.
    await page.evaluate(() => localStorage.setItem('in-clear', 'z-la-villette'));
    await context.close();
    const found = (word: string) =>
      filesUnder(profile).filter(
        ({ bytes }) => bytes.includes(word, 0, 'latin1') || bytes.includes(word, 0, 'utf16le'),
      );
    expect(found('z-la-villette')).not.toEqual([]);
    for (const word of SAID) expect([word, found(word).map(({ name }) => name)]).toEqual([word, []]);
  });

  test('two tabs see the same, and one of them sends', async () => {
    const [one, other] = [await openPage(), await openPage()];
    const ids = [await say(one), await say(other), await say(one)];
    for (const page of [one, other]) await expect.poll(() => states(page)).toEqual(kept(3));
    await Promise.all([connect(one), connect(other)]);
    for (const page of [one, other]) await expect.poll(() => states(page)).toEqual([]);
    expect(new Set(server.received)).toEqual(new Set(ids));
    expect(server.received).toHaveLength(3);
  });

  test('a tab that closes while it sends lets the other go on', async () => {
    const [one, other] = [await openPage(), await openPage()];
    const id = await say(one);
    await expect.poll(() => states(other)).toEqual(kept(1));
    server.fate = () => 'answer lost';
    await connect(one);
    await expect.poll(() => server.received).toContain(id);
    await one.close();
    server.fate = () => 'answered';
    await connect(other);
    await expect.poll(() => states(other)).toEqual([]);
    expect(server.done).toEqual([id]);
  });

  test.each(['indexedDB', 'subtle'] as const)(
    'without %s it says that nothing is kept, and sends',
    async (without) => {
      const page = await openPage({ without });
      const id = await say(page);
      await expect.poll(() => page.evaluate(() => outbox.storage())).toBe('memoire');
      expect(await states(page)).toEqual(['ecriture']);
      await connect(page);
      await expect.poll(() => states(page)).toEqual([]);
      expect(server.done).toEqual([id]);
    },
  );

  test('[PRV-44] the end of a shift leaves neither a command nor a key, and the next one begins', async () => {
    const page = await openPage();
    await say(page);
    await expect.poll(() => states(page)).toEqual(kept(1));
    await page.evaluate(() => outbox.erase());
    expect(await resting(page)).toEqual({ rows: 0, keys: [] });
    await say(page);
    await expect.poll(() => states(page)).toEqual(kept(1));
    expect(await resting(page)).toEqual({ rows: 1, keys: [false] });
  });
});

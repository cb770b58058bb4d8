import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GrantBook } from '#server/accounts/grant-book';
import { openIdentity } from '#server/accounts/identity/open-identity';
import { SettableClock } from '#server/ports/clock';
import type { ScreenGrant } from '#shared/access/grant';
import {
  codeAnswerSchema,
  PAIRING_PATHS,
  stateAnswerSchema,
  tokenAnswerSchema,
  type StateAnswer,
} from '#shared/access/pairing';
import type { Holder } from '#server/accounts/holder';
import { DAY, HOUR, MINUTE, plus, SECOND } from '#shared/kernel/instant';
import type { Door } from '#shared/wire/up';
import { connect } from '../support/client.ts';
import { Browser } from '../support/identity.ts';
import { paris, space } from '../support/said.ts';
import { newFolder, serveApp, type Served } from '../support/served-app.ts';
import { person, type ServedLive } from '../support/served-identity.ts';
import { COMMANDS } from '../support/wire-samples.ts';

const WALL: ScreenGrant = { role: 'wall' };
const COUNTER: ScreenGrant = { role: 'restspace', space: space('ER-1') };
const MISSING = '0'.repeat(43);

/** One server after another on the same folder, as a machine that is started again. */
let live: ServedLive;
let by: Holder;
let folder: string;
const clock = new SettableClock(paris('17:01:10'));
const faults: unknown[] = [];
async function start(): Promise<void> {
  const identity = await openIdentity(
    folder,
    { secret: 'a secret of thirty-two characters', breachedPasswords: null, providers: null },
    { clock, policy: () => '9c21', isSecure: false, onFault: (cause) => faults.push(cause) },
  );
  const { holders, audit } = identity;
  const served: Served = await serveApp(paris('17:01:10'), folder, { demo: false, holders, audit, identity });
  const later = async (ms: number) => {
    clock.set(plus(clock.now(), ms));
    await identity.settle();
  };
  live = { ...served, identity, folder, identityClock: clock, faults, later };
}
async function stop(): Promise<void> {
  await live.stop({ keepFolder: true });
  await live.identity.close();
}
beforeEach(async () => {
  folder = newFolder();
  faults.length = 0;
  await start();
  by = live.identity.holders.holderOf((await person(live, { role: 'admin' })).cookie);
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
  expect(faults).toEqual([]);
});

/** What a page of ours sends from this browser; it keeps the cookies of the answer. */
async function post(
  browser: Browser,
  path: string,
  body: unknown = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  const { cookie } = browser;
  const answer = await fetch(live.url + path, {
    method: 'POST',
    headers: {
      origin: live.url,
      'content-type': 'application/json',
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  browser.keep(answer.headers.getSetCookie());
  return answer;
}
const said = async (answer: Response): Promise<unknown> => answer.json();
async function ask(browser: Browser) {
  const code = codeAnswerSchema.parse(await said(await post(browser, PAIRING_PATHS.code)));
  if (code.kind !== 'code') throw new Error(code.kind);
  return code;
}
const poll = async (browser: Browser, deviceCode: string): Promise<StateAnswer> =>
  stateAnswerSchema.parse(await said(await post(browser, PAIRING_PATHS.state, { deviceCode })));
const refresh = async (browser: Browser) =>
  tokenAnswerSchema.parse(await said(await post(browser, PAIRING_PATHS.token))).kind;

async function paired(grant: ScreenGrant): Promise<Browser> {
  const browser = new Browser();
  const { userCode, deviceCode } = await ask(browser);
  await live.identity.pairing.approve(by, userCode, { grant, label: 'Écran à configurer' });
  expect(await poll(browser, deviceCode)).toEqual({ kind: 'approved' });
  return browser;
}
const opens = (browser: Browser, door: Door) =>
  connect(live.url, door, { headers: { cookie: browser.cookie ?? '', origin: live.url } });

test('[SCR-1, E07] a device asks, waits, is slowed when it hurries, and is let in by its own code alone', async () => {
  const browser = new Browser();
  const { userCode, deviceCode, expiresInSeconds, intervalSeconds } = await ask(browser);
  expect([expiresInSeconds, intervalSeconds]).toEqual([600, 5]);
  expect(await poll(browser, deviceCode)).toEqual({ kind: 'pending', intervalSeconds: 5 });
  expect(await poll(browser, deviceCode)).toEqual({ kind: 'slow_down', intervalSeconds: 10 });
  await live.identity.pairing.approve(by, userCode, { grant: WALL, label: 'Écran à configurer' });
  expect(await poll(new Browser(), deviceCode)).toEqual({ kind: 'expired' });
  expect(await poll(browser, deviceCode)).toEqual({ kind: 'approved' });
  (await opens(browser, { door: 'wall' })).close();
});

test('[SCR-1, E07] a code that was refused, and one that is over, say so', async () => {
  const [refused, late] = [new Browser(), new Browser()];
  const first = await ask(refused);
  await live.identity.pairing.deny(by, first.userCode);
  expect(await poll(refused, first.deviceCode)).toEqual({ kind: 'denied' });
  const second = await ask(late);
  await live.later(10 * MINUTE);
  expect(await poll(late, second.deviceCode)).toEqual({ kind: 'expired' });
});

describe('[SCR-2] what asks', () => {
  test('is a page of ours: another origin, or none, gets nothing and changes nothing', async () => {
    const browser = await paired(WALL);
    const before = browser.cookie;
    for (const path of Object.values(PAIRING_PATHS)) {
      for (const origin of ['https://ailleurs.example', 'null', '']) {
        const answer = await post(browser, path, {}, { origin });
        expect([path, origin, answer.status, await said(answer)]).toEqual([
          path,
          origin,
          403,
          { outcome: 'refused' },
        ]);
        expect(answer.headers.getSetCookie()).toEqual([]);
      }
    }
    expect(browser.cookie).toBe(before);
    (await opens(browser, { door: 'wall' })).close();
  });

  test('sends JSON of the right shape, of a few bytes; what was sent is in no answer and in no line of the journal', async () => {
    const browser = new Browser();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const wrong: [unknown, Record<string, string>][] = [
      ['deviceCode=canari', form],
      ['{"deviceCode":', {}],
      ['canari', { 'content-type': 'text/plain' }],
      [{ deviceCode: 'canari' }, {}],
      [{ deviceCode: MISSING, canari: 1 }, {}],
      [{ deviceCode: 'canari'.repeat(200) }, {}],
      ['[]', {}],
    ];
    for (const [body, headers] of wrong) {
      const answer = await post(browser, PAIRING_PATHS.state, body, headers);
      expect([body, answer.status, await said(answer)]).toEqual([body, 400, { kind: 'malformed' }]);
    }
    expect(JSON.stringify(live.lines)).not.toContain('canari');
    expect(live.lines.filter((line) => line.kind === 'violation')).toHaveLength(wrong.length);
    expect(live.lines.filter((line) => line.kind === 'fault')).toEqual([]);
  });

  test('is answered with what nobody keeps, in cookies that scripts do not read', async () => {
    const answer = await post(new Browser(), PAIRING_PATHS.code);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const cookies = answer.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
  });

  test('asks by POST: an address that is followed does nothing', async () => {
    for (const path of Object.values(PAIRING_PATHS))
      expect([path, (await fetch(live.url + path)).status]).toEqual([path, 404]);
  });
});

describe('[SCR-3] a paired screen', () => {
  test('[W13] that is a wall takes the door of the wall and no other, and writes nothing', async () => {
    const browser = await paired(WALL);
    const wall = await opens(browser, { door: 'wall' });
    for (const command of Object.values(COMMANDS))
      expect([command.type, await wall.send(command)]).toEqual([
        command.type,
        expect.objectContaining({ outcome: 'refused', refusal: 'NotAllowed' }),
      ]);
    wall.close();
    const book = new GrantBook(live.identity.holders);
    const holder = live.identity.holders.holderOf(browser.cookie);
    const others: Door[] = [
      { door: 'lead' },
      { door: 'hospital' },
      { door: 'coordination' },
      { door: 'restspace', space: space('ER-1') },
    ];
    for (const door of others) expect(book.actorFor(holder, door)).toBeNull();
    expect(live.app.host.firstFrame('lead', browser.cookie ?? null)).toBeNull();
    expect(live.app.host.firstFrame(`restspace:${space('ER-1')}`, browser.cookie ?? null)).toBeNull();
    expect(live.app.host.firstFrame('wall', browser.cookie ?? null)).not.toBeNull();
  });

  test('that is a tablet counts in its own space, and in no other', async () => {
    const browser = await paired(COUNTER);
    const tablet = await opens(browser, { door: 'restspace', space: space('ER-1') });
    const open = (id: 'ER-1' | 'ER-2') =>
      tablet.send({ type: 'OpenRestSpace', space: space(id), regime: 'jour' });
    expect(await open('ER-1')).toMatchObject({ outcome: 'accepted' });
    expect(await open('ER-2')).toMatchObject({ outcome: 'refused', refusal: 'NotAllowed' });
    tablet.close();
    expect(live.app.host.firstFrame(`restspace:${space('ER-2')}`, browser.cookie ?? null)).toBeNull();
    expect(live.app.host.firstFrame('wall', browser.cookie ?? null)).toBeNull();
  });

  test('is not unpaired by a page of ours that was left open on it', async () => {
    const browser = await paired(WALL);
    const before = browser.cookie;
    expect(await said(await post(browser, PAIRING_PATHS.code))).toEqual({ kind: 'paired' });
    expect(browser.cookie).toBe(before);
  });
});

test('[SCR-4] it changes its token by itself, and stays paired through restarts and weeks', async () => {
  const browser = await paired(WALL);
  (await opens(browser, { door: 'wall' })).close();
  const tokens = new Set<string>();
  for (let week = 1; week <= 6; week += 1) {
    await live.later(7 * DAY);
    if (week % 2 === 0) {
      await stop();
      await start();
    }
    tokens.add(browser.token('screen'));
    expect(await refresh(browser)).toBe('refreshed');
    (await opens(browser, { door: 'wall' })).close();
  }
  expect(tokens.size).toBe(6);
});

test('[SCR-4] an older token in other hands revokes the screen, which is felt on its link', async () => {
  const browser = await paired(WALL);
  const wall = await opens(browser, { door: 'wall' });
  const stolen = browser.copy();
  expect(await refresh(browser)).toBe('refreshed');
  await live.later(HOUR);
  expect(await refresh(browser)).toBe('refreshed');
  await live.later(2 * MINUTE);
  const closed = new Promise((resolve) => wall.socket.once('disconnect', resolve));
  expect(await refresh(stolen)).toBe('not-paired');
  await closed;
  expect(await refresh(browser)).toBe('not-paired');
  wall.close();
});

test('[SCR-5, D04] a screen that is revoked loses its link at once, and is known as one that was paired', async () => {
  const browser = await paired(WALL);
  const desk = live.app.host.identity?.screens;
  expect(desk?.standing(browser.cookie)).toEqual({ kind: 'paired', opens: '/mur' });
  const wall = await opens(browser, { door: 'wall' });
  const closed = new Promise((resolve) => wall.socket.once('disconnect', resolve));
  const [screen] = live.identity.screens.list();
  if (!screen) throw new Error('no screen');
  expect(screen.seenSecondsAgo).toBe(0);
  await live.identity.screens.revoke(by, screen.screen);
  await closed;
  expect(desk?.standing(browser.cookie)).toEqual({ kind: 'former' });
  expect(await refresh(browser)).toBe('not-paired');
  expect((await ask(browser)).userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  expect(desk?.standing(browser.cookie)).toEqual({ kind: 'none' });
});

describe('[SCR-6] what is tried', () => {
  test('is counted: ten codes asked for together from one network, then one each half-minute', async () => {
    const statuses = [];
    for (let time = 1; time <= 11; time += 1)
      statuses.push((await post(new Browser(), PAIRING_PATHS.code)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429]);
    const answer = await post(new Browser(), PAIRING_PATHS.code);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await said(answer)).toMatchObject({ kind: 'TooOften' });
    await live.later(30 * SECOND);
    expect((await post(new Browser(), PAIRING_PATHS.code)).status).toBe(200);
  });

  test('is worth nothing: a device code that was guessed is of no device', async () => {
    const browser = new Browser();
    await ask(browser);
    for (const guess of [MISSING, 'A'.repeat(43)])
      expect(await poll(browser, guess)).toEqual({ kind: 'expired' });
  });
});

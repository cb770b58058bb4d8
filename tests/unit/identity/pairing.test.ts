import { beforeEach, describe, expect, test } from 'vitest';
import type { ScreenGrant } from '#shared/access/grant';
import type { Holder } from '#server/accounts/holder';
import { DAY, HOUR, MINUTE, SECOND } from '#shared/kernel/instant';
import { Browser, IdentityBench, LEAD } from '../../support/identity.ts';

let bench: IdentityBench;
let by: Holder;
const WALL: ScreenGrant = { role: 'wall' };
const COUNTER = { role: 'restspace', space: 'ER-1' } as ScreenGrant;
const LABEL = 'Écran à configurer';

beforeEach(async () => {
  bench = await IdentityBench.open();
  ({ by } = await bench.administrator());
});

async function ask(screen: Browser) {
  const code = await bench.identity.pairing.ask(screen.visit);
  if (code.kind !== 'code') throw new Error(code.kind);
  return screen.take(code);
}
const poll = async (screen: Browser, deviceCode: string) =>
  screen.take(await bench.identity.pairing.poll(deviceCode, screen.visit));

/** A screen that was paired and has begun to use its token. */
async function paired(grant: ScreenGrant = WALL): Promise<{ screen: Browser; holder: Holder }> {
  const screen = new Browser();
  const { deviceCode, userCode } = await ask(screen);
  await bench.identity.pairing.approve(by, userCode, { grant, label: LABEL });
  await poll(screen, deviceCode);
  return { screen, holder: bench.identity.holders.holderOf(screen.cookie) };
}

describe('[IDN-32] a code to pair a screen', () => {
  test('has eight of twenty consonants, lives ten minutes, and is waited for every five seconds', async () => {
    const screen = new Browser();
    const code = await ask(screen);
    expect(code.userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect([code.expiresInSeconds, code.intervalSeconds]).toEqual([600, 5]);
    expect(await poll(screen, code.deviceCode)).toEqual({ kind: 'pending', intervalSeconds: 5 });
    bench.later(10 * MINUTE - SECOND);
    expect((await poll(screen, code.deviceCode)).kind).toBe('pending');
    bench.later(SECOND);
    expect((await poll(screen, code.deviceCode)).kind).toBe('expired');
    expect(await bench.identity.pairing.approve(by, code.userCode, { grant: WALL, label: LABEL })).toEqual({
      kind: 'CodeUnknown',
    });
  });

  test('that is asked about too soon is asked about more slowly, by five seconds each time', async () => {
    const screen = new Browser();
    const { deviceCode } = await ask(screen);
    await poll(screen, deviceCode);
    bench.later(4 * SECOND);
    expect(await poll(screen, deviceCode)).toEqual({ kind: 'slow_down', intervalSeconds: 10 });
    bench.later(9 * SECOND);
    expect(await poll(screen, deviceCode)).toEqual({ kind: 'slow_down', intervalSeconds: 15 });
    bench.later(15 * SECOND);
    expect(await poll(screen, deviceCode)).toEqual({ kind: 'pending', intervalSeconds: 15 });
  });

  test('is compared before it is approved: the kind of device, its address, the same code', async () => {
    const { userCode } = await ask(new Browser('192.0.2.44'));
    const typed = ` ${userCode.toLowerCase().replace('-', ' ')} `;
    expect(await bench.identity.pairing.look(by, typed)).toEqual({
      kind: 'asked',
      userCode,
      browser: 'firefox',
      system: 'windows',
      address: '192.0.2.44',
      askedAt: bench.clock.now(),
    });
  });

  test('that is denied says so to the screen, and is approved no more', async () => {
    const screen = new Browser();
    const { deviceCode, userCode } = await ask(screen);
    expect(await bench.identity.pairing.deny(by, userCode)).toEqual({ kind: 'done' });
    expect((await poll(screen, deviceCode)).kind).toBe('denied');
    expect((await bench.identity.pairing.approve(by, userCode, { grant: WALL, label: LABEL })).kind).toBe(
      'CodeUnknown',
    );
  });

  test('is of one device: its secret opens nothing elsewhere', async () => {
    const screen = new Browser();
    const { deviceCode, userCode } = await ask(screen);
    const thief = new Browser();
    await ask(thief);
    expect((await poll(thief, deviceCode)).kind).toBe('expired');
    await bench.identity.pairing.approve(by, userCode, { grant: WALL, label: LABEL });
    expect((await poll(thief, deviceCode)).kind).toBe('expired');
    expect((await poll(new Browser(), deviceCode)).kind).toBe('expired');
    expect((await poll(screen, 'x')).kind).toBe('expired');
    expect((await poll(screen, deviceCode)).kind).toBe('approved');
  });

  test('is approved by an administrator alone, who may not try many', async () => {
    const { userCode } = await ask(new Browser());
    const { browser } = await bench.person([LEAD], { login: 'lead@exemple.test' });
    const lead = bench.identity.holders.holderOf(browser.cookie);
    const { pairing } = bench.identity;
    for (const nobody of [lead, { kind: 'anyone' }, { kind: 'visitor' }] as const) {
      expect(await pairing.look(nobody, userCode)).toEqual({ kind: 'NotAllowed' });
      expect(await pairing.approve(nobody, userCode, { grant: WALL, label: LABEL })).toEqual({
        kind: 'NotAllowed',
      });
      expect(await pairing.deny(nobody, userCode)).toEqual({ kind: 'NotAllowed' });
    }
    const answers = await Promise.all(
      Array.from({ length: 11 }, async () => (await pairing.look(by, 'BBBB-BBBB')).kind),
    );
    expect(answers).toEqual([...Array<string>(10).fill('CodeUnknown'), 'TooOften']);
  });

  test('is asked for ten times together from one address, and by two hundred devices in all', async () => {
    const kinds = (address: (at: number) => string, count: number) =>
      Promise.all(
        Array.from(
          { length: count },
          async (_, at) => (await bench.identity.pairing.ask(new Browser(address(at)).visit)).kind,
        ),
      );
    expect(await kinds((at) => `192.0.2.${at}`, 11)).toEqual([...Array<string>(10).fill('code'), 'TooOften']);
    expect((await kinds((at) => `198.51.${at}.1`, 195)).filter((kind) => kind === 'code')).toHaveLength(190);
  });
});

test('[IDN-33] a paired screen is a wall or the counter of one space, through weeks and restarts', async () => {
  const { screen, holder } = await paired(COUNTER);
  expect(bench.identity.holders.grantsOf(holder)).toEqual([COUNTER]);
  for (let week = 1; week <= 12; week += 1) {
    bench.later(7 * DAY);
    await bench.restart();
    await bench.identity.settle();
    expect(bench.identity.holders.grantsOf(bench.identity.holders.holderOf(screen.cookie))).toEqual([
      COUNTER,
    ]);
    screen.keep(await bench.identity.screens.refresh(screen.visit));
  }
  expect(bench.identity.screens.list()).toEqual([
    expect.objectContaining({ label: LABEL, grant: COUNTER, pairedDay: '2026-03-02', seenDay: '2026-05-25' }),
  ]);
  expect(bench.faults).toEqual([]);
});

test('[IDN-34] an approval is kept: the server stopped, the answer lost, the screen still gets its token', async () => {
  const screen = new Browser();
  const { deviceCode, userCode } = await ask(screen);
  await bench.identity.pairing.approve(by, userCode, { grant: WALL, label: LABEL });
  await bench.restart();
  await bench.identity.pairing.poll(deviceCode, screen.visit);
  expect(bench.rolesOf(screen)).toEqual([]);
  expect((await poll(screen, deviceCode)).kind).toBe('approved');
  expect(bench.rolesOf(screen)).toEqual(['wall']);
  expect((await poll(screen, deviceCode)).kind).toBe('expired');
});

test('[IDN-34] an approval that no screen comes for is dropped', async () => {
  const screen = new Browser();
  const { deviceCode, userCode } = await ask(screen);
  await bench.identity.pairing.approve(by, userCode, { grant: WALL, label: LABEL });
  bench.later(16 * MINUTE);
  await bench.identity.settle();
  expect((await poll(screen, deviceCode)).kind).toBe('expired');
  expect(bench.identity.screens.list()).toEqual([]);
});

describe("[IDN-35] a screen's token", () => {
  test('takes effect when it is first seen, so that an answer lost on the way loses no screen', async () => {
    const { screen, holder } = await paired();
    for (let lost = 1; lost <= 5; lost += 1) {
      await bench.identity.screens.refresh(screen.visit);
      bench.later(HOUR);
      expect(bench.identity.holders.holderOf(screen.cookie)).toEqual(holder);
    }
    screen.keep(await bench.identity.screens.refresh(screen.visit));
    expect(bench.identity.holders.holderOf(screen.cookie)).toEqual(holder);
  });

  test('replaced is good for a minute more', async () => {
    const { screen } = await paired();
    const before = screen.copy();
    screen.keep(await bench.identity.screens.refresh(screen.visit));
    expect([bench.rolesOf(screen), bench.rolesOf(before)]).toEqual([['wall'], ['wall']]);
    bench.later(59 * SECOND);
    expect(bench.rolesOf(before)).toEqual(['wall']);
  });

  test('from before that revokes the screen, which a copy of it was using', async () => {
    const { screen, holder } = await paired();
    const copy = screen.copy();
    screen.keep(await bench.identity.screens.refresh(screen.visit));
    expect(bench.rolesOf(screen)).toEqual(['wall']);
    bench.later(60 * SECOND);
    bench.felt.length = 0;
    expect(bench.rolesOf(copy)).toEqual([]);
    expect(bench.felt).toEqual([holder]);
    expect(bench.rolesOf(screen)).toEqual([]);
    expect((await bench.identity.audit.page(0, 100)).at(-1)?.what).toMatchObject({
      kind: 'ScreenRevoked',
      why: 'reused',
    });
  });

  test('opens nothing on another device, and tells nothing of the first', async () => {
    const { screen } = await paired();
    const thief = screen.copy().without('device');
    expect(bench.rolesOf(thief)).toEqual([]);
    await ask(thief);
    thief.keep([`passerelle-screen=${screen.token('screen')}; Path=/`]);
    expect(bench.rolesOf(thief)).toEqual([]);
    expect(bench.rolesOf(screen)).toEqual(['wall']);
  });

  test('is drawn once for two pages that ask together: whichever answer comes last is the good one', async () => {
    const { screen } = await paired();
    const asked = screen.visit;
    const answers = [
      await bench.identity.screens.refresh(asked),
      await bench.identity.screens.refresh(asked),
    ];
    expect(answers.map((cookies) => cookies.length)).toEqual([1, 0]);
    for (const cookies of answers.reverse()) screen.keep(cookies);
    bench.later(HOUR);
    expect(bench.rolesOf(screen)).toEqual(['wall']);
  });

  test('is not refreshed without end', async () => {
    const { screen } = await paired();
    const given = [];
    for (let time = 1; time <= 7; time += 1) {
      given.push((await bench.identity.screens.refresh(screen.visit)).length);
      bench.later(MINUTE);
    }
    expect(given).toEqual([1, 1, 1, 1, 1, 1, 0]);
    expect(bench.rolesOf(screen)).toEqual(['wall']);
  });
});

test('[IDN-36] a screen that is revoked is felt at once, and its cookies open nothing any more', async () => {
  const { screen, holder } = await paired();
  if (holder.kind !== 'screen') throw new Error(holder.kind);
  bench.felt.length = 0;
  const revoking = bench.identity.screens.revoke(by, holder.screen);
  expect(bench.felt).toEqual([holder]);
  expect(bench.identity.holders.grantsOf(holder)).toEqual([]);
  expect(await revoking).toBe(true);
  await bench.restart();
  expect(bench.identity.holders.holderOf(screen.cookie)).toEqual({ kind: 'anyone' });
  expect(await bench.identity.screens.refresh(screen.visit)).toEqual([]);
});

test('[IDN-36] a screen paired again is another one, and the first is no more', async () => {
  const { screen, holder } = await paired(WALL);
  const { deviceCode, userCode } = await ask(screen);
  expect(bench.rolesOf(screen)).toEqual([]);
  await bench.identity.pairing.approve(by, userCode, { grant: COUNTER, label: LABEL });
  await poll(screen, deviceCode);
  expect(bench.rolesOf(screen)).toEqual(['restspace']);
  expect(bench.identity.holders.grantsOf(holder)).toEqual([]);
  expect(bench.identity.screens.list()).toHaveLength(1);
});

test('[IDN-36] a screen not seen for ninety days is paired again', async () => {
  const { screen } = await paired();
  bench.later(91 * DAY);
  await bench.identity.settle();
  expect(bench.rolesOf(screen)).toEqual([]);
});

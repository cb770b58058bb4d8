import { beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#shared/kernel/instant';
import { Browser, IdentityBench, LEAD, OTHER_PASSWORD, PASSWORD, TEAM } from '../../support/identity.ts';
import { MemoryStore } from '../../support/memory-store.ts';

let bench: IdentityBench;
const LOGIN = 'a.personne@exemple.test';
const signIn = async (browser: Browser, password = PASSWORD, login = LOGIN) =>
  browser.take(await bench.identity.signIn.withPassword({ login, password }, browser.visit));

beforeEach(async () => {
  bench = await IdentityBench.open();
});

test('[IDN-10] a password opens the session of whoever needs nothing more, with the rights of the account and no other', async () => {
  await bench.person([TEAM]);
  const browser = new Browser();
  expect((await signIn(browser, PASSWORD, ' A.Personne@Exemple.test ')).kind).toBe('signed-in');
  const { holders } = bench.identity;
  expect(holders.grantsOf(holders.holderOf(browser.cookie))).toEqual([TEAM]);
  expect(holders.holderOf(undefined)).toEqual({ kind: 'anyone' });
  expect(holders.holderOf('passerelle-session=')).toEqual({ kind: 'anyone' });
  expect(holders.holderOf(`passerelle-session=${'A'.repeat(43)}`)).toEqual({ kind: 'anyone' });
  expect(holders.holderOf(`${browser.cookie}; passerelle-session=${'A'.repeat(43)}`)).toEqual({
    kind: 'anyone',
  });
  expect(holders.grantsOf({ kind: 'anyone' })).toEqual([]);
  expect(holders.grantsOf({ kind: 'visitor' })).toEqual([]);
});

test('[IDN-11] an unknown address, a wrong password and a suspended account are answered alike, after the same work', async () => {
  const { account } = await bench.person([TEAM]);
  await bench.identity.accounts.suspend('console', account as never);
  await bench.person([TEAM], { login: 'b.personne@exemple.test' });
  for (const [login, password] of [
    ['nobody@exemple.test', PASSWORD],
    ['not an address', PASSWORD],
    ['b.personne@exemple.test', OTHER_PASSWORD],
    [LOGIN, PASSWORD],
    [LOGIN, OTHER_PASSWORD],
  ]) {
    expect(await signIn(new Browser(), password, login)).toEqual({ kind: 'SignInRefused' });
  }
});

test('[IDN-12] who needs a second factor has no right before it is given, and none is set without the first', async () => {
  await bench.person([LEAD, TEAM]);
  const browser = new Browser();
  expect((await signIn(browser)).kind).toBe('second-factor');
  expect(bench.rolesOf(browser)).toEqual([]);
  expect(bench.identity.holders.holderOf(browser.cookie)).toEqual({ kind: 'anyone' });
  expect(await bench.identity.secondFactor.begin(browser.visit)).toEqual({ kind: 'SignInOver' });
  bench.later(MINUTE);
  expect((await bench.identity.secondFactor.enter('000000', browser.visit)).kind).toBe('CodeRefused');
  const entered = await bench.identity.secondFactor.enter(bench.code(LOGIN), browser.visit);
  expect(browser.take(entered).kind).toBe('signed-in');
  expect(bench.rolesOf(browser)).toEqual(['lead', 'outreach']);
  expect(await bench.identity.secondFactor.enter(bench.code(LOGIN), new Browser().visit)).toEqual({
    kind: 'SignInOver',
  });
});

test('[IDN-12] an account that is given such a right is asked to set a second factor before anything else', async () => {
  const { account, browser } = await bench.person([TEAM]);
  await bench.identity.accounts.changeGrants('console', account as never, [LEAD]);
  expect(bench.rolesOf(browser)).toEqual([]);
  const again = new Browser();
  expect((await signIn(again)).kind).toBe('enrolment');
  expect(bench.rolesOf(again)).toEqual([]);
  expect(await bench.enrol(again, LOGIN)).toHaveLength(10);
  expect(bench.rolesOf(again)).toEqual(['lead']);
});

test('[IDN-13] a code that was taken is not taken again', async () => {
  await bench.person([LEAD]);
  bench.later(MINUTE);
  const [one, other] = [new Browser(), new Browser()];
  await signIn(one);
  await signIn(other);
  const code = bench.code(LOGIN);
  expect((await bench.identity.secondFactor.enter(code, one.visit)).kind).toBe('signed-in');
  expect((await bench.identity.secondFactor.enter(code, other.visit)).kind).toBe('CodeRefused');
});

test('[IDN-14] each of ten recovery codes opens once, however it is typed, even sent twice together', async () => {
  const { recoveryCodes } = await bench.person([LEAD]);
  expect(new Set(recoveryCodes).size).toBe(10);
  const [first = ''] = recoveryCodes;
  expect(first).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
  const browser = new Browser();
  await signIn(browser);
  const { visit } = browser;
  const typed = ` ${first.toLowerCase().replaceAll('-', ' ')}`;
  const answers = await Promise.all([
    bench.identity.secondFactor.enter(first, visit),
    bench.identity.secondFactor.enter(typed, visit),
  ]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['CodeRefused', 'signed-in']);
  await signIn(browser);
  expect((await bench.identity.secondFactor.enter(first, browser.visit)).kind).toBe('CodeRefused');
});

test('[IDN-15] signing in and giving a second factor each draw another token, and the one before opens nothing', async () => {
  await bench.person([LEAD]);
  const browser = new Browser();
  await signIn(browser);
  const waiting = browser.copy();
  bench.later(MINUTE);
  browser.take(await bench.identity.secondFactor.enter(bench.code(LOGIN), browser.visit));
  expect(browser.token('session')).not.toBe(waiting.token('session'));
  expect(bench.rolesOf(waiting)).toEqual([]);
  const before = browser.copy();
  await signIn(browser);
  expect(bench.rolesOf(before)).toEqual([]);
});

describe('[IDN-16] how long a session lives', () => {
  const useFor = async (browser: Browser, ms: number, step: number) => {
    for (let spent = 0; spent < ms; spent += step) {
      bench.later(step);
      await bench.identity.sessions.touch(bench.identity.holders.holderOf(browser.cookie));
    }
  };

  test('a desk eight hours without use', async () => {
    const { browser } = await bench.person([LEAD]);
    bench.later(8 * HOUR - MINUTE);
    expect(bench.rolesOf(browser)).toEqual(['lead']);
    bench.later(MINUTE);
    expect(bench.rolesOf(browser)).toEqual([]);
  });

  test('a desk twelve hours in all, however much it is used', async () => {
    const { browser } = await bench.person([LEAD]);
    await useFor(browser, 12 * HOUR - HOUR, HOUR);
    expect(bench.rolesOf(browser)).toEqual(['lead']);
    await useFor(browser, HOUR, HOUR);
    expect(bench.rolesOf(browser)).toEqual([]);
  });

  test('a phone in the field thirty days', async () => {
    const { browser } = await bench.person([TEAM]);
    await useFor(browser, 29 * DAY, DAY);
    expect(bench.rolesOf(browser)).toEqual(['outreach']);
    await useFor(browser, DAY, DAY);
    expect(bench.rolesOf(browser)).toEqual([]);
  });

  test('a sign-in without its second factor a quarter of an hour', async () => {
    await bench.person([LEAD]);
    const browser = new Browser();
    await signIn(browser);
    bench.later(15 * MINUTE);
    expect((await bench.identity.secondFactor.enter(bench.code(LOGIN), browser.visit)).kind).toBe(
      'SignInOver',
    );
  });

  test('its end is told to whoever listens', async () => {
    const { browser } = await bench.person([LEAD]);
    const holder = bench.identity.holders.holderOf(browser.cookie);
    bench.later(8 * HOUR);
    bench.felt.length = 0;
    await bench.identity.settle();
    expect(bench.felt).toEqual([holder]);
  });
});

test("[IDN-17] a phone's session is noted to the day and a desk's to the quarter of an hour, never to the second", async () => {
  bench.later(3 * HOUR + 7 * MINUTE + 21 * SECOND);
  await bench.person([TEAM]);
  await bench.person([LEAD], { login: 'b.personne@exemple.test' });
  const kept = [...(bench.store as MemoryStore).tables.sessions.values()];
  expect(kept.flatMap(({ openedAt, seenAt }) => [openedAt, seenAt])).toEqual([
    '2026-03-02T00:00:00.000Z',
    '2026-03-02T00:00:00.000Z',
    '2026-03-02T10:00:00.000Z',
    '2026-03-02T10:00:00.000Z',
  ]);
});

test('[IDN-18] wrong passwords are slowed down, each time longer, and never for ever', async () => {
  await bench.person([TEAM]);
  const stranger = (address: number) => new Browser(`198.51.${address}.1`);
  let address = 0;
  for (let failure = 1; failure <= 3; failure += 1) {
    expect((await signIn(stranger((address += 1)), OTHER_PASSWORD)).kind).toBe('SignInRefused');
  }
  const waits: number[] = [];
  for (let failure = 4; failure <= 14; failure += 1) {
    const answer = await signIn(stranger((address += 1)), OTHER_PASSWORD);
    const seconds = answer.kind === 'TooOften' ? answer.seconds : 0;
    waits.push(seconds);
    bench.later(seconds * SECOND);
    expect((await signIn(stranger((address += 1)), OTHER_PASSWORD)).kind).toBe('SignInRefused');
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  bench.later(300 * SECOND);
  expect((await signIn(stranger(250))).kind).toBe('signed-in');
});

test("[IDN-19] strangers' wrong passwords do not slow a device from which the account has signed in", async () => {
  const { browser } = await bench.person([TEAM]);
  for (let failure = 1; failure <= 6; failure += 1)
    await signIn(new Browser(`198.51.${failure}.1`), OTHER_PASSWORD);
  expect((await signIn(new Browser('198.51.77.1'))).kind).toBe('TooOften');
  browser.keep(await bench.identity.sessions.signOut(browser.cookie));
  expect(bench.rolesOf(browser)).toEqual([]);
  expect((await signIn(browser)).kind).toBe('signed-in');
});

test('[IDN-20] one address may try thirty times together, whatever the names, and then one each six seconds; another is not slowed', async () => {
  const answers = await Promise.all(
    Array.from({ length: 31 }, (_, at) =>
      bench.identity.signIn.withPassword(
        { login: `n${at}@exemple.test`, password: PASSWORD },
        new Browser(`192.0.2.${at}`).visit,
      ),
    ),
  );
  // Twenty-four are computed at once; what is beyond waits, from an address that has tries left or not.
  expect(answers.filter(({ kind }) => kind === 'SignInRefused')).toHaveLength(24);
  expect(answers.at(-1)).toEqual({ kind: 'TooOften', seconds: 6 });
  bench.later(6 * SECOND);
  expect((await signIn(new Browser('192.0.2.200'))).kind).toBe('SignInRefused');
  expect((await signIn(new Browser('192.0.2.201'))).kind).toBe('TooOften');
  expect((await signIn(new Browser('192.0.3.201'))).kind).toBe('SignInRefused');
});

test('[IDN-21] people see the devices they are signed in on, by day, and sign out one or all the others', async () => {
  const { browser: here } = await bench.person([TEAM]);
  bench.later(2 * DAY);
  const [there, elsewhere] = [new Browser(), new Browser()];
  await signIn(there);
  await signIn(elsewhere);
  const { holders, sessions } = bench.identity;
  const me = holders.holderOf(here.cookie);
  if (me.kind !== 'account') throw new Error(me.kind);
  await sessions.touch(me);
  const lines = sessions.devicesOf(me.account, me.session);
  expect(lines).toHaveLength(3);
  expect(lines.find(({ isThisOne }) => isThisOne)).toEqual({
    session: me.session,
    browser: 'firefox',
    system: 'windows',
    firstDay: '2026-03-02',
    lastDay: '2026-03-04',
    isThisOne: true,
  });
  const other = holders.holderOf(there.cookie);
  if (other.kind !== 'account') throw new Error(other.kind);
  await sessions.revoke(me, other.session);
  expect([bench.rolesOf(here), bench.rolesOf(there), bench.rolesOf(elsewhere)]).toEqual([
    ['outreach'],
    [],
    ['outreach'],
  ]);
  await sessions.revoke(me, 'others');
  expect([bench.rolesOf(here), bench.rolesOf(elsewhere)]).toEqual([['outreach'], []]);

  const { browser: neighbour } = await bench.person([TEAM], { login: 'b.personne@exemple.test' });
  await sessions.revoke(holders.holderOf(neighbour.cookie), me.session);
  expect(bench.rolesOf(here)).toEqual(['outreach']);
});

test('[IDN-22] a password is changed by who knows the present one, and every other device is signed out', async () => {
  const { browser } = await bench.person([TEAM]);
  const other = new Browser();
  await signIn(other);
  const change = (current: string, next: string) =>
    bench.identity.changeOwnPassword({ current, next }, browser.visit);
  expect((await change(OTHER_PASSWORD, OTHER_PASSWORD)).kind).toBe('CurrentPasswordRefused');
  expect((await change(PASSWORD, 'azertyuiopqsdfgh')).kind).toBe('PasswordFrequent');
  const before = browser.copy();
  expect(browser.take(await change(PASSWORD, OTHER_PASSWORD)).kind).toBe('done');
  expect([browser, other, before].map((one) => bench.rolesOf(one))).toEqual([['outreach'], [], []]);
  expect((await signIn(other)).kind).toBe('SignInRefused');
  expect((await signIn(other, OTHER_PASSWORD)).kind).toBe('signed-in');
});

test('[IDN-23] over https a cookie is bound to its host; a script never reads it and no other site sends it', async () => {
  const { Cookies } = await import('#server/accounts/identity/cookies');
  const token = 'A'.repeat(43);
  const line = new Cookies(true).set('session', token, 12 * HOUR);
  expect(line).toBe(
    `__Host-passerelle-session=${token}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure`,
  );
  expect(new Cookies(true).read(`passerelle-session=${token}`, 'session')).toBe(undefined);
  // Said twice, another host may have put one: neither is believed.
  expect(new Cookies(false).read(`passerelle-session=${token}; passerelle-session=${token}`, 'session')).toBe(
    undefined,
  );
  expect(new Cookies(false).read(`x=1; passerelle-session=${token}`, 'session')).toBe(token);
});

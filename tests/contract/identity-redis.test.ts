import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRedisStore } from '#server/accounts/identity/redis-store';
import { LogUnavailable } from '#server/log/event-log';
import { hashOfToken } from '#server/accounts/identity/token';
import type { AccountId } from '#shared/kernel/ids';
import type { Holder } from '#server/accounts/holder';
import { MINUTE, plus } from '#shared/kernel/instant';
import { totpNow } from '../support/totp.ts';
import { askRedis, textsIn } from '../support/redis-bytes.ts';
import { bytesOf, foundIn } from '../support/search-bytes.ts';
import { Browser, IdentityBench, LEAD, PASSWORD, TEAM } from '../support/identity.ts';
import { isRedisInstalled, startRedis, type RedisServer } from '../support/redis-server.ts';

const LOGIN = 'equipe@exemple.test';

describe.skipIf(!isRedisInstalled)('identities that several servers hold in one Redis', () => {
  let redis: RedisServer;
  let one: IdentityBench;
  let two: IdentityBench;
  const store = () => openRedisStore({ url: redis.url }, 'essai');
  beforeEach(async () => {
    redis = await startRedis();
    one = await IdentityBench.open(await store(), 'one');
    two = await IdentityBench.open(await store(), 'two');
  });
  afterEach(async () => {
    for (const bench of [one, two]) await bench.identity.close();
    await redis.remove();
  });

  async function invited(): Promise<string> {
    const outcome = await one.identity.accounts.invite('console', {
      login: LOGIN,
      name: 'Prénom Nom',
      organisation: 'À configurer',
      grants: [TEAM],
    });
    if (outcome.kind !== 'invited') throw new Error(outcome.kind);
    await two.identity.settle();
    return outcome.token;
  }
  async function signedIn(): Promise<Browser> {
    const token = await invited();
    const browser = new Browser();
    const taken = await one.identity.invitations.take({ token, password: PASSWORD }, browser.visit);
    if ('cookies' in taken) browser.take(taken);
    await two.identity.settle();
    return browser;
  }

  test('[NOD-20] who signs in on one is known to the other, and whose rights are taken away on one loses them on the other', async () => {
    const browser = await signedIn();
    expect([one.rolesOf(browser), two.rolesOf(browser)]).toEqual([['outreach'], ['outreach']]);
    const felt: unknown[] = [];
    two.identity.holders.onChange((holder) => felt.push(holder));
    const account = one.identity.people()[0]?.id;
    if (!account) throw new Error('nobody');
    await one.identity.accounts.changeGrants('console', account, [LEAD]);
    await two.identity.settle();
    expect(felt.length).toBeGreaterThan(0);
    expect(two.rolesOf(browser)).toEqual(one.rolesOf(browser));
    await one.identity.accounts.suspend('console', account);
    await two.identity.settle();
    expect(two.rolesOf(browser)).toEqual([]);
  });

  test('[NOD-21] an invitation is taken once, on whichever server', async () => {
    const token = await invited();
    const both = await Promise.allSettled(
      [one, two].map(({ identity }) =>
        identity.invitations.take({ token, password: PASSWORD }, new Browser().visit),
      ),
    );
    const taken = both.filter((each) => each.status === 'fulfilled' && 'cookies' in each.value);
    expect(taken).toHaveLength(1);
    for (const { identity } of [one, two]) await identity.settle();
    expect(one.identity.people()).toEqual(two.identity.people());
    expect(one.identity.people()).toHaveLength(1);
  });

  test('[NOD-22] both tell one chain of the audit, whole, whoever writes', async () => {
    const browser = await signedIn();
    const who = one.identity.holders.holderOf(browser.cookie);
    if (who.kind !== 'account') throw new Error('nobody');
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? one : two).identity.audit.tell({
          at: one.clock.now(),
          who,
          what: { kind: 'ViewOpened', view: 'lead' },
        }),
      ),
    );
    for (const { identity } of [one, two]) {
      await identity.settle();
      expect(await identity.audit.verify()).toMatchObject({ kind: 'whole' });
    }
    expect(one.identity.audit.head).toBe(two.identity.audit.head);
    const told = (await one.identity.audit.page(0, 500)).filter(({ what }) => what.kind === 'ViewOpened');
    expect(told).toHaveLength(40);
  });

  async function administrator(): Promise<Holder> {
    const { by } = await one.administrator();
    await two.identity.settle();
    return by;
  }
  async function asked(screen: Browser) {
    const code = await one.identity.pairing.ask(screen.visit);
    if (code.kind !== 'code') throw new Error(code.kind);
    return screen.take(code);
  }
  const WALL = { grant: { role: 'wall' }, label: 'Écran à configurer' } as const;

  test('[NOD-24] a screen that shows a code of one is compared and approved on the other, and collects on either', async () => {
    const by = await administrator();
    for (const [from, collects] of [
      [one, two],
      [two, one],
    ] as const) {
      const screen = new Browser();
      const { deviceCode, userCode } = await asked(screen);
      expect(await two.identity.pairing.look(by, userCode)).toMatchObject({ kind: 'asked', userCode });
      expect((await collects.identity.pairing.poll(deviceCode, screen.visit)).kind).toBe('pending');
      expect((await from.identity.pairing.poll(deviceCode, screen.visit)).kind).toBe('slow_down');
      expect((await two.identity.pairing.approve(by, userCode, WALL)).kind).toBe('approved');
      // Nothing told it: it asks before it says that the code is over.
      expect(screen.take(await collects.identity.pairing.poll(deviceCode, screen.visit)).kind).toBe(
        'approved',
      );
      await from.identity.heed(screen.cookie);
      expect(from.rolesOf(screen)).toEqual(['wall']);
    }
  });

  test('[NOD-24] of two who approve or deny it at the same moment, one does; denied on one, it is on the other', async () => {
    const by = await administrator();
    const { userCode } = await asked(new Browser());
    const both = await Promise.all(
      [one, two].map(({ identity }) => identity.pairing.approve(by, userCode, WALL)),
    );
    expect(both.map(({ kind }) => kind).sort()).toEqual(['CodeUnknown', 'approved']);
    const screen = new Browser();
    const other = await asked(screen);
    expect(await two.identity.pairing.deny(by, other.userCode)).toEqual({ kind: 'done' });
    expect((await one.identity.pairing.poll(other.deviceCode, screen.visit)).kind).toBe('denied');
    expect((await one.identity.pairing.approve(by, other.userCode, WALL)).kind).toBe('CodeUnknown');
  });

  test('[NOD-25] a second factor is begun on one, set on the other, and asked for by both', async () => {
    const outcome = await one.identity.accounts.invite('console', {
      login: LOGIN,
      name: 'Prénom Nom',
      organisation: 'À configurer',
      grants: [LEAD],
    });
    if (outcome.kind !== 'invited') throw new Error(outcome.kind);
    const browser = new Browser();
    await two.identity.settle();
    browser.take(
      await two.identity.invitations.take({ token: outcome.token, password: PASSWORD }, browser.visit),
    );
    await one.identity.heed(browser.cookie);
    const begun = await one.identity.secondFactor.begin(browser.visit);
    expect(await two.identity.secondFactor.shown(browser.visit)).toEqual(begun);
    if ('kind' in begun) throw new Error(begun.kind);
    const code = totpNow(begun.secret, one.clock.now());
    expect(browser.take(await two.identity.secondFactor.confirm(code, browser.visit)).kind).toBe('signed-in');
    await one.identity.heed(browser.cookie);
    expect([one.rolesOf(browser), two.rolesOf(browser)]).toEqual([['lead'], ['lead']]);

    for (const { clock } of [one, two]) clock.set(plus(clock.now(), MINUTE));
    const again = new Browser();
    const typed = { login: LOGIN, password: PASSWORD };
    expect(again.take(await one.identity.signIn.withPassword(typed, again.visit)).kind).toBe('second-factor');
    await two.identity.heed(again.cookie);
    const next = totpNow(begun.secret, one.clock.now());
    const half = again.copy();
    expect(again.take(await two.identity.secondFactor.enter(next, again.visit)).kind).toBe('signed-in');
    expect(two.rolesOf(again)).toEqual(['lead']);
    // The same code, where nothing of it was heard yet.
    const repeated = await one.identity.secondFactor.enter(next, half.visit).catch(() => ({ kind: 'fault' }));
    expect(repeated.kind).not.toBe('signed-in');
  });

  test('[NOD-26] wrong passwords told to one and the other are counted together, and both ask to wait', async () => {
    await signedIn();
    let tries = 0;
    // Each from an address of its own, which has an allowance too.
    const from = () => new Browser(`203.0.${(tries += 1)}.1`).visit;
    const wrong = (bench: IdentityBench) =>
      bench.identity.signIn.withPassword({ login: LOGIN, password: 'faux' }, from());
    expect([await wrong(one), await wrong(two), await wrong(one)].map(({ kind }) => kind)).toEqual(
      Array(3).fill('SignInRefused'),
    );
    expect([await wrong(two), await wrong(one)]).toEqual(Array(2).fill({ kind: 'TooOften', seconds: 1 }));
    for (const [bench, other, seconds] of [
      [two, one, 2],
      [one, two, 4],
    ] as const) {
      await expect.poll(() => wrong(bench), { timeout: 10_000 }).toEqual({ kind: 'SignInRefused' });
      expect(await wrong(other)).toEqual({ kind: 'TooOften', seconds });
    }
    const right = { login: LOGIN, password: PASSWORD };
    await expect
      .poll(async () => (await one.identity.signIn.withPassword(right, from())).kind, {
        timeout: 10_000,
      })
      .toBe('signed-in');
    expect(await wrong(two)).toEqual({ kind: 'SignInRefused' });
  });

  test('[NOD-26] codes asked for from one address are, and a hundred at once are a hundred', async () => {
    const kinds = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const { identity } = at % 2 === 0 ? one : two;
        return (await identity.pairing.ask(new Browser('203.0.113.9').visit)).kind;
      }),
    );
    expect(kinds.filter((kind) => kind === 'code')).toHaveLength(10);
  });

  test('[NOD-28] what is held for minutes says nothing in Redis, and is in none of its files', async () => {
    const by = await administrator();
    const screen = new Browser('203.0.113.77');
    const { deviceCode, userCode } = await asked(screen);
    await one.identity.signIn.withPassword({ login: LOGIN, password: 'faux' }, screen.visit);
    const plain = userCode.replace('-', '');
    const needles = [deviceCode, hashOfToken(deviceCode), plain, userCode, '203.0.113', hashOfToken(plain)];
    const held = await textsIn(redis.url, ':moment:');
    expect(held.length).toBeGreaterThan(5);
    for (const needle of needles) expect(held.filter((text) => text.includes(needle))).toEqual([]);
    // Names and texts as they lie there are not in what a restart reads.
    const own = held.filter((text) => text.length >= 40 && !text.includes(':moment:'));
    expect(own.length).toBeGreaterThan(3);
    expect(foundIn(bytesOf(redis.folder), [...needles, ...own])).toEqual([]);
    await redis.kill();
    await redis.start();
    await expect
      .poll(async () => (await two.identity.pairing.look(by, userCode).catch(() => null))?.kind, {
        timeout: 10_000,
      })
      .toBe('CodeUnknown');
  });

  test('[NOD-28] while Redis is away nobody comes in and nobody is paired, and who is in stays', async () => {
    const browser = await signedIn();
    const by = await administrator();
    const { userCode } = await asked(new Browser());
    await redis.kill();
    const typed = { login: LOGIN, password: PASSWORD };
    const { signIn, pairing, invitations } = two.identity;
    const visit = new Browser().visit;
    for (const refused of [
      () => signIn.withPassword(typed, visit),
      () => pairing.ask(visit),
      () => pairing.look(by, userCode),
      () => pairing.approve(by, userCode, WALL),
      () => invitations.look('x'.repeat(43), visit),
    ])
      await expect(refused()).rejects.toThrow(LogUnavailable);
    await two.identity.heed(`passerelle-session=${'x'.repeat(43)}`);
    expect(two.rolesOf(browser)).toEqual(['outreach']);
    await redis.start();
  });

  test('[NOD-29] a screen that was given its next token by one keeps its place on the other', async () => {
    const by = await administrator();
    const screen = new Browser();
    const { deviceCode, userCode } = await asked(screen);
    await one.identity.pairing.approve(by, userCode, WALL);
    screen.take(await one.identity.pairing.poll(deviceCode, screen.visit));
    expect(one.rolesOf(screen)).toEqual(['wall']);
    await two.identity.settle();
    screen.keep(await one.identity.screens.refresh(screen.visit));
    expect(one.rolesOf(screen)).toEqual(['wall']);
    // It comes to the other one before that has heard of the token: it is not taken for a stolen one.
    expect(two.rolesOf(screen)).toEqual([]);
    await expect.poll(() => two.rolesOf(screen)).toEqual(['wall']);
    await one.identity.settle();
    expect(one.rolesOf(screen)).toEqual(['wall']);
  });

  test('[NOD-31] nothing that names somebody is left in the files once their account is deleted, and the others go on', async () => {
    for (let number = 1; number <= 20; number += 1)
      await one.identity.accounts.invite('console', {
        login: `personne-${number}@exemple.test`,
        name: `Nom ${number}`,
        organisation: 'À configurer',
        grants: [TEAM],
      });
    const { browser, account, login } = await one.person([LEAD], { login: 'effacee@exemple.test' });
    await one.identity.accounts.rename('console', account as AccountId, {
      name: 'Prénom Unique',
      organisation: 'À configurer',
    });
    const session = one.identity.holders.holderOf(browser.cookie);
    if (session.kind !== 'account') throw new Error(session.kind);
    const named = [login, 'Prénom Unique', session.session];
    await two.identity.settle();
    expect(foundIn(bytesOf(redis.folder), named)).toEqual(named);
    await one.identity.accounts.delete('console', account as AccountId);
    expect(foundIn(bytesOf(redis.folder), named)).toEqual([]);
    expect(foundIn(bytesOf(redis.folder), [account, 'personne-20@exemple.test'])).toHaveLength(2);
    await two.identity.settle();
    expect([two.rolesOf(browser), two.identity.people()]).toEqual([[], one.identity.people()]);
    expect(await two.identity.audit.verify()).toMatchObject({ kind: 'whole' });
  });

  test('[NOD-31] a server that died between the two leaves it to the next one that begins', async () => {
    const { account, login } = await one.person([LEAD], { login: 'effacee@exemple.test' });
    await two.identity.settle();
    // The files cannot be written anew: it is deleted all the same, and still due.
    await askRedis(redis, ['ACL', 'SETUSER', 'default', '-bgrewriteaof']);
    await one.identity.accounts.delete('console', account as AccountId);
    expect(one.identity.people()).toEqual([]);
    expect(foundIn(bytesOf(redis.folder), [login])).toEqual([login]);
    await askRedis(redis, ['ACL', 'SETUSER', 'default', '+bgrewriteaof']);
    const next = await store();
    expect(foundIn(bytesOf(redis.folder), [login])).toEqual([]);
    await next.close();
  });

  test('[NOD-23] what was answered is there after Redis was killed; while it is away nobody loses their rights, and nothing changes', async () => {
    const browser = await signedIn();
    await redis.kill();
    await expect(
      one.identity.accounts.invite('console', {
        login: 'autre@exemple.test',
        name: 'Prénom Nom',
        organisation: 'À configurer',
        grants: [TEAM],
      }),
    ).rejects.toThrow();
    await one.identity.settle();
    expect([one.rolesOf(browser), two.rolesOf(browser)]).toEqual([['outreach'], ['outreach']]);
    await redis.start();
    await expect
      .poll(async () => {
        await one.identity.settle();
        return one.identity.people().length;
      })
      .toBe(1);
    expect(one.rolesOf(browser)).toEqual(['outreach']);
    const after = await IdentityBench.open(await store(), 'three');
    expect(after.rolesOf(browser)).toEqual(['outreach']);
    await after.identity.close();
  });
});

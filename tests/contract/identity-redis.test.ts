import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRedisStore } from '#server/accounts/identity/redis-store';
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

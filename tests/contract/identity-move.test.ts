import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noBreachedPasswords } from '#server/accounts/identity/breached-list';
import { openEmbeddedStore } from '#server/accounts/identity/embedded-store';
import { Identity } from '#server/accounts/identity/identity';
import { openKey } from '#server/accounts/identity/key';
import { moveAccounts } from '#server/accounts/identity/move-accounts';
import { openRedisStore } from '#server/accounts/identity/redis-store';
import type { IdentityStore } from '#server/accounts/identity/store';
import { realChance } from '#server/ports/chance';
import { SettableClock } from '#server/ports/clock';
import { MINUTE, plus } from '#shared/kernel/instant';
import { Browser, LEAD, PASSWORD, START, TEAM } from '../support/identity.ts';
import { isRedisInstalled, startRedis, type RedisServer } from '../support/redis-server.ts';
import { totpNow } from '../support/totp.ts';

const SECRET = 'the secret that servers on Redis have';
const LOGIN = 'lead@exemple.test';
const clock = new SettableClock(START);

describe.skipIf(!isRedisInstalled)('[NOD-32] accounts that move from a folder into Redis', () => {
  let redis: RedisServer;
  let folder: string;
  let browser: Browser;
  let secret: string;
  beforeEach(async () => {
    redis = await startRedis();
    folder = mkdtempSync(join(tmpdir(), 'identity-'));
    // The secret of this server is the one that it made in its folder.
    const identity = await opened(openEmbeddedStore(folder), null);
    browser = new Browser();
    secret = await enrolled(identity);
    await invited(identity, 'equipe@exemple.test', TEAM);
    await identity.close();
  });
  afterEach(async () => {
    await redis.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const there = () => openRedisStore({ url: redis.url }, 'essai');
  const opened = (store: IdentityStore, given: string | null) =>
    Identity.open({
      store,
      key: openKey(folder, given, realChance),
      clock,
      chance: realChance,
      breached: noBreachedPasswords,
      policy: () => '9c21',
      isSecure: false,
      onFault: (cause) => {
        throw cause;
      },
    });
  const move = (more: { secret?: string; oldSecret?: string } = {}) =>
    moveAccounts({
      from: folder,
      to: { url: redis.url },
      territory: 'essai',
      oldSecret: null,
      secret: SECRET,
      chance: realChance,
      ...more,
    });
  async function invited(identity: Identity, login: string, grant: typeof LEAD): Promise<string> {
    const names = { name: 'Prénom Nom', organisation: 'Organisme à configurer' };
    const asked = await identity.accounts.invite('console', { login, grants: [grant], ...names });
    if (asked.kind !== 'invited') throw new Error(asked.kind);
    return asked.token;
  }
  async function enrolled(identity: Identity): Promise<string> {
    const token = await invited(identity, LOGIN, LEAD);
    browser.take(await identity.invitations.take({ token, password: PASSWORD }, browser.visit));
    const begun = await identity.secondFactor.begin(browser.visit);
    if ('kind' in begun) throw new Error(begun.kind);
    const code = totpNow(begun.secret, clock.now());
    browser.take(await identity.secondFactor.confirm(code, browser.visit));
    return begun.secret;
  }

  test('are all there, with the journal: who was signed in stays so, and their second factor goes on', async () => {
    expect(await move()).toEqual({
      accounts: 2,
      sessions: 1,
      screens: 0,
      invitations: 1,
      auditRows: 5,
      already: false,
    });
    const identity = await opened(await there(), SECRET);
    const { holders, audit } = identity;
    expect(holders.grantsOf(holders.holderOf(browser.cookie))).toEqual([LEAD]);
    expect(await audit.verify()).toMatchObject({ kind: 'whole', rows: 5 });
    clock.set(plus(clock.now(), MINUTE));
    const again = new Browser();
    again.take(await identity.signIn.withPassword({ login: LOGIN, password: PASSWORD }, again.visit));
    const code = totpNow(secret, clock.now());
    expect((await identity.secondFactor.enter(code, again.visit)).kind).toBe('signed-in');
    await identity.close();
  });

  test('moved again are found there, and cut short go on', async () => {
    const source = openEmbeddedStore(folder);
    const rows = await source.auditRows(0, 3);
    await source.close();
    const target = await there();
    await target.load();
    await target.commit(rows.map((row) => ({ tell: row })));
    await target.close();
    expect(await move()).toMatchObject({ accounts: 2, auditRows: 5, already: false });
    expect(await move()).toMatchObject({ accounts: 2, auditRows: 5, already: true });
  });

  test('write over nobody, and leave the folder as it was', async () => {
    const identity = await opened(await there(), SECRET);
    await invited(identity, 'autre@exemple.test', TEAM);
    await identity.close();
    await expect(move()).rejects.toThrow('already holds accounts of this territory: nothing was moved');
    const after = await opened(openEmbeddedStore(folder), null);
    expect(after.people()).toHaveLength(2);
    await after.close();
    const kept = await opened(await there(), SECRET);
    expect(kept.people()).toHaveLength(1);
    await kept.close();
  });

  test('are not moved under a secret that is not theirs, while a server holds them, or where there are none', async () => {
    await expect(move({ oldSecret: 'another secret, long enough for it' })).rejects.toThrow(
      'sealed under another secret: nothing was moved',
    );
    const held = openEmbeddedStore(folder);
    await held.load();
    await expect(move()).rejects.toThrow('in use by another process');
    await held.close();
    const empty = mkdtempSync(join(tmpdir(), 'identity-'));
    const to = { url: redis.url };
    const asked = {
      from: empty,
      to,
      territory: 'essai',
      oldSecret: null,
      secret: SECRET,
      chance: realChance,
    };
    expect(await moveAccounts(asked)).toBeNull();
    rmSync(empty, { recursive: true });
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { IDENTITY_FILE, openEmbeddedStore } from '#server/accounts/identity/embedded-store';
import { Identity } from '#server/accounts/identity/identity';
import { KEY_FILE, openKey } from '#server/accounts/identity/key';
import { noBreachedPasswords } from '#server/accounts/identity/breached-list';
import { realChance } from '#server/ports/chance';
import type { AccountId } from '#shared/kernel/ids';
import { MINUTE } from '#shared/kernel/instant';
import { systemClock } from '#server/ports/clock';
import { Browser, IdentityBench, LEAD, OTHER_PASSWORD, PASSWORD, TEAM } from '../support/identity.ts';
import { bytesOf, foundIn } from '../support/search-bytes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'identity-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('[IDN-44] no password, token, code or secret lies in the files, in an answer that is no answer to its owner, or in the audit', async () => {
  const bench = await IdentityBench.open(openEmbeddedStore(folder));
  const secrets = new Set<string>([PASSWORD, OTHER_PASSWORD]);
  const said: unknown[] = [];
  const keep = (browser: Browser) => {
    for (const name of ['session', 'screen', 'device'] as const) secrets.add(browser.token(name));
  };

  const invited = await bench.identity.accounts.invite('console', {
    login: 'lead@exemple.test',
    name: 'Prénom Nom',
    organisation: 'À configurer',
    grants: [LEAD],
  });
  if (invited.kind !== 'invited') throw new Error(invited.kind);
  secrets.add(invited.token);
  secrets.add((await bench.identity.invitations.forFirstAdministrator()) ?? '');
  const browser = new Browser();
  for (const password of ['court', 'azertyuiopqsdfgh', PASSWORD]) {
    const taken = await bench.identity.invitations.take({ token: invited.token, password }, browser.visit);
    if ('cookies' in taken) browser.take(taken);
    else said.push(taken);
    keep(browser);
  }
  const begun = await bench.identity.secondFactor.begin(browser.visit);
  if ('kind' in begun) throw new Error(begun.kind);
  secrets.add(begun.secret);
  for (const code of await bench.enrol(browser, 'lead@exemple.test')) {
    secrets.add(code);
    secrets.add(code.replaceAll('-', ''));
  }
  keep(browser);
  const [recoveryCode = ''] = [...secrets].filter((secret) => /^.{4}-.{4}-.{4}$/.test(secret));
  for (const code of ['000000', 'ZZZZ-ZZZZ-ZZZZ', recoveryCode]) {
    bench.later(MINUTE);
    const there = new Browser();
    const typed = { login: 'lead@exemple.test', password: PASSWORD };
    said.push(await bench.identity.signIn.withPassword({ ...typed, password: OTHER_PASSWORD }, there.visit));
    bench.later(MINUTE);
    there.take(await bench.identity.signIn.withPassword(typed, there.visit));
    keep(there);
    const entered = await bench.identity.secondFactor.enter(code, there.visit);
    if ('cookies' in entered) there.take(entered);
    else said.push(entered);
    keep(there);
  }
  bench.later(MINUTE);
  const changed = await bench.identity.changeOwnPassword(
    { current: PASSWORD, next: OTHER_PASSWORD },
    browser.visit,
  );
  if (changed.kind !== 'done') throw new Error(changed.kind);
  keep(browser.take(changed) && browser);
  await bench.identity.accounts.changeGrants('console', invited.account, [LEAD, TEAM]);
  browser.take(await bench.identity.sessions.rotated(browser.cookie));
  keep(browser);
  expect(bench.rolesOf(browser)).toEqual(['lead', 'outreach']);

  const screen = new Browser();
  const code = await bench.identity.pairing.ask(screen.visit);
  if (code.kind !== 'code') throw new Error(code.kind);
  screen.take(code);
  for (const secret of [code.deviceCode, code.userCode]) secrets.add(secret);
  await bench.identity.pairing.approve('console', code.userCode, { grant: { role: 'wall' }, label: 'Écran' });
  screen.take(await bench.identity.pairing.poll(code.deviceCode, screen.visit));
  keep(screen);
  for (let time = 1; time <= 3; time += 1) {
    expect(bench.rolesOf(screen)).toEqual(['wall']);
    screen.keep(await bench.identity.screens.refresh(screen.visit));
    keep(screen);
  }
  bench.later(2 * MINUTE);

  said.push(await Array.fromAsync(bench.identity.audit.export('csv')));
  said.push(
    bench.identity.screens.list(),
    bench.identity.sessions.devicesOf(invited.account, null),
    bench.faults,
  );
  secrets.delete('');
  expect(secrets.size).toBeGreaterThan(40);
  const open = bytesOf(folder);
  await bench.identity.close();
  for (const bytes of [open, bytesOf(folder), Buffer.from(JSON.stringify(said))]) {
    expect(foundIn(bytes, [...secrets])).toEqual([]);
  }
  // The search would have found them: it finds what is kept in clear.
  expect(foundIn(open, ['lead@exemple.test'])).toEqual(['lead@exemple.test']);
}, 60_000);

test('[IDN-73] nothing that names somebody is left in the files once their account is deleted', async () => {
  const bench = await IdentityBench.open(openEmbeddedStore(folder));
  // Enough for rows to have moved from page to page.
  for (let number = 1; number <= 40; number += 1) {
    const asked = { name: `Nom effacé ${number}`, organisation: 'Organisme à configurer', grants: [TEAM] };
    await bench.identity.accounts.invite('console', { ...asked, login: `personne-${number}@exemple.test` });
  }
  const { browser, account, login } = await bench.person([LEAD], { login: 'effacee@exemple.test' });
  await bench.identity.accounts.rename('console', account as AccountId, {
    name: 'Prénom Unique',
    organisation: 'Organisme à configurer',
  });
  const session = bench.identity.holders.holderOf(browser.cookie);
  if (session.kind !== 'account') throw new Error(session.kind);
  const named = [login, 'Prénom Unique', session.session];
  expect(foundIn(bytesOf(folder), named)).toEqual(named);
  await bench.identity.accounts.delete('console', account as AccountId);
  expect(foundIn(bytesOf(folder), named)).toEqual([]);
  // The journal keeps the id, and the others are all there.
  expect(foundIn(bytesOf(folder), [account, 'personne-40@exemple.test'])).toHaveLength(2);
  await bench.identity.close();
});

test('[IDN-45] the files are for the server alone, and hold by one process', async () => {
  const store = openEmbeddedStore(folder);
  openKey(folder, null, realChance);
  await store.load();
  for (const file of [IDENTITY_FILE, KEY_FILE])
    expect(statSync(join(folder, file)).mode & 0o777, file).toBe(0o600);
  expect(() => openEmbeddedStore(folder)).toThrow('in use by another process');
  await store.close();
});

test('[IDN-46] the key is made once, or given and never written; identities sealed under another one stop the start', async () => {
  const made = openKey(folder, null, realChance);
  expect(openKey(folder, null, realChance)).toEqual(made);
  expect(readFileSync(join(folder, KEY_FILE))).toHaveLength(32);
  const secret = 'un secret de trente-deux signes au moins';
  const given = openKey(folder, secret, realChance);
  expect(given.check).not.toBe(made.check);
  expect(() => openKey(folder, 'court', realChance)).toThrow('shorter than 32');
  const open = (key: typeof made) => {
    const store = openEmbeddedStore(folder);
    const ports = { store, key, clock: systemClock, chance: realChance, breached: noBreachedPasswords };
    return Identity.open({ ...ports, policy: () => '', isSecure: false, onFault: () => {} }).catch(
      async (cause: unknown) => {
        await store.close();
        throw cause;
      },
    );
  };
  await (await open(given)).close();
  await expect(open(made)).rejects.toThrow('sealed under another secret');
  await (await open(given)).close();
  expect(foundIn(bytesOf(folder), [secret])).toEqual([]);
});

test('[IDN-46] a row that this program did not write stops the start, and is not said', async () => {
  const bench = await IdentityBench.open(openEmbeddedStore(folder));
  await bench.person([TEAM]);
  await bench.identity.close();
  const db = new DatabaseSync(join(folder, IDENTITY_FILE));
  db.exec(`UPDATE accounts SET row = json_set(row, '$.grants[0].role', 'police')`);
  db.close();
  const store = openEmbeddedStore(folder);
  await expect(store.load()).rejects.toThrow(
    /^A row of accounts in identity.db is not one this program wrote.$/,
  );
  await store.close();
});

test('[IDN-47] the audit of the file proves itself after a restart, and an edit of the file is named', async () => {
  let bench = await IdentityBench.open(openEmbeddedStore(folder));
  const { account } = await bench.person([LEAD]);
  await bench.identity.accounts.suspend('console', account as AccountId);
  await bench.identity.close();
  const db = new DatabaseSync(join(folder, IDENTITY_FILE));
  db.exec(`UPDATE audit SET text = replace(text, '"lead"', '"wall"') WHERE n = 2`);
  db.close();
  bench = await IdentityBench.open(openEmbeddedStore(folder));
  expect(await bench.identity.audit.verify()).toEqual({ kind: 'broken', n: 2, why: 'edited' });
  await bench.identity.close();
});

test('[IDN-48] what was acknowledged is there after the server is killed in the middle, five times, and the audit is whole', async ({
  signal,
}) => {
  // One that took too long goes on beside the next attempt: never in its folder.
  const own = folder;
  const kept: string[] = [];
  for (let round = 1; round <= 5; round += 1) {
    const writer = spawn(process.execPath, [join(import.meta.dirname, 'identity-writer.ts'), own], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    signal.addEventListener('abort', () => writer.kill('SIGKILL'));
    const ended = once(writer, 'close');
    const before = kept.length;
    for await (const line of createInterface({ input: writer.stdout })) {
      kept.push(line);
      if (kept.length === before + 17 * round) writer.kill('SIGKILL');
    }
    expect(await ended).toEqual([null, 'SIGKILL']);
    if (signal.aborted) return;
    const store = openEmbeddedStore(own);
    const { accounts, screens, invitations } = await store.load();
    const found = new Set([
      ...accounts.map(({ id }) => `account ${id}`),
      ...screens.map(({ id }) => `screen ${id}`),
    ]);
    expect(kept.filter((line) => !found.has(line))).toEqual([]);
    // All or none of what belongs together: an account comes with its invitation and its row in the audit.
    expect(invitations).toHaveLength(accounts.length);
    const bench = await IdentityBench.open(store);
    expect(await bench.identity.audit.verify()).toMatchObject({
      kind: 'whole',
      rows: accounts.length + screens.length,
    });
    await bench.identity.close();
  }
}, 120_000);

import { beforeEach, describe, expect, test } from 'vitest';
import { chained } from '#server/accounts/identity/chain';
import { journalDesk } from '#server/accounts/identity/journal-desk';
import { whatSchema, type What } from '#server/accounts/identity/told';
import type { AccountId } from '#shared/kernel/ids';
import { DAY, HOUR, MINUTE } from '#shared/kernel/instant';
import { Browser, IdentityBench, LEAD, OTHER_PASSWORD, TEAM } from '../../support/identity.ts';
import { MemoryStore } from '../../support/memory-store.ts';

let bench: IdentityBench;
let store: MemoryStore;
const kinds = async () => (await bench.identity.audit.page(0, 500)).map(({ what }) => what.kind);

beforeEach(async () => {
  store = new MemoryStore();
  bench = await IdentityBench.open(store);
});

test('[IDN-37] who signs in, is refused, is invited, changed or suspended, and which screen comes and goes, is in the audit', async () => {
  const { by } = await bench.administrator();
  const { account } = await bench.person([TEAM]);
  const { accounts, signIn, pairing, screens } = bench.identity;
  await signIn.withPassword(
    { login: 'a.personne@exemple.test', password: OTHER_PASSWORD },
    new Browser().visit,
  );
  await accounts.changeGrants(by, account as AccountId, [LEAD]);
  await accounts.suspend(by, account as AccountId);
  const code = await pairing.ask(new Browser().visit);
  if (code.kind !== 'code') throw new Error(code.kind);
  const approved = await pairing.approve(by, code.userCode, { grant: { role: 'wall' }, label: 'Écran' });
  if (approved.kind !== 'approved') throw new Error(approved.kind);
  await screens.revoke(by, approved.screen);
  expect(await kinds()).toEqual([
    'AccountInvited',
    'AccountChanged',
    'SecondFactorSet',
    'SignedIn',
    'AccountInvited',
    'AccountChanged',
    'SignedIn',
    'SignInRefused',
    'AccountChanged',
    'AccountSuspended',
    'ScreenPaired',
    'ScreenRevoked',
  ]);
  const rows = await bench.identity.audit.page(0, 500);
  const who = by.kind === 'account' ? by.account : '';
  expect(rows.map((row) => row.who)).toEqual([
    ...['console', 'anyone', who, who],
    ...['console', 'anyone', account, 'anyone'],
    ...[who, who, who, who],
  ]);
  expect(rows[8]?.what).toEqual({
    kind: 'AccountChanged',
    account,
    what: 'grants',
    before: ['outreach'],
    after: ['lead'],
  });
  expect(rows.every(({ policy }) => policy === '9c21')).toBe(true);
});

test('[IDN-38] a row holds the minute and no finer time', async () => {
  bench.later(3 * MINUTE + 41_234);
  await bench.identity.audit.tell({
    at: bench.clock.now(),
    who: 'console',
    what: { kind: 'ViewOpened', view: 'lead' },
  });
  expect((await bench.identity.audit.page(0, 1))[0]?.minute).toBe('2026-03-02T07:03:00.000Z');
});

describe('[IDN-39, PRV-54] a row has nowhere to say a place, a team, a code, an address or a payload', () => {
  test('its strings are closed lists, ids and hashes', () => {
    const open: string[] = [];
    const walk = (node: unknown, path: string) => {
      if (typeof node !== 'object' || node === null) return;
      const schema = node as Record<string, unknown>;
      if (schema['type'] === 'string' && !('enum' in schema || 'const' in schema || 'pattern' in schema))
        open.push(path);
      if (schema['type'] === 'object') expect(schema['additionalProperties'], path).toBe(false);
      for (const [key, child] of Object.entries(schema)) walk(child, `${path}.${key}`);
    };
    walk(whatSchema.toJSONSchema(), 'what');
    expect(open).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['a declaration of the field', { kind: 'CommandSent', command: 'DeclarePass' }],
    ['a command of a phone underground', { kind: 'CommandSent', command: 'GoUnderground' }],
    ['an arrival in a rest space', { kind: 'CommandSent', command: 'RecordArrival' }],
    ['a place beside a view', { kind: 'ViewOpened', view: 'lead', zone: 'z-stalingrad' }],
    ['a view of a team', { kind: 'ViewOpened', view: 'outreach:T2' }],
    ['a grant with its team', { kind: 'AccountInvited', account: crypto.randomUUID(), after: [TEAM] }],
    [
      'a value of the configuration',
      { kind: 'ConfigurationChanged', part: 'places', before: null, after: 'ER-1' },
    ],
  ])('%s is refused', async (_, what) => {
    const told = { at: bench.clock.now(), who: 'console', what: what as What } as const;
    await expect(bench.identity.audit.tell(told)).rejects.toThrow();
    expect(await kinds()).toEqual([]);
    expect((await bench.identity.audit.verify()).kind).toBe('whole');
  });

  test('a change of team says that rights changed, and neither team', async () => {
    const { account } = await bench.person([TEAM]);
    await bench.identity.accounts.changeGrants('console', account as AccountId, [
      { role: 'outreach', team: 'T5' } as never,
    ]);
    const text = store.audit.map((row) => row.text).join('\n');
    expect(text).toContain('"before":["outreach"]');
    expect(text).not.toMatch(/T2|T5|192\.0\.2/);
  });
});

test('[IDN-40] rows older than six months are dropped whole from the oldest, and the rest still proves itself', async () => {
  const { audit } = bench.identity;
  for (let month = 0; month < 15; month += 1) {
    await audit.tell({
      at: bench.clock.now(),
      who: 'console',
      what: { kind: 'PolicyInForce', hash: '9c219c21' },
    });
    bench.later(30 * DAY);
  }
  expect(await audit.verify()).toMatchObject({ kind: 'whole', rows: 15 });
  expect(await audit.forgetOld()).toBe(9);
  expect(await audit.forgetOld()).toBe(0);
  expect((await audit.page(0, 1))[0]?.n).toBe(10);
  await bench.restart();
  expect(await bench.identity.audit.verify()).toMatchObject({ kind: 'whole', rows: 6 });
  store.audit.shift();
  expect(await bench.identity.audit.verify()).toEqual({ kind: 'broken', n: 10, why: 'missing' });
});

test('[IDN-43] rows edited, removed or added in the store are named; rows told while it is read are not', async () => {
  const { audit } = bench.identity;
  const tell = () =>
    audit.tell({ at: bench.clock.now(), who: 'console', what: { kind: 'ViewOpened', view: 'lead' } });
  await Promise.all([tell(), tell(), tell(), tell()]);
  const written = [...store.audit];
  const [first, second, third, last] = written;
  if (!first || !second || !third || !last) throw new Error('four rows were told');
  const verdictOf = (...rows: typeof written) => {
    store.audit.splice(0, store.audit.length, ...rows);
    return audit.verify();
  };
  const edited = { ...second, text: second.text.replace('"lead"', '"wall"') };
  expect(await verdictOf(first, edited, third, last)).toEqual({ kind: 'broken', n: 2, why: 'edited' });
  expect(await verdictOf(first, third, last)).toEqual({ kind: 'broken', n: 2, why: 'missing' });
  expect(await verdictOf(first, second, third)).toEqual({ kind: 'broken', n: 4, why: 'missing' });
  const added = chained(
    last,
    { at: bench.clock.now(), who: 'console', what: { kind: 'ViewOpened', view: 'wall' } },
    '',
  );
  expect(await verdictOf(...written, added)).toEqual({ kind: 'broken', n: 5, why: 'out-of-order' });
  const verifying = verdictOf(...written);
  await Promise.all([tell(), tell()]);
  expect(await verifying).toMatchObject({ kind: 'whole' });
  expect(await audit.verify()).toMatchObject({ kind: 'whole', rows: 6 });
});

test('[IDN-41] the audit leaves as lines of JSON or as CSV, every row and its hash', async () => {
  const { audit } = bench.identity;
  const { account } = await bench.person([LEAD, TEAM]);
  await audit.tell({
    at: bench.clock.now(),
    who: { kind: 'visitor' },
    what: { kind: 'Exported', view: 'hospital' },
  });
  const text = async (format: 'jsonl' | 'csv') => (await Array.fromAsync(audit.export(format))).join('');
  const lines = (await text('jsonl')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(await audit.page(0, 500));
  const csv = (await text('csv')).split('\r\n');
  expect(csv[0]).toBe('n,minute,who,kind,about,before,after,policy,previous,hash');
  expect(csv[1]).toMatch(
    new RegExp(
      `^1,2026-03-02T07:00:00.000Z,console,AccountInvited,${account},,lead outreach,9c21,0{64},[0-9a-f]{64}$`,
    ),
  );
  expect(csv.at(-2)).toMatch(/^5,2026-03-02T07:00:00.000Z,visitor,Exported,hospital,,,9c21,/);
});

test('[IDN-74] who takes the journal away is told in it before anything of it leaves, and nothing leaves when that fails', async () => {
  const { by, account } = await bench.administrator();
  const desk = journalDesk({
    identity: bench.identity,
    party: null,
    holderOf: () => by,
    demo: false,
    onFault: () => '',
    scopes: new Set(),
  });
  const visit = new Browser().visit;
  for (const format of ['csv', 'jsonl'] as const) {
    const taken = await desk.export(format, visit);
    expect((await bench.identity.audit.page(0, 500)).at(-1)).toMatchObject({
      who: account,
      what: { kind: 'JournalExported', format },
    });
    const parts = await Array.fromAsync(taken ?? []);
    expect(parts.at(-1)).toContain('JournalExported');
  }
  store.fault = new Error('the disk is full');
  await expect(desk.export('csv', visit)).rejects.toThrow('the disk is full');
});

describe('[IDN-42] nobody is answered before it is durable', () => {
  test('a sign-in waits for the disk', async () => {
    const { login } = await bench.person([TEAM]);
    const disk = Promise.withResolvers<void>();
    store.disk = disk.promise;
    let answered = false;
    const before = store.audit.length;
    const signingIn = bench.identity.signIn
      .withPassword({ login, password: 'zibeline quartz obtus 88' }, new Browser().visit)
      .then((answer) => {
        answered = true;
        return answer;
      });
    await expect
      .poll(
        () =>
          bench.identity.sessions.devicesOf([...store.tables.accounts.values()][0]?.id as never, null).length,
      )
      .toBe(2);
    expect(answered).toBe(false);
    expect(store.audit).toHaveLength(before);
    disk.resolve();
    expect((await signingIn).kind).toBe('signed-in');
    expect(store.audit).toHaveLength(before + 1);
  });

  test('a store that fails keeps nothing of what waited; what it holds is read again, and everyone is told', async () => {
    const { browser, account } = await bench.person([TEAM]);
    const disk = Promise.withResolvers<void>();
    store.disk = disk.promise;
    const { accounts, audit } = bench.identity;
    const changing = [
      accounts.changeGrants('console', account as AccountId, [LEAD]),
      accounts.suspend('console', account as AccountId),
    ];
    bench.felt.length = 0;
    store.fault = new Error('the disk is full');
    disk.resolve();
    expect((await Promise.allSettled(changing)).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    await expect.poll(() => bench.felt).toContain(null);
    store.fault = null;
    expect(bench.rolesOf(browser)).toEqual(['outreach']);
    await audit.tell({ at: bench.clock.now(), who: 'console', what: { kind: 'ViewOpened', view: 'wall' } });
    expect((await audit.verify()).kind).toBe('whole');
  });

  test('a store that cannot be read either leaves nobody in, until it can', async () => {
    const { browser } = await bench.person([TEAM]);
    const load = store.load.bind(store);
    store.load = () => Promise.reject(new Error('no such disk'));
    store.fault = new Error('no such disk');
    const told = {
      at: bench.clock.now(),
      who: 'console',
      what: { kind: 'ViewOpened', view: 'wall' },
    } as const;
    await expect(bench.identity.audit.tell(told)).rejects.toThrow('no such disk');
    await expect.poll(() => bench.felt).toContain(null);
    expect(bench.rolesOf(browser)).toEqual([]);
    await expect(bench.identity.audit.tell(told)).rejects.toThrow('could not be read');
    store.load = load;
    store.fault = null;
    bench.later(HOUR);
    await bench.identity.settle();
    expect(bench.rolesOf(browser)).toEqual(['outreach']);
  });
});

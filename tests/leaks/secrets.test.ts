import { spawn } from 'node:child_process';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IDENTITY_FILE } from '#server/accounts/identity/embedded-store';
import { KEY_FILE } from '#server/accounts/identity/key';
import { Child, PIPED } from '../canary/child.ts';
import { filesUnder, type RestingFile } from '../canary/resting.ts';
import { drawEverySecret, type Answered, type Driven } from '../canary/secret-drive.ts';
import { Secrets, WAYS, type SecretKind } from '../canary/secrets.ts';
import { newFolder } from '../support/served-app.ts';

// Every secret of people and screens is drawn by the product in a process of its own, and looked for in all that it writes.

const SERVER_SECRET = 'le-secret-de-ce-serveur-et-d-aucun-autre-0123';
const folder = newFolder();
const secrets = new Secrets();
let product: Child;
let driven: Driven;
let running: RestingFile[];
let stopped: RestingFile[];

beforeAll(async () => {
  secrets.add('server-secret', SERVER_SECRET);
  product = new Child(
    spawn(process.execPath, ['tests/canary/live-process.ts', folder], {
      env: { ...process.env, PASSERELLE_SECRET: SERVER_SECRET },
      stdio: PIPED,
    }),
  );
  const port = await product.said(/"kind":"started","port":(\d+)/);
  const link = await product.said(/http:\S+\/connexion\/invitation#[\w-]{43}/);
  driven = await drawEverySecret(`http://127.0.0.1:${port}`, link, secrets);
  running = filesUnder(folder);
  await product.stop();
  stopped = filesUnder(folder);
}, 120_000);
afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

const DRAWN: readonly SecretKind[] = [
  'password',
  'invitation',
  'totp-secret',
  'totp-code',
  'recovery-code',
  'session',
  'device',
  'screen',
  'pairing-code',
  'device-code',
  'server-secret',
];

test('each kind of secret was drawn', () => {
  expect(secrets.kinds).toEqual(DRAWN);
  expect(secrets.of('recovery-code')).toHaveLength(30);
  expect(secrets.of('session').length).toBeGreaterThan(6);
});

/** What the answer to each question may hold: what it draws for who asks, and nothing else. */
const OWN: Readonly<Record<string, readonly SecretKind[]>> = {
  'GET /connexion': ['totp-secret'],
  'POST /connexion?/valider': ['totp-secret', 'recovery-code', 'session', 'device'],
  'POST /connexion?/motdepasse': ['session', 'device'],
  'POST /connexion?/code': ['session', 'device'],
  'POST /connexion/invitation?/prendre': ['session', 'device'],
  'POST /admin/comptes?/inviter': ['invitation'],
  'POST /compte?/codes': ['recovery-code'],
  'POST /compte?/motdepasse': ['session', 'device'],
  'POST /api/appairage/code': ['pairing-code', 'device-code', 'device'],
  'POST /api/appairage/etat': ['screen', 'device'],
  'POST /api/appairage/jeton': ['screen'],
};

function together(answers: readonly Answered[]): [string, Buffer][] {
  const byQuestion = Map.groupBy(answers, ({ asked }) => asked);
  return [...byQuestion].map(([asked, some]) => [asked, Buffer.concat(some.map(({ bytes }) => bytes))]);
}

test('[SEC-20] an answer holds what it draws for who asks, and no secret that was typed or drawn elsewhere', () => {
  const told = new Set(driven.told);
  const asked = together(driven.answers.filter((answer) => !told.has(answer)));
  expect(asked.length).toBeGreaterThan(10);
  for (const [question, bytes] of asked) {
    const more = secrets.kindsIn(bytes).filter((kind) => !OWN[question]?.some((own) => own === kind));
    expect([question, more]).toEqual([question, []]);
  }
  // The search finds them where they are given.
  const given = asked.flatMap(([, bytes]) => secrets.kindsIn(bytes));
  expect([...new Set(given)].sort()).toEqual([...new Set(Object.values(OWN).flat())].sort());
});

test('[SEC-20] a secret where it has no business comes back in no answer, and is on no page and in no file of the journal', () => {
  const told = together(driven.told);
  expect(told.map(([question]) => question)).toContain('GET /admin/journal.jsonl');
  for (const [question, bytes] of told) expect([question, secrets.kindsIn(bytes)]).toEqual([question, []]);
  const journal = told.find(([question]) => question === 'GET /admin/journal.csv')?.[1].toString() ?? '';
  expect(journal.split('\r\n').length).toBeGreaterThan(15);
});

test('[SEC-20] no secret is in an address that an answer sends to', () => {
  const addresses = driven.answers.flatMap(({ bytes }) => [
    ...bytes.toString().matchAll(/^location: (.*)$/gm),
  ]);
  expect(addresses.length).toBeGreaterThan(5);
  expect(secrets.kindsIn(addresses.map(([, address]) => address).join('\n'))).toEqual([]);
});

test('[SEC-20, PRV-53] no secret is on standard output or error, but the link of the console, once', () => {
  const [link = ''] = secrets.of('invitation');
  const out = product.out.toString();
  expect(out).toContain('"kind":"stopped"');
  expect(out.match(/"kind":"violation"/g)?.length).toBeGreaterThan(20);
  expect(out).not.toContain('"kind":"fault"');
  expect(out.split(link)).toHaveLength(2);
  expect(secrets.kindsIn(out.replace(link, ''))).toEqual([]);
  expect(secrets.kindsIn(product.err)).toEqual([]);
});

test('[SEC-20] no secret lies in the data folder: database, write-ahead file, free pages, log', () => {
  expect(running.find(({ name }) => name.endsWith(`${IDENTITY_FILE}-wal`))?.bytes.length).toBeGreaterThan(0);
  const names = stopped.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([IDENTITY_FILE, 'log.sqlite']));
  expect(names.filter((name) => name.endsWith(KEY_FILE))).toEqual([]);
  for (const { name, bytes } of [...running, ...stopped])
    expect([name, secrets.kindsIn(bytes)]).toEqual([name, []]);
  // It is these accounts that lie there.
  expect(stopped.some(({ bytes }) => bytes.includes('lead@exemple.test'))).toBe(true);
});

describe('a build that leaks on purpose is caught', () => {
  test.each(WAYS)('[SEC-20] each secret, written as %s', (_way, write) => {
    for (const { kind, word } of secrets.words)
      expect([kind, word, secrets.kindsIn(write(word))]).toEqual([
        kind,
        word,
        expect.arrayContaining([kind]),
      ]);
  });

  test('[SEC-20] a token by the bytes that it stands for, and a code without its hyphens', () => {
    const [session = ''] = secrets.of('session');
    expect(secrets.kindsIn(Buffer.from(session, 'base64url').toString('hex'))).toContain('session');
    for (const kind of ['recovery-code', 'pairing-code'] as const)
      expect(secrets.kindsIn(`(${secrets.of(kind)[0]?.replaceAll('-', '').toLowerCase()})`)).toContain(kind);
  });

  test.each(DRAWN)(
    '[SEC-20] a %s in the database of identities, in a row and in a page that no row uses',
    (kind) => {
      const leaky = newFolder();
      try {
        copyFileSync(join(folder, IDENTITY_FILE), join(leaky, IDENTITY_FILE));
        const [word = ''] = secrets.of(kind);
        const caught = () => filesUnder(leaky).flatMap(({ bytes }) => secrets.kindsIn(bytes));
        const db = new DatabaseSync(join(leaky, IDENTITY_FILE));
        db.exec('PRAGMA secure_delete = OFF');
        db.prepare("INSERT INTO sessions (id, row) VALUES ('x', ?)").run(JSON.stringify({ typed: word }));
        expect(caught()).toContain(kind);
        db.exec("DELETE FROM sessions WHERE id = 'x'");
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        db.close();
        expect(caught()).toContain(kind);
      } finally {
        rmSync(leaky, { recursive: true, force: true });
      }
    },
  );

  test('[SEC-20] in a line of the journal that tells the cause of a failure, and in an audit that names a value', () => {
    const leaky = newFolder();
    for (const { kind, word } of secrets.words) {
      const line = JSON.stringify({
        kind: 'fault',
        cause: new Error(`could not keep {"typed":"${word}"}`).stack,
      });
      expect(secrets.kindsIn(line)).toContain(kind);
      expect(secrets.kindsIn(`5,2026-03-02T07:00:00.000Z,visitor,Exported,${word},,,9c21`)).toContain(kind);
    }
    writeFileSync(join(leaky, 'core'), secrets.of('password')[0] ?? '');
    expect(filesUnder(leaky).flatMap(({ bytes }) => secrets.kindsIn(bytes))).toEqual(['password']);
    rmSync(leaky, { recursive: true, force: true });
  });
});

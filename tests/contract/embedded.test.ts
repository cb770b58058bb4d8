import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEmbeddedFile } from '#server/log/embedded-file';
import { embeddedPlace, type EmbeddedPlace } from './embedded-place.ts';
import { describeErasure } from './erasure.contract.ts';
import { describeEventLog } from './event-log.contract.ts';

describeEventLog('embedded', embeddedPlace);
describeErasure('embedded', embeddedPlace);

describe('the files of the embedded log', () => {
  let place: EmbeddedPlace;

  beforeEach(() => {
    place = embeddedPlace();
  });

  afterEach(() => place.remove());

  test('only their owner can read them', async () => {
    const log = await place.open();
    await log.appendGroup([pass('c1', 0)]);
    await log.saveSnapshot({ position: 1, format: 1, body: 'state' });
    expect(modeOf(place.folder)).toBe(0o700);
    for (const file of ['log.sqlite', 'log.sqlite-wal', 'snapshot']) {
      expect(modeOf(join(place.folder, file))).toBe(0o600);
    }
    await log.close();
  });

  test('a file that others could read is closed to them when it is opened', async () => {
    await (await place.open()).close();
    chmodSync(join(place.folder, 'log.sqlite'), 0o644);
    const log = await place.open();
    expect(modeOf(join(place.folder, 'log.sqlite'))).toBe(0o600);
    await log.close();
  });

  test('[PRV-50] each retention class has its table, and no column holds a time or an actor', async () => {
    await (await place.open()).close();
    const db = new DatabaseSync(join(place.folder, 'log.sqlite'));
    const columns = db
      .prepare(
        "SELECT m.name || '.' || c.name AS name FROM sqlite_schema m, pragma_table_info(m.name) c ORDER BY 1",
      )
      .all()
      .map((row) => row['name']);
    db.close();
    const event = ['command_id', 'event', 'kind', 'position', 'stream', 'version'];
    const tables = ['lasting', 'mission', 'r13m', 'r72h', 'request'];
    const eventTables = tables.map((name) => `events_${name}`);
    expect(columns).toEqual([
      ...tables.flatMap((name) =>
        ['command_id', 'outcome', 'position'].map((column) => `answers_${name}.${column}`),
      ),
      ...eventTables.flatMap((table) => event.map((column) => `${table}.${column}`)),
      'log.epoch',
      'log.head',
      'streams.kept',
      'streams.stream',
      'streams.version',
    ]);
  });

  test('[PRV-52] what is deleted is overwritten, freed pages can be given back, each commit reaches the disk', () => {
    const db = openEmbeddedFile(place.folder, randomUUID);
    const setting = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    const FULL = 2;
    const INCREMENTAL = 2;
    const MEMORY = 2;
    expect(setting('secure_delete')).toBe(1);
    expect(setting('auto_vacuum')).toBe(INCREMENTAL);
    expect(setting('journal_mode')).toBe('wal');
    expect(setting('synchronous')).toBe(FULL);
    expect(setting('foreign_keys')).toBe(1);
    expect(setting('temp_store')).toBe(MEMORY);
    db.close();
  });

  test('a second process is refused with a sentence that says what to do', async () => {
    const log = await place.open();
    await log.appendGroup([pass('c1', 0)]);
    const writer = join(import.meta.dirname, 'embedded-writer.ts');
    const second = spawnSync(process.execPath, [writer, place.folder, '1', '0'], { encoding: 'utf8' });
    expect(second.stderr).toContain('is in use by another process. Stop it first, or choose another folder.');
    expect(second.status).not.toBe(0);
    expect(second.stdout).toBe('');
    await log.close();
  });

  test('a folder opened twice in one process is refused too, and the first log goes on', async () => {
    const log = await place.open();
    await expect(place.open()).rejects.toThrow('in use by another process');
    expect(await log.appendGroup([pass('c1', 0)])).toHaveLength(1);
    await log.close();
  });

  test('a file written by a newer program is left alone', async () => {
    await (await place.open()).close();
    const path = join(place.folder, 'log.sqlite');
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 4');
    db.close();
    const before = readFileSync(path);
    await expect(place.open()).rejects.toThrow(
      'The event log is of version 4; this program reads version 3.',
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('the snapshot of another log counts as none', async () => {
    const elsewhere = embeddedPlace();
    for (const each of [place, elsewhere]) {
      const log = await each.open();
      await log.appendGroup([pass('c1', 0)]);
      await log.saveSnapshot({ position: 1, format: 1, body: 'state' });
      await log.close();
    }
    cpSync(join(elsewhere.folder, 'snapshot'), join(place.folder, 'snapshot'));
    const log = await place.open();
    expect(await log.loadSnapshot(1)).toBeUndefined();
    await log.close();
    await elsewhere.remove();
  });

  test('a snapshot left half-written by a crash is removed, and the whole one is kept', async () => {
    const log = await place.open();
    await log.saveSnapshot({ position: 0, format: 1, body: 'whole' });
    await log.close();
    const draft = join(place.folder, 'snapshot.draft');
    writeFileSync(draft, 'half');
    const reopened = await place.open();
    expect(await reopened.loadSnapshot(1)).toEqual({ position: 0, body: 'whole' });
    expect(existsSync(draft)).toBe(false);
    await reopened.close();
  });
});

function pass(commandId: string, expectedVersion: number) {
  return {
    commandId,
    stream: 'area/1',
    expectedVersion,
    events: [{ retention: 'r72h', event: { type: 'PassDeclared' } }],
    answer: { retention: 'r72h', outcome: { ok: true } },
  } as const;
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

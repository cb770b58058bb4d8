import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The table that holds the events of each retention class (PRV-50). */
export const EVENT_TABLES = {
  r72h: 'events_r72h',
  request: 'events_request',
  mission: 'events_mission',
  r13m: 'events_r13m',
  lasting: 'events_lasting',
} as const;

/** The table that holds the answers of each class: they die with their events (PRV-52). */
export const ANSWER_TABLES = {
  r72h: 'answers_r72h',
  request: 'answers_request',
  mission: 'answers_mission',
  r13m: 'answers_r13m',
  lasting: 'answers_lasting',
} as const;

const SCHEMA_VERSION = 3;
const SQLITE_BUSY = 5;
const LOCK_WAIT_MS = 500;
/** 16 MB. Command ids land anywhere in their index: SQLite's own 1000 copies the same pages back four times as often. */
const CHECKPOINT_PAGES = 4000;

/**
 * Opens, or creates, the database file of the embedded log and takes it for this process alone.
 * @throws Error when another process holds it, or when a newer program wrote it.
 */
export function openEmbeddedFile(folder: string, newEpoch: () => string): DatabaseSync {
  const path = createPrivateFile(folder);
  const db = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
  try {
    // First of all: the lock comes with the first read, and the kernel drops it with the process, kill -9 included.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
    if (version !== 0 && version !== SCHEMA_VERSION) {
      throw new Error(
        `The event log is of version ${String(version)}; this program reads version ${SCHEMA_VERSION}.`,
      );
    }
    // auto_vacuum only counts before the first table. FULL is what makes an acknowledgement durable; fullfsync gives
    // it the same meaning on macOS. secure_delete overwrites what is erased (PRV-52). No temporary file: what is set
    // aside while a table is written anew would lie outside the folder.
    if (version === 0) db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON');
    db.exec(
      `PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`,
    );
    if (version === 0) createSchema(db, newEpoch);
    return db;
  } catch (fault) {
    db.close();
    if (isBusy(fault)) {
      throw new Error(
        `The event log in ${folder} is in use by another process. Stop it first, or choose another folder.`,
        { cause: fault },
      );
    }
    throw fault;
  }
}

function createPrivateFile(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'log.sqlite');
  // SQLite would create it readable by all, and gives its write-ahead file the same mode.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  // A new name survives a power cut only once the folder that holds it is on disk.
  for (const place of [folder, dirname(resolve(folder))]) {
    const handle = openSync(place, 'r');
    fsyncSync(handle);
    closeSync(handle);
  }
  return path;
}

/** In one transaction: a crash leaves the whole schema or none of it. */
function createSchema(db: DatabaseSync, newEpoch: () => string): void {
  db.exec('BEGIN IMMEDIATE');
  for (const table of Object.values(EVENT_TABLES)) {
    db.exec(`CREATE TABLE ${table} (
      position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,
      kind TEXT NOT NULL, event TEXT NOT NULL, command_id TEXT NOT NULL) STRICT`);
  }
  // `position` is the head once the command was answered: an answer is erased with the events up to it (PRV-52).
  for (const table of Object.values(ANSWER_TABLES)) {
    db.exec(`CREATE TABLE ${table} (command_id TEXT PRIMARY KEY, position INTEGER NOT NULL,
      outcome TEXT NOT NULL) STRICT, WITHOUT ROWID`);
  }
  // `kept` counts the events of the stream that are not erased: without them its version means nothing.
  // `head` is stored, not counted: erasing the newest events must not give their positions away again.
  db.exec(`
    CREATE TABLE streams (stream TEXT PRIMARY KEY, version INTEGER NOT NULL, kept INTEGER NOT NULL) STRICT;
    CREATE TABLE log (epoch TEXT NOT NULL, head INTEGER NOT NULL) STRICT;
    PRAGMA user_version = ${SCHEMA_VERSION}`);
  db.prepare('INSERT INTO log (epoch, head) VALUES (?, 0)').run(newEpoch());
  db.exec('COMMIT');
}

function isBusy(fault: unknown): boolean {
  return fault instanceof Error && 'errcode' in fault && fault.errcode === SQLITE_BUSY;
}

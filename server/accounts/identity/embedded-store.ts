import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { z } from 'zod';
import { CHAIN_ORIGIN, type ChainEnd, type WrittenRow } from './chain.ts';
import { accountSchema, invitationSchema, screenSchema, sessionSchema } from './rows.ts';
import { TABLES, type Change, type IdentityStore, type Kept, type TableName } from './store.ts';

export const IDENTITY_FILE = 'identity.db';
const SCHEMA_VERSION = 1;
const SQLITE_BUSY = 5;
const LOCK_WAIT_MS = 500;

/**
 * Opens, or creates, the identities kept in `folder`, for this process alone.
 * @throws Error when another process holds them, or when a newer program wrote them
 */
export function openEmbeddedStore(folder: string): IdentityStore {
  const db = new DatabaseSync(createPrivateFile(folder), { timeout: LOCK_WAIT_MS });
  try {
    // First of all: the lock comes with the first read, and the kernel drops it with the process.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
    if (version !== 0 && version !== SCHEMA_VERSION) {
      throw new Error(
        `The identities are of version ${String(version)}; this program reads version ${SCHEMA_VERSION}.`,
      );
    }
    // FULL makes an acknowledgement durable; secure_delete overwrites what is dropped.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON');
    db.exec('PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY');
    if (version === 0) createSchema(db);
    return new EmbeddedStore(db);
  } catch (fault) {
    db.close();
    if (fault instanceof Error && 'errcode' in fault && fault.errcode === SQLITE_BUSY) {
      throw new Error(`The identities in ${folder} are in use by another process. Stop it first.`, {
        cause: fault,
      });
    }
    throw fault;
  }
}

function createPrivateFile(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, IDENTITY_FILE);
  // SQLite would create it readable by all, and gives its write-ahead file the same mode.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  for (const place of [folder, dirname(resolve(folder))]) {
    const handle = openSync(place, 'r');
    fsyncSync(handle);
    closeSync(handle);
  }
  return path;
}

/** In one transaction: a crash leaves the whole schema or none of it. */
function createSchema(db: DatabaseSync): void {
  db.exec('BEGIN IMMEDIATE');
  for (const table of TABLES)
    db.exec(`CREATE TABLE ${table} (id TEXT PRIMARY KEY, row TEXT NOT NULL) STRICT, WITHOUT ROWID`);
  db.exec(`
    CREATE TABLE audit (n INTEGER PRIMARY KEY, text TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE TABLE ends (which TEXT PRIMARY KEY, n INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE TABLE key_check (fingerprint TEXT NOT NULL) STRICT;
    PRAGMA user_version = ${SCHEMA_VERSION}`);
  db.exec('COMMIT');
}

class EmbeddedStore implements IdentityStore {
  readonly #db: DatabaseSync;
  readonly #put: Record<TableName, StatementSync>;
  readonly #drop: Record<TableName, StatementSync>;
  readonly #tell: StatementSync;
  readonly #forget: StatementSync;
  readonly #setEnd: StatementSync;
  readonly #page: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    const each = (sql: (table: TableName) => string) => ({
      accounts: db.prepare(sql('accounts')),
      sessions: db.prepare(sql('sessions')),
      screens: db.prepare(sql('screens')),
      invitations: db.prepare(sql('invitations')),
    });
    this.#put = each((table) => `INSERT OR REPLACE INTO ${table} (id, row) VALUES (?, ?)`);
    this.#drop = each((table) => `DELETE FROM ${table} WHERE id = ?`);
    this.#tell = db.prepare('INSERT INTO audit (n, text, hash) VALUES (?, ?, ?)');
    this.#forget = db.prepare('DELETE FROM audit WHERE n <= ?');
    this.#setEnd = db.prepare('INSERT OR REPLACE INTO ends (which, n, hash) VALUES (?, ?, ?)');
    this.#page = db.prepare('SELECT n, text, hash FROM audit WHERE n > ? ORDER BY n LIMIT ?');
  }

  load(): Promise<Kept> {
    return Promise.try(() => ({
      accounts: this.#rows('accounts', accountSchema),
      sessions: this.#rows('sessions', sessionSchema),
      screens: this.#rows('screens', screenSchema),
      invitations: this.#rows('invitations', invitationSchema),
      head: this.#chainEnd('head'),
      anchor: this.#chainEnd('anchor'),
    }));
  }

  #rows<Row>(table: TableName, schema: z.ZodType<Row>): Row[] {
    const rows = this.#db.prepare(`SELECT row FROM ${table}`).all() as { row: string }[];
    return rows.map(({ row }) => {
      const parsed = schema.safeParse(JSON.parse(row));
      // Never the row itself: it holds names and hashes.
      if (!parsed.success)
        throw new Error(`A row of ${table} in ${IDENTITY_FILE} is not one this program wrote.`);
      return parsed.data;
    });
  }

  #chainEnd(which: 'head' | 'anchor'): ChainEnd {
    const end = this.#db.prepare('SELECT n, hash FROM ends WHERE which = ?').get(which);
    return end === undefined ? CHAIN_ORIGIN : { n: Number(end['n']), hash: String(end['hash']) };
  }

  commit(changes: readonly Change[]): Promise<void> {
    return Promise.try(() => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        for (const change of changes) this.#make(change);
        this.#db.exec('COMMIT');
        if (changes.some((change) => 'drop' in change && change.drop === 'accounts')) this.#writeAnew();
      } catch (fault) {
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
        throw fault;
      }
    });
  }

  /**
   * Somebody's account was dropped, and their name with it: SQLite overwrites what it deletes, but not the copies that it
   * leaves in the gaps of its pages, nor the pages that still wait in the write-ahead file.
   */
  #writeAnew(): void {
    this.#db.exec('VACUUM');
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  #make(change: Change): void {
    if ('put' in change) this.#put[change.put].run(change.row.id, JSON.stringify(change.row));
    else if ('drop' in change) this.#drop[change.drop].run(change.id);
    else if ('tell' in change) {
      const { n, text, hash } = change.tell;
      this.#tell.run(n, text, hash);
      this.#setEnd.run('head', n, hash);
    } else {
      this.#forget.run(change.forget.n);
      this.#setEnd.run('anchor', change.forget.n, change.forget.hash);
    }
  }

  auditRows(after: number, limit: number): Promise<WrittenRow[]> {
    return Promise.try(() =>
      this.#page
        .all(after, limit)
        .map(({ n, text, hash }) => ({ n: Number(n), text: String(text), hash: String(hash) })),
    );
  }

  keyCheck(check: string): Promise<string> {
    return Promise.try(() => {
      const kept = this.#db.prepare('SELECT fingerprint FROM key_check').get()?.['fingerprint'];
      if (typeof kept === 'string') return kept;
      this.#db.prepare('INSERT INTO key_check (fingerprint) VALUES (?)').run(check);
      return check;
    });
  }

  close(): Promise<void> {
    return Promise.try(() => {
      if (this.#db.isOpen) this.#db.close();
    });
  }
}

import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A file and its bytes; `name` is relative to the folder that was read. */
export type RestingFile = { readonly name: string; readonly bytes: Buffer };

/** Every file under a folder as its bytes lie on the disk: free pages and write-ahead files included. */
export function filesUnder(folder: string): RestingFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

export type Row = { readonly table: string; readonly cells: Readonly<Record<string, unknown>> };

/**
 * Every cell of every table: SQLite packs a small number in two bytes that no search of the file could tell from
 * others. Reads a copy, so that a server may hold the file meanwhile.
 */
export function rowsOf(folder: string): Row[] {
  const copy = mkdtempSync(join(tmpdir(), 'canary-'));
  try {
    for (const name of ['log.sqlite', 'log.sqlite-wal']) {
      if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name));
    }
    const db = new DatabaseSync(join(copy, 'log.sqlite'));
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as {
      name: string;
    }[];
    const rows = tables.flatMap(({ name }) =>
      db
        .prepare(`SELECT * FROM "${name}"`)
        .all()
        .map((cells) => ({ table: name, cells: { ...cells } })),
    );
    db.close();
    return rows;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

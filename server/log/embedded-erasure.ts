import type { DatabaseSync } from 'node:sqlite';
import { ANSWER_TABLES, EVENT_TABLES } from './embedded-file.ts';
import type { Erasure } from './event-log.ts';

/** Whether something of this is still to be erased: a snapshot taken once nothing was tells nothing of it. */
export function isAnythingLeft(db: DatabaseSync, what: Erasure): boolean {
  const events = EVENT_TABLES[what.retention];
  if ('positions' in what) {
    const one = db.prepare(`SELECT 1 FROM ${events} WHERE position = ?`);
    return what.positions.some((position) => one.get(position) !== undefined);
  }
  return [events, ANSWER_TABLES[what.retention]].some(
    (table) => db.prepare(`SELECT 1 FROM ${table} WHERE position <= ? LIMIT 1`).get(what.upTo) !== undefined,
  );
}

/** In one transaction: a crash leaves all of it or nothing of it. Returns the number of events erased. */
export function eraseRows(db: DatabaseSync, what: Erasure): number {
  const events = EVENT_TABLES[what.retention];
  const answers = ANSWER_TABLES[what.retention];
  db.exec('BEGIN IMMEDIATE');
  try {
    const [erased, answered] =
      'upTo' in what
        ? [eraseUpTo(db, events, what.upTo), forgetAnswersUpTo(db, answers, what.upTo)]
        : erasePositions(db, events, answers, what.positions);
    if (erased > 0) db.exec('DELETE FROM streams WHERE kept <= 0');
    // What is left is written anew: SQLite overwrites what it deletes, not the copies that it leaves in the gaps of
    // its pages when it splits or balances them (tests/contract/erasure.contract.ts finds those).
    if (erased > 0) [events, 'streams'].forEach((table) => writeAnew(db, table));
    if (answered > 0) writeAnew(db, answers);
    db.exec('COMMIT');
    return erased;
  } catch (fault) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw fault;
  }
}

/** Brings the file to what it holds: free pages are given back, and the write-ahead file is emptied into it (PRV-52). */
export function compact(db: DatabaseSync): void {
  db.exec('PRAGMA incremental_vacuum');
  const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
  if (busy !== 0) throw new Error('the write-ahead file could not be emptied');
}

function eraseUpTo(db: DatabaseSync, events: string, upTo: number): number {
  db.prepare(
    `UPDATE streams SET kept = kept - gone.count
     FROM (SELECT stream, count(*) AS count FROM ${events} WHERE position <= ? GROUP BY stream) AS gone
     WHERE streams.stream = gone.stream`,
  ).run(upTo);
  return Number(db.prepare(`DELETE FROM ${events} WHERE position <= ?`).run(upTo).changes);
}

/** Every event of an answer has a position up to the one recorded with it. */
function forgetAnswersUpTo(db: DatabaseSync, answers: string, upTo: number): number {
  return Number(db.prepare(`DELETE FROM ${answers} WHERE position <= ?`).run(upTo).changes);
}

function erasePositions(
  db: DatabaseSync,
  events: string,
  answers: string,
  positions: readonly number[],
): [erased: number, answered: number] {
  const erase = db.prepare(`DELETE FROM ${events} WHERE position = ? RETURNING stream, command_id`);
  const lose = db.prepare('UPDATE streams SET kept = kept - 1 WHERE stream = ?');
  const forget = db.prepare(
    `DELETE FROM ${answers} WHERE command_id = ?1 AND NOT EXISTS (SELECT 1 FROM ${events} WHERE command_id = ?1)`,
  );
  const commands = new Set<string>();
  let erased = 0;
  for (const position of positions) {
    const row = erase.get(position) as { stream: string; command_id: string } | undefined;
    if (!row) continue;
    erased += 1;
    lose.run(row.stream);
    commands.add(row.command_id);
  }
  const answered = [...commands].reduce((count, id) => count + Number(forget.run(id).changes), 0);
  return [erased, answered];
}

/** Without WHERE, SQLite empties whole pages and fills them with zeros; the rows come back in the order of their key. */
function writeAnew(db: DatabaseSync, table: string): void {
  db.exec(`
    CREATE TEMP TABLE kept_rows AS SELECT * FROM ${table};
    DELETE FROM ${table};
    INSERT INTO ${table} SELECT * FROM kept_rows ORDER BY 1;
    DROP TABLE temp.kept_rows`);
}

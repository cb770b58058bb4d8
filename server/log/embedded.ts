import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { compact, eraseRows, isAnythingLeft } from './embedded-erasure.ts';
import { ANSWER_TABLES, EVENT_TABLES, openEmbeddedFile } from './embedded-file.ts';
import type { Append, AppendResult, Erasure, EventLog, EventRecord, RetentionClass } from './event-log.ts';
import { SnapshotFile } from './snapshot-file.ts';

/**
 * Opens the log kept in `folder`, creating it on first use. One process at a time.
 * @param options.newEpoch draws the random id of a log that is created; not called for one that exists
 * @throws Error when another process holds the folder, or the file is not a log this program can read
 */
export function openEmbeddedLog(options: { folder: string; newEpoch: () => string }): EventLog {
  return new EmbeddedLog(
    openEmbeddedFile(options.folder, options.newEpoch),
    new SnapshotFile(options.folder),
  );
}

const EVENT_COLUMNS = 'position, stream, version, kind, event, command_id';
type EventRow = [
  position: number,
  stream: string,
  version: number,
  kind: string,
  event: string,
  commandId: string,
];

// STRICT tables keep the columns to their types, so rows are taken as they come.
class EmbeddedLog implements EventLog {
  readonly epoch: string;
  readonly #db: DatabaseSync;
  readonly #snapshots: SnapshotFile;
  readonly #insertEvent: Record<RetentionClass, StatementSync>;
  readonly #selectPage: StatementSync;
  readonly #selectVersion: StatementSync;
  readonly #upsertVersion: StatementSync;
  readonly #selectAnswer: StatementSync;
  readonly #insertAnswer: Record<RetentionClass, StatementSync>;
  readonly #updateHead: StatementSync;
  #head: number;

  constructor(db: DatabaseSync, snapshots: SnapshotFile) {
    this.#db = db;
    this.#snapshots = snapshots;
    const insertInto = (table: string) =>
      db.prepare(`INSERT INTO ${table} (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`);
    this.#insertEvent = {
      r72h: insertInto(EVENT_TABLES.r72h),
      request: insertInto(EVENT_TABLES.request),
      mission: insertInto(EVENT_TABLES.mission),
      r13m: insertInto(EVENT_TABLES.r13m),
      lasting: insertInto(EVENT_TABLES.lasting),
    };
    // SQLite merges the tables by their keys: a page costs what it returns, wherever it starts.
    const parts = Object.values(EVENT_TABLES).map(
      (table) => `SELECT ${EVENT_COLUMNS} FROM ${table} WHERE position > ?1`,
    );
    this.#selectPage = db.prepare(`${parts.join(' UNION ALL ')} ORDER BY position LIMIT ?2`);
    // Rows as arrays replay a third faster than rows as objects (tests/bench/log/replay.ts).
    this.#selectPage.setReturnArrays(true);
    this.#selectVersion = db.prepare('SELECT version FROM streams WHERE stream = ?');
    this.#upsertVersion = db.prepare(
      `INSERT INTO streams (stream, version, kept) VALUES (?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET version = excluded.version, kept = kept + excluded.kept`,
    );
    const answers = Object.values(ANSWER_TABLES).map(
      (table) => `SELECT outcome FROM ${table} WHERE command_id = ?1`,
    );
    this.#selectAnswer = db.prepare(answers.join(' UNION ALL '));
    const answerInto = (table: string) =>
      db.prepare(`INSERT INTO ${table} (command_id, position, outcome) VALUES (?, ?, ?)`);
    this.#insertAnswer = {
      r72h: answerInto(ANSWER_TABLES.r72h),
      request: answerInto(ANSWER_TABLES.request),
      mission: answerInto(ANSWER_TABLES.mission),
      r13m: answerInto(ANSWER_TABLES.r13m),
      lasting: answerInto(ANSWER_TABLES.lasting),
    };
    this.#updateHead = db.prepare('UPDATE log SET head = ?');
    const log = db.prepare('SELECT epoch, head FROM log').get() as { epoch: string; head: number };
    this.epoch = log.epoch;
    this.#head = log.head;
  }

  head(): number {
    return this.#head;
  }

  appendGroup(group: readonly Append[]): Promise<AppendResult[]> {
    return Promise.try(() => {
      const results: AppendResult[] = [];
      const overtaken = new Set<string>();
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        let head = this.#head;
        for (const append of group) {
          const result = this.#append(append, head, overtaken);
          if (result.kind === 'appended') head = result.lastPosition;
          else overtaken.add(append.stream);
          results.push(result);
        }
        if (head > this.#head) this.#updateHead.run(head);
        this.#db.exec('COMMIT');
        this.#head = head;
      } catch (fault) {
        // Some faults (disk full, input/output) have already rolled the transaction back.
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
        throw fault;
      }
      return results;
    });
  }

  #append(
    { commandId, stream, expectedVersion, events, answer }: Append,
    head: number,
    overtaken: ReadonlySet<string>,
  ): AppendResult {
    const earlier = this.#answer(commandId);
    if (earlier !== undefined) return { kind: 'repeated', outcome: earlier.outcome };
    const actualVersion = this.#version(stream);
    if (overtaken.has(stream) || actualVersion !== expectedVersion)
      return { kind: 'conflict', actualVersion };

    let position = head;
    let version = actualVersion;
    for (const { retention, event } of events) {
      position += 1;
      version += 1;
      this.#insertEvent[retention].run(
        position,
        stream,
        version,
        event.type,
        JSON.stringify(event),
        commandId,
      );
    }
    if (events.length > 0) this.#upsertVersion.run(stream, version, events.length);
    this.#insertAnswer[answer.retention].run(commandId, position, JSON.stringify(answer.outcome));
    return { kind: 'appended', firstPosition: events.length > 0 ? head + 1 : head, lastPosition: position };
  }

  #version(stream: string): number {
    const row = this.#selectVersion.get(stream) as { version: number } | undefined;
    return row?.version ?? 0;
  }

  #answer(commandId: string): { outcome: unknown } | undefined {
    const row = this.#selectAnswer.get(commandId) as { outcome: string } | undefined;
    return row && { outcome: JSON.parse(row.outcome) as unknown };
  }

  answerOf(commandId: string): Promise<{ outcome: unknown } | undefined> {
    return Promise.try(() => this.#answer(commandId));
  }

  read(after: number, limit: number): Promise<EventRecord[]> {
    return Promise.try(() => {
      const rows = this.#selectPage.all(after, limit) as unknown as EventRow[];
      return rows.map(([position, stream, version, kind, event, commandId]) => {
        return { position, stream, version, kind, event: JSON.parse(event) as unknown, commandId };
      });
    });
  }

  async erase(what: Erasure): Promise<number> {
    // First: a snapshot may tell of what is erased, and a crash in between leaves a log that is whole without it.
    if (isAnythingLeft(this.#db, what)) await this.#snapshots.drop();
    const erased = eraseRows(this.#db, what);
    compact(this.#db);
    return erased;
  }

  saveSnapshot(snapshot: { position: number; format: number; body: string }): Promise<void> {
    return this.#snapshots.save({ ...snapshot, epoch: this.epoch });
  }

  async loadSnapshot(format: number): Promise<{ position: number; body: string } | undefined> {
    const snapshot = await this.#snapshots.load();
    if (snapshot === undefined || snapshot.format !== format || snapshot.epoch !== this.epoch)
      return undefined;
    // Ahead of the log: the log was restored from an older copy, and the snapshot tells of events it lost.
    if (snapshot.position > this.#head) return undefined;
    return { position: snapshot.position, body: snapshot.body };
  }

  dropSnapshot(): Promise<void> {
    return this.#snapshots.drop();
  }

  /** One process at a time holds the folder: nobody else writes. */
  follow(): () => void {
    return () => {};
  }

  async close(): Promise<void> {
    await this.#snapshots.idle();
    if (this.#db.isOpen) this.#db.close();
  }
}

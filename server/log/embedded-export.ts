import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWER_TABLES, EVENT_TABLES, openEmbeddedFile } from './embedded-file.ts';
import type { RetentionClass } from './event-log.ts';

/** An event as it rests: its text is not read. */
export type RestingEvent = {
  retention: RetentionClass;
  position: number;
  stream: string;
  version: number;
  commandId: string;
  event: string;
};

/** An answer as it rests. `count`: how many positions up to its own may hold events of its command. */
export type RestingAnswer = {
  commandId: string;
  retention: RetentionClass;
  position: number;
  count: number;
  outcome: string;
};

/** A stream that keeps an event: `kept` of them are not erased. */
export type RestingStream = { stream: string; version: number; kept: number };

/** All that the log of an embedded engine holds, as it rests, without its snapshot. */
export type RestingLog = {
  epoch: string;
  head: number;
  /** In the order of their positions inside each class. */
  events(): Iterable<RestingEvent>;
  answers(): Iterable<RestingAnswer>;
  streams(): Iterable<RestingStream>;
  close(): void;
};

/**
 * Opens the log of a folder to be moved elsewhere, and holds it meanwhile: no server may write in it.
 * @throws Error when there is none, or when a server holds it
 */
export function exportEmbeddedLog(folder: string): RestingLog {
  if (!existsSync(join(folder, 'log.sqlite'))) throw new Error(`There is no event log in ${folder}.`);
  const db = openEmbeddedFile(folder, () => {
    throw new Error(`There is no event log in ${folder}.`);
  });
  const { epoch, head } = db.prepare('SELECT epoch, head FROM log').get() as { epoch: string; head: number };
  const rows = (sql: string) => db.prepare(sql).iterate() as Iterable<unknown>;

  function* events() {
    for (const [retention, table] of classesOf(EVENT_TABLES)) {
      const sql = `SELECT position, stream, version, command_id AS commandId, event FROM ${table} ORDER BY position`;
      for (const row of rows(sql)) yield { retention, ...(row as Omit<RestingEvent, 'retention'>) };
    }
  }

  function* answers() {
    const firsts = new Map<string, number>();
    for (const { commandId, position } of events()) {
      firsts.set(commandId, Math.min(position, firsts.get(commandId) ?? position));
    }
    for (const [retention, table] of classesOf(ANSWER_TABLES)) {
      for (const row of rows(`SELECT command_id AS commandId, position, outcome FROM ${table}`)) {
        const answer = row as Pick<RestingAnswer, 'commandId' | 'position' | 'outcome'>;
        const first = firsts.get(answer.commandId);
        yield { ...answer, retention, count: first === undefined ? 0 : answer.position - first + 1 };
      }
    }
  }

  return {
    epoch,
    head,
    events,
    answers,
    streams: () => rows('SELECT stream, version, kept FROM streams') as Iterable<RestingStream>,
    close: () => db.close(),
  };
}

function classesOf(tables: Record<RetentionClass, string>): [RetentionClass, string][] {
  return Object.entries(tables) as [RetentionClass, string][];
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { vi } from 'vitest';
import type { EventLog } from '#server/log/event-log';
import { Released } from '#server/release/released';
import { ADDRESS, HEAD_COUNT, NAME, POINT, TAP_MS } from './planted.ts';

// Builds that tell too much. A sink that lets them through is not watched.

const { lat, lon } = POINT;

/** A point as different hands would write it. */
export const TRACES = [
  `${lat},${lon}`,
  lat.toFixed(4),
  [lon, lat].map((value) => Math.round(value * 1e7)).join(';'),
  Buffer.from(`{"at":[${lon},${lat}]}`).toString('base64'),
  gzipSync(`${NAME} at ${lat} ${lon}`).toString('base64'),
  Buffer.from(new Float64Array([lat, lon]).buffer).toString('hex'),
  zstdCompressSync(JSON.stringify({ lat, people: HEAD_COUNT })).toString('base64url'),
  `${TAP_MS} ${ADDRESS}`,
] as const;

/** The release gate adds something of the person to all that it lets through, until it is restored. */
export function leakAtTheGate(trace: () => string): { restore(): void } {
  const open = Released.open.bind(Released);
  const spy = vi.spyOn(Released, 'open').mockImplementation(<T>(released: Released<T>): T => {
    const value = open(released);
    return typeof value === 'object' ? { ...value, trace: trace() } : value;
  });
  return { restore: () => spy.mockRestore() };
}

/** The log keeps with each event something of the person, and in each snapshot where they stood. */
export function leakInTheLog(log: EventLog): EventLog {
  return wrapped(log, {
    appendGroup: (group) =>
      log.appendGroup(
        group.map((append) => ({
          ...append,
          events: append.events.map(({ retention, event }) => {
            const told = { ...event, met: { name: NAME, people: HEAD_COUNT } };
            return { retention, event: told };
          }),
        })),
      ),
    saveSnapshot: (snapshot) =>
      log.saveSnapshot({ ...snapshot, body: snapshot.body.replace('{', `{"trace":"${TRACES[4]}",`) }),
  });
}

/** The log fails once, and its error tells what it was given. */
export function failTelling(log: EventLog): EventLog {
  let hasFailed = false;
  return wrapped(log, {
    appendGroup: (group) => {
      const command = group.find(({ events }) => events.some(({ event }) => event.type === 'PassDeclared'));
      if (hasFailed || !command) return log.appendGroup(group);
      hasFailed = true;
      return Promise.reject(new Error(`could not keep the pass of ${NAME}: ${JSON.stringify(command)}`));
    },
  });
}

/** This log, but for a few of its methods. */
function wrapped(log: EventLog, changes: Partial<EventLog>): EventLog {
  return new Proxy(log, {
    get: (_, name): unknown => {
      const member: unknown = Reflect.get(changes, name) ?? Reflect.get(log, name, log);
      // Called through the proxy, a method would not reach the private fields of its own log.
      return typeof member === 'function' ? (member.bind(log) as unknown) : member;
    },
  });
}

/** A database from which a row was deleted without being overwritten: no table holds it, its page does (mutant M24). */
export function leaveInAFreePage(folder: string): void {
  const db = new DatabaseSync(join(folder, 'log.sqlite'));
  db.exec('PRAGMA secure_delete = OFF; CREATE TABLE kept (text TEXT)');
  db.prepare('INSERT INTO kept VALUES (?)').run(`${TRACES[0]} `.repeat(400));
  db.exec('DELETE FROM kept');
  db.close();
}

/** A number that SQLite packs in two bytes. */
export function leaveACount(folder: string): void {
  const db = new DatabaseSync(join(folder, 'log.sqlite'));
  db.exec(`CREATE TABLE kept (people INTEGER); INSERT INTO kept VALUES (${HEAD_COUNT})`);
  db.close();
}

/** A source map with the page of a developer who tried with their own place, and a fixture that was shipped. */
export function leaveInBuiltFiles(folder: string): void {
  mkdirSync(join(folder, 'client'), { recursive: true });
  const sourcesContent = [`const here = { lat: ${lat}, lon: ${lon} };\n`];
  writeFileSync(
    join(folder, 'client/page.js.map'),
    JSON.stringify({ version: 3, sources: ['x'], sourcesContent }),
  );
  writeFileSync(join(folder, 'fixture.json.gz'), gzipSync(JSON.stringify({ name: NAME })));
}

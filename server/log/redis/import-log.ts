import type { RedisClientOptions } from 'redis';
import type { RestingLog } from '../embedded-export.ts';
import { logKey } from './keys.ts';
import { functionCall, giveLibrary } from './library.ts';
import { Broken, Link, type Call } from './link.ts';
import { askSettings, promiseOf } from './server-settings.ts';

const CHUNK = 500;
const WITHIN_MS = 30_000;

/**
 * Puts all of a log into an empty place of a Redis server, under the same epoch: clients go on from their revisions.
 * Until its last step nothing can open it there; a move that was cut short is begun anew.
 * @throws Error when the server already holds a log of this territory, or may lose what it acknowledges
 */
export async function importLog(
  resting: RestingLog,
  {
    client,
    territory,
    memoryOnly = false,
  }: { client: RedisClientOptions; territory: string; memoryOnly?: boolean },
): Promise<void> {
  const link = new Link({
    client,
    answerWithinMs: WITHIN_MS,
    greet: async (call) => {
      const settings = await askSettings(call);
      try {
        promiseOf(settings, memoryOnly);
      } catch (cause) {
        throw new Broken(cause instanceof Error ? cause.message : String(cause));
      }
      await giveLibrary(call);
    },
    onBack: () => {},
  });
  await link.open(WITHIN_MS);
  try {
    await put(resting, logKey(territory), (command) => link.call(command));
  } finally {
    await link.close();
  }
}

async function put(resting: RestingLog, log: string, call: Call): Promise<void> {
  if ((await call(['HEXISTS', log, 'importing'])) === 1) await drop(log, call);
  else if ((await call(['EXISTS', log])) === 1)
    throw new Error('The Redis server already holds a log of this territory: nothing was moved.');
  await call(functionCall('import_begin', log, resting.epoch));
  for (const events of chunks(resting.events())) {
    const args = events.flatMap(({ retention, position, stream, version, commandId, event }) => [
      retention,
      String(position),
      stream,
      String(version),
      commandId,
      event,
    ]);
    await call(functionCall('import_events', log, ...args));
  }
  for (const answers of chunks(resting.answers())) {
    const args = answers.flatMap(({ commandId, retention, position, count, outcome }) => [
      commandId,
      retention,
      String(position),
      String(count),
      outcome,
    ]);
    await call(functionCall('import_answers', log, ...args));
  }
  for (const streams of chunks(resting.streams())) {
    const args = streams.flatMap(({ stream, version, kept }) => [stream, `${version} ${kept}`]);
    await call(functionCall('import_streams', log, ...args));
  }
  await call(functionCall('import_done', log, String(resting.head)));
}

/** Nobody can have opened what is there: it was never whole. */
async function drop(log: string, call: Call): Promise<void> {
  for (let cursor = '0'; ;) {
    const [next, keys] = (await call(['SCAN', cursor, 'MATCH', `${log}:*`, 'COUNT', '1000'])) as [
      string,
      string[],
    ];
    if (keys.length > 0) await call(['DEL', ...keys]);
    if (next === '0') break;
    cursor = next;
  }
  await call(['DEL', log]);
}

function* chunks<T>(all: Iterable<T>): Generator<T[]> {
  let chunk: T[] = [];
  for (const one of all) {
    chunk.push(one);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

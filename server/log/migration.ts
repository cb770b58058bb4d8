import { createHash } from 'node:crypto';
import type { RedisClientOptions } from 'redis';
import { openEmbeddedLog } from './embedded.ts';
import { exportEmbeddedLog } from './embedded-export.ts';
import type { EventLog } from './event-log.ts';
import { importLog } from './redis/import-log.ts';
import { openRedisLog } from './redis/redis-log.ts';
import { canonicalJson } from './snapshot.ts';

const PAGE = 1_000;
/** Looked up at once. */
const ANSWERS = 200;

export type Move = {
  /** Folder of the embedded log. */
  from: string;
  to: RedisClientOptions;
  territory: string;
  memoryOnly?: boolean;
};

/** What both engines were found to hold. `hash`: of every event, in order, with its place. */
export type Moved = { events: number; answers: number; head: number; hash: string };

/**
 * Moves the log of a folder into Redis, then reads both and compares them. The folder stays as it was.
 * @throws Error when the target is not empty, when a server holds the folder, or when the two differ
 */
export async function moveLog({ from, to, territory, memoryOnly = false }: Move): Promise<Moved> {
  const resting = exportEmbeddedLog(from);
  try {
    await importLog(resting, { client: to, territory, memoryOnly });
  } finally {
    resting.close();
  }
  const redis = await openRedisLog({ client: to, territory, newEpoch: noEpoch, memoryOnly });
  try {
    const answers = await compareAnswers(from, redis);
    const embedded = openEmbeddedLog({ folder: from, newEpoch: noEpoch });
    try {
      return { ...(await compareEvents(embedded, redis)), answers };
    } finally {
      await embedded.close();
    }
  } finally {
    await redis.close();
  }
}

async function compareEvents(embedded: EventLog, redis: EventLog): Promise<Omit<Moved, 'answers'>> {
  const [ours, theirs] = [await listing(embedded), await listing(redis)];
  if (canonicalJson(ours) !== canonicalJson(theirs))
    throw new Error(`The two logs differ: ${canonicalJson(ours)}, and in Redis ${canonicalJson(theirs)}.`);
  const { events, head, hash } = ours;
  return { events, head, hash };
}

async function listing(log: EventLog) {
  const hash = createHash('sha256');
  let events = 0;
  for (let after = 0; ;) {
    const page = await log.read(after, PAGE);
    for (const record of page) hash.update(`${canonicalJson(record)}\n`);
    events += page.length;
    if (page.length < PAGE) break;
    after = page.at(-1)?.position ?? after;
  }
  return { epoch: log.epoch, head: log.head(), events, hash: hash.digest('hex') };
}

async function compareAnswers(from: string, redis: EventLog): Promise<number> {
  const resting = exportEmbeddedLog(from);
  let count = 0;
  let batch: Promise<void>[] = [];
  try {
    for (const { commandId, outcome } of resting.answers()) {
      count += 1;
      batch.push(
        redis.answerOf(commandId).then((found) => {
          if (found === undefined || canonicalJson(found.outcome) !== canonicalJson(JSON.parse(outcome)))
            throw new Error('The answers of the two logs differ.');
        }),
      );
      if (batch.length < ANSWERS) continue;
      await Promise.all(batch);
      batch = [];
    }
    await Promise.all(batch);
    return count;
  } finally {
    resting.close();
  }
}

function noEpoch(): never {
  throw new Error('The log that was moved is gone.');
}

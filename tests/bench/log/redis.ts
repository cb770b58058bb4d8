import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import type { Append, EventLog } from '#server/log/event-log';
import { openRedisLog } from '#server/log/redis/redis-log';
import { isRedisInstalled, startRedis } from '../../support/redis-server.ts';
import { type Figure, figureOfPairs, milliseconds, timed } from './figure.ts';
import { commandSource, fill, inFolder } from './workload.ts';

const GROUP = 64;
const GROUPS_A_PAIR = 16;
const PAIRS = 25;
const HISTORY = 100_000;
const EVENTS_READ = 50_000;
const PAGE = 5_000;

/**
 * L1 on Redis: groups of 64 commands against 64 plain XADD of the same events sent as one batch to the same server, both
 * durable (`appendfsync always`). The ratio is of rates. Beyond the anchor, the log recognises a repeat, checks versions
 * and keeps answers. R1 on Redis: pages of the log against XRANGE of a plain stream, both parsed.
 */
export async function run(): Promise<Figure[]> {
  if (!isRedisInstalled) {
    process.stderr.write('L1 on Redis: no redis-server here\n');
    return [];
  }
  return inFolder(async (parent) => {
    const server = await startRedis({ parent });
    const plain = createClient({ url: server.url, RESP: 2 });
    await plain.connect();
    const send = (command: string[]) => plain.sendCommand(command);
    const log = await openRedisLog({ client: server.url, territory: 'bench', newEpoch: randomUUID });
    try {
      const commands = commandSource();
      await appendPairs(log, send, commands, 3);
      const young = await appendPairs(log, send, commands, PAIRS);
      await fill(log, commands, HISTORY);
      const old = await appendPairs(log, send, commands, PAIRS);
      await send(['DEL', 'plain']);
      const reads = await readPairs(log, send, commands);
      return [
        appendFigure('L1 on Redis, groups of 64', young),
        appendFigure(`L1 on Redis after ${HISTORY} commands`, old),
        figureOfPairs(
          `R1 on Redis, ${EVENTS_READ} events`,
          '<= 1.6',
          reads,
          ({ product, anchor }) => product / anchor,
          milliseconds,
        ),
      ];
    } finally {
      await log.close();
      plain.destroy();
      await server.remove();
    }
  });
}

type Send = (command: string[]) => Promise<unknown>;
type Pair = { product: number; anchor: number };

async function appendPairs(
  log: EventLog,
  send: Send,
  commands: (size: number) => Append[],
  count: number,
): Promise<Pair[]> {
  const measured: Pair[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    const groups = Array.from({ length: GROUPS_A_PAIR }, () => commands(GROUP));
    const batches = groups.map((group) => group.map(plainAppend));
    const product = async () => {
      for (const group of groups) await log.appendGroup(group);
    };
    const anchor = async () => {
      for (const batch of batches) await Promise.all(batch.map(send));
    };
    // Turn about, so that neither always runs on the other's heels.
    const first = pair % 2 === 0 ? await timed(product) : undefined;
    const reference = await timed(anchor);
    measured.push({
      product: (first ?? (await timed(product))) / GROUPS_A_PAIR,
      anchor: reference / GROUPS_A_PAIR,
    });
  }
  return measured;
}

async function readPairs(log: EventLog, send: Send, commands: (size: number) => Append[]): Promise<Pair[]> {
  for (let done = 0; done < EVENTS_READ; done += PAGE) {
    await Promise.all(commands(PAGE).map((append) => send(plainAppend(append))));
  }
  const product = async () => {
    let read = 0;
    while (read < EVENTS_READ) read += (await log.read(read, PAGE)).length;
  };
  const anchor = async () => {
    for (let after = '-', read = 0; read < EVENTS_READ;) {
      const page = (await send(['XRANGE', 'plain', after, '+', 'COUNT', String(PAGE)])) as [
        string,
        string[],
      ][];
      for (const [, fields] of page) JSON.parse(fields.at(-1) ?? '');
      read += page.length;
      after = `(${page.at(-1)?.[0] ?? ''}`;
    }
  };
  const pairs: Pair[] = [];
  for (let pair = 0; pair <= 11; pair += 1) {
    const measured = { product: await timed(product), anchor: await timed(anchor) };
    // The first pair warms up.
    if (pair > 0) pairs.push(measured);
  }
  return pairs;
}

function plainAppend({ commandId, stream, expectedVersion, events }: Append): string[] {
  const event = JSON.stringify(events[0]?.event);
  return [
    'XADD',
    'plain',
    '*',
    'stream',
    stream,
    'version',
    String(expectedVersion + 1),
    'command',
    commandId,
    'event',
    event,
  ];
}

function appendFigure(metric: string, measured: Pair[]): Figure {
  return figureOfPairs(metric, '>= 0.9', measured, ({ product, anchor }) => anchor / product, milliseconds);
}

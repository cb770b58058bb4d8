import { setTimeout as pause } from 'node:timers/promises';
import { Ledger } from '../../chaos/device.ts';
import { isRedisInstalled, startRedis } from '../../support/redis-server.ts';
import { paris } from '../../support/said.ts';
import { hostOf, territoryIds } from '../../territories/names.ts';
import type { Listening, NodeOrders } from '../../territories/node.ts';
import { Tablet } from '../../territories/tablet.ts';
import { Child } from '../child.ts';
import { costBetween, costOf } from '../cost.ts';
import { type Figure, figureOfPairs } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';

const COUNTS = [1, 10, 50] as const;
const EVENT_EVERY_MS = 1_000;
/** No half-hour ends during a measurement. */
const BEGINS = paris('10:01');

/** Of one process with all its territories: shares of a core at rest and with one event a second in each; MB. */
type Run = { rest: number; loaded: number; memory: number };

/**
 * T1 to T3, the growth by territories: one process that serves one, ten and fifty of them on one Redis, at rest and with
 * one person a second at a door of each. What a territory costs beside others is set beside what it costs alone.
 */
export async function run({ pairs, quick }: BenchOptions): Promise<Figure[]> {
  if (!isRedisInstalled) {
    process.stderr.write('T: no redis-server here\n');
    return [];
  }
  const seconds = quick ? 4 : 15;
  const sides = COUNTS.map(String);
  const measured = await inTurn(sides, quick ? 1 : Math.min(pairs, 3), (count) =>
    inFolder((parent) => measure(Number(count), parent, seconds)),
  );
  const of = (pair: Record<string, Run>, count: number): Run =>
    pair[String(count)] ?? { rest: NaN, loaded: NaN, memory: NaN };
  const cpu = (metric: string, count: number, phase: 'rest' | 'loaded') =>
    figureOfPairs(
      `${metric}, ${count} in one process, beside one`,
      '<= 1',
      measured.map((pair) => ({ product: of(pair, count)[phase] / count, anchor: of(pair, 1)[phase] })),
      ({ product, anchor }) => product / anchor,
      (share) => `${(100 * share).toFixed(2)} %`,
    );
  return COUNTS.filter((count) => count > 1).flatMap((count) => [
    cpu('T1 CPU a territory at rest', count, 'rest'),
    cpu('T2 CPU a territory, an event a second', count, 'loaded'),
    figureOfPairs(
      `T3 memory a territory more, ${count} of them, beside a process of one`,
      '-',
      measured.map((pair) => ({
        product: (of(pair, count).memory - of(pair, 1).memory) / (count - 1),
        anchor: of(pair, 1).memory,
      })),
      ({ product, anchor }) => product / anchor,
      (megabytes) => `${megabytes.toFixed(1)} MB`,
    ),
  ]);
}

async function measure(count: number, parent: string, seconds: number): Promise<Run> {
  const ids = territoryIds(count);
  const redis = await startRedis({ parent });
  const orders: NodeOrders = {
    name: 'server',
    redis: redis.url,
    day: { begins: BEGINS, beganAt: Date.now(), speed: 1 },
    territories: ids,
  };
  const server = new Child(
    { file: '../territories/node', execArgv: ['--expose-gc'] },
    JSON.stringify(orders),
  );
  const tablets: Tablet[] = [];
  try {
    const { port } = await server.next<Listening>();
    for (const id of ids) tablets.push(new Tablet([`http://127.0.0.1:${port}`], hostOf(id), new Ledger()));
    await Promise.all(tablets.map((tablet) => tablet.open()));
    const share = async (work: () => Promise<unknown>) => {
      const [began, before] = [performance.now(), costOf(server.pid)];
      await work();
      return costBetween(before, costOf(server.pid)).cpu / (1_000 * (performance.now() - began));
    };
    // What opening them left to do is over.
    await pause(1_000);
    const rest = await share(() => pause(seconds * 1_000));
    const until = Date.now() + seconds * 1_000;
    const loaded = await share(() =>
      Promise.all(
        tablets.map((tablet, index) =>
          tablet.count({ firstMs: (index / count) * EVENT_EVERY_MS, everyMs: EVENT_EVERY_MS, until }),
        ),
      ),
    );
    const answered = tablets.reduce((sum, { answeredIn }) => sum + answeredIn.length, 0);
    // Whoever waits for an answer counts nobody meanwhile: a machine that is too slow for the pace is said.
    if (answered < 0.9 * count * seconds)
      process.stderr.write(`T2: ${answered} events with ${count} territories, not ${count * seconds}\n`);
    return { rest, loaded, memory: await server.memory() };
  } finally {
    for (const tablet of tablets) tablet.close();
    await server.stop();
    await redis.remove();
  }
}

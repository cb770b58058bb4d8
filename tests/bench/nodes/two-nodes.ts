import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '#shared/kernel/instant';
import { isRedisInstalled, startRedis } from '../../support/redis-server.ts';
import { Child } from '../child.ts';
import { costBetween, costOf, type Cost } from '../cost.ts';
import type { Gather, Play, Played } from '../fan-out/crowd.ts';
import { type Figure, figureOfPairs } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import type { NodeOrders } from './node.ts';

const SIDES = { one: 1, two: 2 } as const;
type Side = keyof typeof SIDES;

/** Further apart than the publisher's tick, as F1 has it. */
const EVERY_MS = 83;
const BURST = 16;
const REST_MS = 3_000;
/** No half-hour ends during a measurement. */
const BEGINS = '2026-11-21T16:31:00.000Z' as Instant;

/** Per change that reached a lead: microseconds of processor of the nodes together and of their Redis; write calls. */
type Phase = { nodes: number; redis: number; writes: number };
/** `rest`: share of a core that all nodes take while nobody does anything. */
type Run = { rest: number; single: Phase; burst: Phase };

/**
 * C1: the same leads and the same three doors on two nodes, half of them on each, beside all of them on one, both on a
 * Redis of their own that flushes before it answers. A door's next arrival goes to its own node: the other one folds it.
 */
export async function run({ clients, pairs, quick }: BenchOptions): Promise<Figure[]> {
  if (!isRedisInstalled) {
    process.stderr.write('C1: no redis-server here\n');
    return [];
  }
  const rounds = quick ? 20 : 40;
  const sides: Side[] = ['one', 'two'];
  const measured = await inTurn(sides, pairs, (side) =>
    inFolder((folder) => measure(SIDES[side], folder, clients, rounds)),
  );
  const figure = (metric: string, target: string, of: (run: Run) => number, print = microseconds) =>
    figureOfPairs(
      metric,
      target,
      measured.map(({ one, two }) => ({ product: of(two), anchor: of(one) })),
      ({ product, anchor }) => product / anchor,
      print,
    );
  return [
    figure(
      `C1 CPU a change, ${clients} leads on two nodes, beside one`,
      '<= 1.15',
      ({ single }) => single.nodes,
    ),
    figure(`C1 the same, bursts of ${BURST}`, '<= 0.9', ({ burst }) => burst.nodes),
    figure('C1 write calls a change, single', '-', ({ single }) => single.writes, count),
    figure('C1 the same, bursts', '-', ({ burst }) => burst.writes, count),
    figure('C1 CPU of all nodes at rest', '-', ({ rest }) => rest, percent),
    figure('C1 CPU of Redis a change, two nodes, beside one', '-', ({ single }) => single.redis),
    figure(`C1 the same, bursts of ${BURST}`, '-', ({ burst }) => burst.redis),
    figure('C1 nodes and Redis together, single', '-', ({ single }) => single.nodes + single.redis),
    figure('C1 nodes and Redis together, bursts', '-', ({ burst }) => burst.nodes + burst.redis),
  ];
}

async function measure(count: number, parent: string, leads: number, rounds: number): Promise<Run> {
  const redis = await startRedis({ parent });
  const day = { begins: BEGINS, beganAt: Date.now(), speed: 1 };
  const nodes = Array.from({ length: count }, (_, index) => {
    const orders: NodeOrders = { redis: redis.url, name: `node-${index + 1}`, day };
    return new Child('nodes/node', JSON.stringify(orders));
  });
  const crowd = new Child('fan-out/crowd');
  try {
    const told = await Promise.all(nodes.map((node) => node.next<{ port: number }>()));
    const ports = told.map(({ port }) => port);
    await crowd.ask({ do: 'gather', dialect: 'socket.io', ports, leads } satisfies Gather);
    const spent = () => ({ nodes: sum(nodes.map(({ pid }) => costOf(pid))), redis: costOf(redis.pid) });
    const phase = async (burst: number): Promise<Phase> => {
      await crowd.ask({ do: 'play', rounds: 10, burst, everyMs: 20 } satisfies Play);
      const before = spent();
      const play = { do: 'play', rounds, burst, everyMs: EVERY_MS } satisfies Play;
      const { changes } = await crowd.ask<Played>(play);
      const after = spent();
      return {
        nodes: costBetween(before.nodes, after.nodes).cpu / changes,
        redis: costBetween(before.redis, after.redis).cpu / changes,
        writes: costBetween(before.nodes, after.nodes).writes / changes,
      };
    };
    const before = spent();
    await pause(REST_MS);
    const rest = costBetween(before.nodes, spent().nodes).cpu / (REST_MS * 1_000);
    return { rest, single: await phase(1), burst: await phase(BURST) };
  } finally {
    await Promise.all([crowd.stop(), ...nodes.map((node) => node.stop())]);
    await redis.remove();
  }
}

const microseconds = (value: number) => `${value.toFixed(2)} us`;
const count = (value: number) => value.toFixed(4);
const percent = (value: number) => `${(100 * value).toFixed(2)} %`;

function sum(costs: readonly Cost[]): Cost {
  return costs.reduce((all, { cpu, writes }) => ({ cpu: all.cpu + cpu, writes: all.writes + writes }));
}

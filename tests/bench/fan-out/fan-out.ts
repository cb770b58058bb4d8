import { Child } from '../child.ts';
import { costBetween, costOf } from '../cost.ts';
import { type Figure, figureOfPairs } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import type { Gather, Play, Played } from './crowd.ts';

const SIDES = {
  product: { file: 'product-server', args: [], dialect: 'socket.io' },
  socketIo: { file: 'fan-out/socketio-server', args: [], dialect: 'socket.io' },
  ws: { file: 'fan-out/ws-server', args: [], dialect: 'ws' },
  durableWs: { file: 'fan-out/ws-server', args: ['durable'], dialect: 'ws' },
} as const;
type Side = keyof typeof SIDES;

/** A dozen rounds a second: further apart than the publisher's tick of 50 ms, so that none waits for the one before. */
const EVERY_MS = 83;
const BURST = 16;

/** One phase. Costs are of the server alone, per change that reached a lead; waits are of the leads. */
type Phase = {
  cpu: number;
  writes: number;
  bytes: number;
  p50: number;
  p99: number;
};
type Run = { single: Phase; burst: Phase };
type Pair = Record<Side, Run>;

/**
 * One change to all leads. The product does everything it does: strict reading, decision, durable log, fold, release,
 * parse of what leaves, outbox. The anchors only broadcast the same bytes, and keep nothing (but `durableWs`).
 */
export async function run({ clients, pairs, quick }: BenchOptions): Promise<Figure[]> {
  const rounds = quick ? 15 : 30;
  const sides: Side[] = ['product', 'socketIo', 'ws', 'durableWs'];
  const measured = await inTurn(sides, pairs, (side) =>
    inFolder((folder) => measure(side, folder, clients, rounds)),
  );
  const name = `${clients} leads`;
  const cpu = (anchor: Side, phase: keyof Run, metric: string, target: string) =>
    ratio(
      measured,
      metric,
      target,
      anchor,
      (run) => run[phase].cpu,
      (value) => `${value.toFixed(2)} us`,
    );
  const count = (value: number) => value.toFixed(4);
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  return [
    cpu('socketIo', 'single', `FAN CPU a change, ${name}, beside socket.io`, '<= 1.15'),
    cpu('socketIo', 'burst', `FAN the same, bursts of ${BURST}, beside socket.io`, '<= 0.12'),
    cpu('ws', 'single', `F1 CPU a change, ${name}, beside ws`, '<= 1.15'),
    cpu('ws', 'burst', `F2 the same, bursts of ${BURST}, beside ws`, '<= 0.12'),
    ratio(measured, 'F3 writes a change, beside ws', '<= 1.02', 'ws', (run) => run.single.writes, count),
    ratio(measured, `F3 the same, bursts of ${BURST}`, '<= 0.08', 'ws', (run) => run.burst.writes, count),
    best(measured, 'F4 p50, beside durable ws', '<= 1.2', 'durableWs', (run) => run.single.p50, ms),
    best(measured, 'F4 p99, beside durable ws', '<= 1.4', 'durableWs', (run) => run.single.p99, ms),
    best(measured, 'FAN p50, beside socket.io', '-', 'socketIo', (run) => run.single.p50, ms),
    ratio(
      measured,
      'FAN characters a change, beside socket.io',
      '-',
      'socketIo',
      (run) => run.single.bytes,
      count,
    ),
    ratio(measured, `FAN the same, bursts of ${BURST}`, '-', 'socketIo', (run) => run.burst.bytes, count),
  ];
}

async function measure(side: Side, folder: string, leads: number, rounds: number): Promise<Run> {
  const { file, args, dialect } = SIDES[side];
  const server = new Child(file, folder, ...args);
  const crowd = new Child('fan-out/crowd');
  try {
    const { port } = await server.next<{ port: number }>();
    await crowd.ask({ do: 'gather', dialect, ports: [port], leads } satisfies Gather);
    const phase = async (burst: number): Promise<Phase> => {
      // Code that has not been compiled yet is not what runs all day.
      await crowd.ask({ do: 'play', rounds: 10, burst, everyMs: 20 } satisfies Play);
      const before = costOf(server.pid);
      const played = await crowd.ask<Played>({ do: 'play', rounds, burst, everyMs: EVERY_MS } satisfies Play);
      const { cpu, writes } = costBetween(before, costOf(server.pid));
      const { changes, bytes, p50, p99 } = played;
      return {
        cpu: cpu / changes,
        writes: writes / changes,
        bytes: bytes / changes,
        p50,
        p99,
      };
    };
    const single = await phase(1);
    // The disk is a matter of delay: its anchor has no burst of its own.
    return { single, burst: side === 'durableWs' ? single : await phase(BURST) };
  } finally {
    await Promise.all([crowd.stop(), server.stop()]);
  }
}

function ratio(
  measured: Pair[],
  metric: string,
  target: string,
  anchor: Side,
  of: (run: Run) => number,
  print: (value: number) => string,
): Figure {
  const pairs = measured.map((pair) => ({ product: of(pair.product), anchor: of(pair[anchor]) }));
  return figureOfPairs(metric, target, pairs, (pair) => pair.product / pair.anchor, print);
}

/** Of delays only the best run says something of the program; the others tell of the machine. */
function best(
  measured: Pair[],
  metric: string,
  target: string,
  anchor: Side,
  of: (run: Run) => number,
  print: (value: number) => string,
): Figure {
  const product = Math.min(...measured.map((pair) => of(pair.product)));
  const reference = Math.min(...measured.map((pair) => of(pair[anchor])));
  const figure = ratio(measured, metric, target, anchor, of, print);
  const spread = `best of ${measured.length}; medians ${figure.product} and ${figure.anchor}`;
  return {
    ...figure,
    product: print(product),
    anchor: print(reference),
    ratio: Number((product / reference).toPrecision(3)),
    spread,
  };
}

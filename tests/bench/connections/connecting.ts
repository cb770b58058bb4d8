import { Child } from '../child.ts';
import { costBetween, costOf } from '../cost.ts';
import type { Gather, Play } from '../fan-out/crowd.ts';
import { type Figure, figureOfPairs } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import type { Question } from './crowd.ts';

/** Changes that a lead who comes back has missed. */
const BEHIND = 100;
const BURST = 100;

const SIDES = {
  product: { file: 'product-server', dialect: 'socket.io', rounds: 2 },
  longer: { file: 'product-server', dialect: 'socket.io', rounds: 100 },
  socketIo: { file: 'fan-out/socketio-server', dialect: 'socket.io', rounds: 0 },
  ws: { file: 'fan-out/ws-server', dialect: 'ws', rounds: 0 },
} as const;
type Side = keyof typeof SIDES;

/**
 * F10: what one connection costs the server: the product greets it by its cookie and its door, and sends what it missed,
 * as the answer to its handshake. Then the same after a history fifty times as long.
 */
export async function run({ pairs, quick }: BenchOptions): Promise<Figure[]> {
  const times = quick ? 150 : 400;
  const sides: Side[] = ['product', 'longer', 'socketIo', 'ws'];
  const measured = await inTurn(sides, pairs, (side) => inFolder((folder) => measure(side, folder, times)));
  const figure = (metric: string, target: string, product: Side, anchor: Side) =>
    figureOfPairs(
      metric,
      target,
      measured.map((pair) => ({ product: pair[product], anchor: pair[anchor] })),
      (pair) => pair.product / pair.anchor,
      (microseconds) => `${microseconds.toFixed(0)} us`,
    );
  return [
    figure(`F10 CPU a connection, ${BEHIND} changes behind, beside ws`, '<= 4.5', 'product', 'ws'),
    figure('F10 the same, beside socket.io, which sends nothing', '-', 'product', 'socketIo'),
    figure('F10 the same, a history of 10,000 events, of 200', '<= 1.15', 'longer', 'product'),
  ];
}

async function measure(side: Side, folder: string, times: number): Promise<number> {
  const { file, dialect, rounds } = SIDES[side];
  const server = new Child(file, folder);
  const tablets = new Child('fan-out/crowd');
  const crowd = new Child('connections/crowd');
  try {
    const { port } = await server.next<{ port: number }>();
    if (rounds > 0) {
      // One lead is enough to know when a round has been heard.
      await tablets.ask({ do: 'gather', dialect, ports: [port], leads: 1 } satisfies Gather);
      await tablets.ask({ do: 'play', rounds, burst: BURST, everyMs: 1 } satisfies Play);
    }
    const visit = (count: number) =>
      crowd.ask({
        do: 'visit',
        dialect,
        port,
        times: count,
        behind: rounds > 0 ? BEHIND : 0,
      } satisfies Question);
    await visit(150);
    const before = costOf(server.pid);
    await visit(times);
    return costBetween(before, costOf(server.pid)).cpu / times;
  } finally {
    await Promise.all([crowd.stop(), tablets.stop(), server.stop()]);
  }
}

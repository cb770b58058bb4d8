import { Child } from '../child.ts';
import { costBetween, costOf } from '../cost.ts';
import { type Figure, figureOfPairs } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import type { Gather, Play } from './crowd.ts';

const EVERY_MS = 83;
/** What the growth is measured from. */
const BASE = 1_000;

/**
 * The growth of F1: CPU of the server an event, whatever it reaches, and a delivery, with more and more leads. What an
 * event costs by itself shows with few of them; with many a delivery is all there is, and it does not grow.
 */
export async function run({ pairs, quick }: BenchOptions): Promise<Figure[]> {
  const crowds = quick ? [100, 500, 1_000] : [100, 500, 1_000, 2_000, 5_000];
  const rounds = quick ? 10 : 20;
  const measured = await inTurn(crowds.map(String), Math.min(pairs, 3), (leads) =>
    inFolder((folder) => cpuOfEvent(folder, Number(leads), rounds)),
  );
  return crowds
    .filter((leads) => leads !== BASE)
    .map((leads) =>
      figureOfPairs(
        `F1 growth: CPU a delivery, ${leads} leads, beside ${BASE}`,
        leads > BASE ? '<= 1.25' : '-',
        measured.map((pair) => ({
          product: (pair[String(leads)] ?? NaN) / leads,
          anchor: (pair[String(BASE)] ?? NaN) / BASE,
        })),
        ({ product, anchor }) => product / anchor,
        (microseconds) => `${microseconds.toFixed(2)} us`,
      ),
    );
}

async function cpuOfEvent(folder: string, leads: number, rounds: number): Promise<number> {
  const server = new Child('product-server', folder);
  const crowd = new Child('fan-out/crowd');
  try {
    const { port } = await server.next<{ port: number }>();
    await crowd.ask({ do: 'gather', dialect: 'socket.io', ports: [port], leads } satisfies Gather);
    await crowd.ask({ do: 'play', rounds: 10, burst: 1, everyMs: 20 } satisfies Play);
    const before = costOf(server.pid);
    await crowd.ask({ do: 'play', rounds, burst: 1, everyMs: EVERY_MS } satisfies Play);
    return costBetween(before, costOf(server.pid)).cpu / rounds;
  } finally {
    await Promise.all([crowd.stop(), server.stop()]);
  }
}

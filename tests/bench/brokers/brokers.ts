import { Child } from '../child.ts';
import { costBetween, costOf } from '../cost.ts';
import type { Dialect, Gather, Play, Played } from '../fan-out/crowd.ts';
import { type Figure, figureOfPairs } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import { BROKERS, isHere, startBroker, type BrokerName } from './broker.ts';

type Side = 'product' | BrokerName;
type Run = { single: number; burst: number };

/** As F1 and F2 have it. */
const EVERY_MS = 83;
const BURST = 16;
const TARGETS: Record<BrokerName, Record<keyof Run, string>> = {
  mosquitto: { single: '<= 1', burst: '<= 0.12' },
  nchan: { single: '<= 1.25', burst: '<= 0.25' },
};
const DIALECTS: Record<Side, Dialect> = { product: 'socket.io', mosquitto: 'mqtt', nchan: 'nchan' };

/**
 * F5: one change to all leads, CPU of the server's one process, beside two brokers of Debian that are given the same bytes
 * and keep nothing. A broker that is not installed is said, never a failure.
 */
export async function run({ clients, pairs, quick }: BenchOptions): Promise<Figure[]> {
  const rounds = quick ? 15 : 30;
  const here = BROKERS.filter(isHere);
  const sides: Side[] = ['product', ...here];
  const measured =
    here.length === 0
      ? []
      : await inTurn(sides, Math.min(pairs, 3), (side) =>
          inFolder((folder) => measure(side, folder, clients, rounds)),
        );
  return BROKERS.flatMap((broker) =>
    (['single', 'burst'] as const).map((phase) => {
      const how = phase === 'single' ? `${clients} leads` : `bursts of ${BURST}`;
      const metric = `F5 CPU a change, ${how}, beside ${broker}`;
      if (!here.includes(broker)) return absent(metric, TARGETS[broker][phase]);
      return figureOfPairs(
        metric,
        TARGETS[broker][phase],
        measured.map((pair) => ({ product: pair.product[phase], anchor: pair[broker][phase] })),
        ({ product, anchor }) => product / anchor,
        (microseconds) => `${microseconds.toFixed(2)} us`,
      );
    }),
  );
}

async function measure(side: Side, folder: string, leads: number, singles: number): Promise<Run> {
  const crowd = new Child('fan-out/crowd');
  const server = side === 'product' ? await startProduct(folder) : await startBroker(side, folder);
  try {
    const dialect = DIALECTS[side];
    await crowd.ask({ do: 'gather', dialect, ports: [server.port], leads } satisfies Gather);
    const phase = async (burst: number, rounds: number): Promise<number> => {
      await crowd.ask({ do: 'play', rounds: 5, burst, everyMs: 20 } satisfies Play);
      const before = costOf(server.pid);
      const play = { do: 'play', rounds, burst, everyMs: EVERY_MS } satisfies Play;
      const { changes } = await crowd.ask<Played>(play);
      return costBetween(before, costOf(server.pid)).cpu / changes;
    };
    return { single: await phase(1, singles), burst: await phase(BURST, Math.ceil(singles / 2)) };
  } finally {
    await Promise.all([crowd.stop(), server.stop()]);
  }
}

async function startProduct(folder: string) {
  const child = new Child('product-server', folder);
  const { port } = await child.next<{ port: number }>();
  return { pid: child.pid, port, stop: () => child.stop() };
}

function absent(metric: string, target: string): Figure {
  return {
    metric,
    product: '-',
    anchor: 'not here',
    ratio: Number.NaN,
    target: `- (${target})`,
    spread: '-',
  };
}

import { Child } from '../child.ts';
import type { Gather, Play } from '../fan-out/crowd.ts';
import { type Figure, figureOfPairs } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import type { Question } from './crowd.ts';

const LEADS = 200;
const STALLED = 20;
const BURST = 50;
/** Whole views: more than a link's buffers in the system take, so that what follows waits here. */
const ASKS = 200;
/** What each of them may leave waiting, and what a process that has worked keeps for its next work. */
const ALLOWED_MB = STALLED * 0.5 + 10;

type Side = 'stalled' | 'control';
type Memory = { once: number; twice: number };

/**
 * F9: twenty of two hundred leads ask for everything, again and again, and read nothing of it nor of 7,500 events; the
 * control is the same with twenty who read.
 */
export async function run({ pairs, quick }: BenchOptions): Promise<Figure[]> {
  const events = quick ? 1_500 : 7_500;
  const sides: Side[] = ['stalled', 'control'];
  const measured = await inTurn(sides, Math.min(pairs, 3), (side) =>
    inFolder((folder) => measure(side, folder, events)),
  );
  const megabytes = (value: number) => `${value.toFixed(1)} MB`;
  return [
    figureOfPairs(
      `F9 memory over the control, of ${ALLOWED_MB} MB, ${events} events`,
      '<= 1',
      measured.map(({ stalled, control }) => ({ product: stalled.once - control.once, anchor: ALLOWED_MB })),
      ({ product, anchor }) => product / anchor,
      megabytes,
    ),
    figureOfPairs(
      'F9 memory at twice the events, at once',
      '<= 1.1',
      measured.map(({ stalled }) => ({ product: stalled.twice, anchor: stalled.once })),
      ({ product, anchor }) => product / anchor,
      megabytes,
    ),
  ];
}

async function measure(side: Side, folder: string, events: number): Promise<Memory> {
  const server = new Child({ file: 'product-server', execArgv: ['--expose-gc'] }, folder);
  const crowd = new Child('fan-out/crowd');
  const others = new Child('connections/crowd');
  try {
    const { port } = await server.next<{ port: number }>();
    const leads = LEADS - STALLED;
    await crowd.ask({ do: 'gather', dialect: 'socket.io', ports: [port], leads } satisfies Gather);
    const reads = side === 'control';
    await others.ask({ do: 'ask', port, links: STALLED, asks: ASKS, reads } satisfies Question);
    const play = { do: 'play', rounds: events / BURST, burst: BURST, everyMs: 20 } satisfies Play;
    await crowd.ask(play);
    const once = await server.memory();
    await crowd.ask(play);
    return { once, twice: await server.memory() };
  } finally {
    await Promise.all([others.stop(), crowd.stop(), server.stop()]);
  }
}

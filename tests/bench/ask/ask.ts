import { Child } from '../child.ts';
import { costBetween, costOf } from '../cost.ts';
import { type Figure, figureOfPairs, milliseconds } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import type { Ask, Asked } from './asker.ts';

const SIDES = {
  product: { file: 'product-server', dialect: 'socket.io' },
  http: { file: 'ask/http-server', dialect: 'http' },
} as const;
type Side = keyof typeof SIDES;

const MANY = 16;

/** Of the server: CPU in microseconds a command. Of the device: median wait in milliseconds. */
type Run = { cpuAlone: number; cpuMany: number; p50Alone: number; p50Many: number };

/** I1: from a command to its durable acknowledgement, one at a time and with sixteen devices asking. */
export async function run({ pairs, quick }: BenchOptions): Promise<Figure[]> {
  const commands = quick ? 1_000 : 3_000;
  const sides: Side[] = ['product', 'http'];
  const measured = await inTurn(sides, pairs, (side) =>
    inFolder((folder) => measure(side, folder, commands)),
  );
  const figure = (metric: string, of: (run: Run) => number, print: (value: number) => string) =>
    figureOfPairs(
      metric,
      '<= 1.8',
      measured.map(({ product, http }) => ({ product: of(product), anchor: of(http) })),
      (pair) => pair.product / pair.anchor,
      print,
    );
  const microseconds = (value: number) => `${value.toFixed(0)} us`;
  return [
    figure('I1 CPU a command, one device', (run) => run.cpuAlone, microseconds),
    figure(`I1 CPU a command, ${MANY} devices`, (run) => run.cpuMany, microseconds),
    figure('I1 wait, one device', (run) => run.p50Alone, milliseconds),
    figure(`I1 wait, ${MANY} devices`, (run) => run.p50Many, milliseconds),
  ];
}

async function measure(side: Side, folder: string, commands: number): Promise<Run> {
  const { file, dialect } = SIDES[side];
  const server = new Child(file, folder);
  const asker = new Child('ask/asker');
  try {
    const { port } = await server.next<{ port: number }>();
    const series = async (links: number, count: number) => {
      await asker.ask({ dialect, port, links, commands: 400 } satisfies Ask);
      const before = costOf(server.pid);
      const { p50 } = await asker.ask<Asked>({ dialect, port, links, commands: count } satisfies Ask);
      return { cpu: costBetween(before, costOf(server.pid)).cpu / count, p50 };
    };
    const alone = await series(1, commands / 5);
    const many = await series(MANY, commands);
    return { cpuAlone: alone.cpu, cpuMany: many.cpu, p50Alone: alone.p50, p50Many: many.p50 };
  } finally {
    await Promise.all([asker.stop(), server.stop()]);
  }
}

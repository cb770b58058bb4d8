import { Child } from '../child.ts';
import { type Figure, figureOfPairs } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import type { Question } from './crowd.ts';

const SIDES = {
  product: { file: 'product-server', dialect: 'socket.io' },
  socketIo: { file: 'fan-out/socketio-server', dialect: 'socket.io' },
  ws: { file: 'fan-out/ws-server', dialect: 'ws' },
} as const;
type Side = keyof typeof SIDES;

/** F8: what one connected lead more holds, from so many to so many of them: what a process holds alone is not counted. */
export async function run({ pairs, quick }: BenchOptions): Promise<Figure[]> {
  const [few, many] = quick ? [200, 1_200] : [1_000, 5_000];
  const sides: Side[] = ['product', 'socketIo', 'ws'];
  const measured = await inTurn(sides, Math.min(pairs, 3), (side) =>
    inFolder((folder) => slope(side, folder, few, many)),
  );
  const beside = (anchor: Side, metric: string, target: string) =>
    figureOfPairs(
      metric,
      target,
      measured.map((pair) => ({ product: pair.product, anchor: pair[anchor] })),
      (pair) => pair.product / pair.anchor,
      (kilobytes) => `${kilobytes.toFixed(1)} KB`,
    );
  return [
    beside('ws', `F8 memory a connection, from ${few} to ${many}, beside ws`, '<= 4.5'),
    beside('socketIo', 'F8 the same, beside socket.io', '-'),
  ];
}

async function slope(side: Side, folder: string, few: number, many: number): Promise<number> {
  const { file, dialect } = SIDES[side];
  const server = new Child({ file, execArgv: ['--expose-gc'] }, folder);
  const crowd = new Child('connections/crowd');
  try {
    const { port } = await server.next<{ port: number }>();
    const hold = (leads: number) => crowd.ask({ do: 'hold', dialect, port, leads } satisfies Question);
    await hold(few);
    const before = await server.memory();
    await hold(many - few);
    return (((await server.memory()) - before) * 1024) / (many - few);
  } finally {
    await Promise.all([crowd.stop(), server.stop()]);
  }
}

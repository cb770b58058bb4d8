import { Child } from '../child.ts';
import { costBetween, costOf } from '../cost.ts';
import { type Figure, figureOfPairs } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import type { WardAsk, WardGather } from './ward-crowd.ts';

const SIDES = { several: ['lead', 'hospital', 'coordination'], one: ['hospital'] } as const;
type Side = keyof typeof SIDES;

/**
 * F7: a bed that closes and reopens, told to three audiences of so many each (no act of the product tells four of them
 * at once and each time), beside one audience of as many in all. Both release for whoever may know; what is compared is
 * that several frames are made and sent instead of one.
 */
export async function run({ clients, pairs, quick }: BenchOptions): Promise<Figure[]> {
  const screens = Math.floor(clients / 3) * 3;
  const rounds = quick ? 20 : 40;
  const sides: Side[] = ['several', 'one'];
  const measured = await inTurn(sides, pairs, (side) =>
    inFolder((folder) => measure(side, folder, screens, rounds)),
  );
  return [
    figureOfPairs(
      `F7 CPU a delivery, three audiences of ${screens / 3}, beside one of ${screens}`,
      '<= 1.15',
      measured.map(({ several, one }) => ({ product: several, anchor: one })),
      ({ product, anchor }) => product / anchor,
      (microseconds) => `${microseconds.toFixed(2)} us`,
    ),
  ];
}

async function measure(side: Side, folder: string, screens: number, rounds: number): Promise<number> {
  const server = new Child('product-server', folder);
  const crowd = new Child('fan-out/ward-crowd');
  try {
    const { port } = await server.next<{ port: number }>();
    await crowd.ask({ do: 'gather', port, doors: [...SIDES[side]], screens } satisfies WardGather);
    await crowd.ask({ do: 'play', rounds: 10 } satisfies WardAsk);
    const before = costOf(server.pid);
    await crowd.ask({ do: 'play', rounds } satisfies WardAsk);
    return costBetween(before, costOf(server.pid)).cpu / (rounds * screens);
  } finally {
    await Promise.all([crowd.stop(), server.stop()]);
  }
}

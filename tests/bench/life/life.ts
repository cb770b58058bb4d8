import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from '../child.ts';
import { type Figure, figureOfOne } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import type { Part } from './liver.ts';

/** A first tenth may hold no erasure yet: what begins with seventy-two hours is full from the second on. */
const PARTS = 10;

/**
 * M1 and M2: a million events in the life of one server, with its releases, its log on the disk, and what is erased
 * every hour. The curve, a tenth at a time, is left in `test-results/life.json`.
 */
export function run({ quick }: BenchOptions): Promise<Figure[]> {
  const events = quick ? 100_000 : 1_000_000;
  return inFolder(async (folder) => {
    const child = new Child(
      { file: 'life/liver', execArgv: ['--expose-gc'] },
      folder,
      `${events}`,
      `${PARTS}`,
    );
    const parts = await child.next<Part[]>();
    await child.stop();
    const results = join(import.meta.dirname, '../../../test-results');
    mkdirSync(results, { recursive: true });
    writeFileSync(join(results, 'life.json'), `${JSON.stringify(parts, null, 2)}\n`);
    return figuresOf(parts, events);
  });
}

export function figuresOf(parts: readonly Part[], events: number): Figure[] {
  const [first, second, last] = [parts[0], parts[1], parts.at(-1)];
  if (!first || !second || !last) throw new Error('a life has more parts');
  const of = (metric: string, target: string, from: Part, what: keyof Part, unit: string) =>
    figureOfOne(
      metric,
      target,
      { product: last[what], anchor: from[what] },
      (value) => `${value.toFixed(1)} ${unit}`,
    );
  const tenth = events / PARTS;
  return [
    of(`M1 memory at ${events} events, at ${tenth}`, '<= 1.1', first, 'rss', 'MB'),
    of('M1 JS heap in use, the same', '<= 1.1', first, 'heap', 'MB'),
    of(`M2 CPU an event, the last ${tenth}, the first`, '<= 1.15', first, 'cpu', 'us'),
    of('M2 the same, beside the second', '<= 1.15', second, 'cpu', 'us'),
  ];
}

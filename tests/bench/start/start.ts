import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from '../child.ts';
import { type Figure, figureOfPairs, milliseconds } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import type { Started } from './start-server.ts';

type Side = 'replay' | 'lines' | 'snapshot' | 'shortSnapshot';

/**
 * R1 and R2 of the whole server: `createApp` on a history, with its snapshot and without. The start on a snapshot is
 * also set beside the same start on a history ten times shorter.
 */
export function run({ pairs, quick }: BenchOptions): Promise<Figure[]> {
  const events = quick ? 20_000 : 100_000;
  return inFolder(async (folder) => {
    const long = join(folder, 'long');
    const short = join(folder, 'short');
    const bare = join(folder, 'bare');
    await create(long, events);
    await create(short, events / 10);
    cpSync(long, bare, { recursive: true });
    rmSync(join(bare, 'snapshot'));
    const starts: Record<Side, readonly [folder: string, side: 'server' | 'lines']> = {
      replay: [bare, 'server'],
      lines: [long, 'lines'],
      snapshot: [long, 'server'],
      shortSnapshot: [short, 'server'],
    };
    const sides: Side[] = ['replay', 'lines', 'snapshot', 'shortSnapshot'];
    const measured = await inTurn(sides, pairs, async (side) => {
      const child = new Child('start/start-server', ...starts[side]);
      const started = await child.next<Started>();
      await child.stop();
      return started;
    });
    for (const { replay, lines, snapshot } of measured) {
      if (replay.position !== snapshot.position || replay.position !== lines.position) {
        throw new Error('the starts do not end at the same event');
      }
    }
    const figure = (metric: string, target: string, product: Side, anchor: Side) =>
      figureOfPairs(
        metric,
        target,
        measured.map((pair) => ({ product: pair[product].cpu, anchor: pair[anchor].cpu })),
        (pair) => pair.product / pair.anchor,
        milliseconds,
      );
    return [
      figure(`R1 whole server, ${events} events, beside JSON.parse`, '<= 1.6', 'replay', 'lines'),
      figure('R2 whole server, snapshot beside replay', '<= 0.05', 'snapshot', 'replay'),
      figure(`R2 whole server, beside ${events / 10} events`, '<= 1.5', 'snapshot', 'shortSnapshot'),
    ];
  });
}

async function create(folder: string, events: number): Promise<void> {
  const child = new Child('start/create', folder, String(events));
  await child.next();
  await child.stop();
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '#server/ports/clock';
import { Child } from '../child.ts';
import { costOf } from '../cost.ts';
import { type Figure, figureOfPairs, quantile } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import type { BenchOptions } from '../options.ts';
import { inTurn } from '../sides.ts';
import { LINES } from './history.ts';
import { freePort } from '../../support/free-port.ts';

const pages = new URL('../../../build/handler.js', import.meta.url);
/** A server that was replaced is back within this. */
const ALLOWED_SECONDS = 1;
const PATIENCE_MS = 120_000;
const LOOK_MS = 5;
const COMPILED = join(import.meta.dirname, '../../../node_modules/.cache/bench/compiled');

/** From the process's birth to the first yes of `/api/ready`: seconds, and the processor's of them. */
type Ready = { seconds: number; cpu: number };
type Side = 'history' | 'nothing';

/**
 * R2 in seconds: the whole server with its pages, on a snapshot, its tail and what time made due since (an hour or two);
 * beside the same server that has no history at all.
 */
export async function run({ pairs, quick }: BenchOptions): Promise<Figure[]> {
  if (!existsSync(pages)) {
    process.stderr.write('R2 in seconds: the pages are not built (npm run build)\n');
    return [];
  }
  const events = quick ? 20_000 : 100_000;
  return inFolder(async (folder) => {
    const history = join(folder, 'history');
    const child = new Child('start/create', history, String(events), systemClock.now());
    await child.next();
    await child.stop();
    rmSync(join(history, LINES));
    const measured = await inTurn<Side, Ready>(['history', 'nothing'], pairs, async (side) => {
      const place = join(folder, 'place');
      if (side === 'history') cpSync(history, place, { recursive: true });
      else mkdirSync(place);
      try {
        return await start(place);
      } finally {
        rmSync(place, { recursive: true });
      }
    });
    const beside = (metric: string, of: (ready: Ready) => number) =>
      figureOfPairs(
        metric,
        '-',
        measured.map((pair) => ({ product: of(pair.history), anchor: of(pair.nothing) })),
        ({ product, anchor }) => product / anchor,
        print,
      );
    const seconds = measured.map((pair) => pair.history.seconds);
    const best = Math.min(...seconds);
    return [
      {
        metric: `R2 seconds until /api/ready, ${events} events`,
        product: print(best),
        anchor: print(ALLOWED_SECONDS),
        ratio: Number((best / ALLOWED_SECONDS).toPrecision(3)),
        target: '<= 1',
        spread: `best of ${pairs}; median ${print(quantile(seconds, 0.5))}`,
      },
      beside('R2 the same, beside no history', ({ seconds }) => seconds),
      beside('R2 CPU of it, beside no history', ({ cpu }) => cpu),
    ];
  });
}

const print = (seconds: number) => `${seconds.toFixed(2)} s`;

async function start(folder: string): Promise<Ready> {
  const port = await freePort();
  const began = performance.now();
  const args = [join(import.meta.dirname, 'ready-server.ts'), folder, String(port), pages.href];
  // As `server/main.ts` keeps what its files compile to: all starts but the first find it.
  const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const left = () => child.kill('SIGKILL');
  process.once('exit', left);
  const gone = once(child, 'exit');
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => null);
      const took = performance.now() - began;
      if (answer?.ok) return { seconds: took / 1_000, cpu: costOf(child.pid ?? NaN).cpu / 1e6 };
      if (child.exitCode !== null || took > PATIENCE_MS) throw new Error('the server was never ready');
      await pause(LOOK_MS);
    }
  } finally {
    child.kill('SIGKILL');
    await gone;
    process.off('exit', left);
  }
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { run as ask } from './ask/ask.ts';
import { Child } from './child.ts';
import { run as fanOut } from './fan-out/fan-out.ts';
import type { Figure } from './log/figure.ts';
import { readOptions, type BenchOptions } from './options.ts';
import { run as start } from './start/start.ts';
import { tableOf } from './table.ts';

/** The product beside its anchors, in one run. Ratios count; absolute figures are of this machine and this hour. */
const GROUPS: readonly { letter: string; run: (options: BenchOptions) => Promise<Figure[]> }[] = [
  { letter: 'F', run: fanOut },
  { letter: 'I', run: ask },
  { letter: 'R', run: start },
  { letter: 'R', run: inChild('replay') },
  { letter: 'L', run: inChild('append') },
  { letter: 'L', run: inChild('offered-load') },
  { letter: 'L', run: inChild('redis') },
];

/** The benchmarks of the log alone hold both sides in one process; each has a fresh one. */
function inChild(name: 'append' | 'offered-load' | 'redis' | 'replay'): () => Promise<Figure[]> {
  return async () => {
    const child = new Child('log/child', name);
    const figures = await child.next<Figure[]>();
    await child.stop();
    return figures;
  };
}

const options = readOptions(process.argv.slice(2));
if (options.only !== undefined && !GROUPS.some(({ letter }) => letter === options.only)) {
  throw new Error(`--only takes F, I, L or R, not ${options.only}`);
}
const figures: Figure[] = [];
for (const { letter, run } of GROUPS) {
  if (options.only !== undefined && options.only !== letter) continue;
  const start = performance.now();
  figures.push(...(await run(options)));
  process.stderr.write(`${letter}: ${Math.round((performance.now() - start) / 1000)} s\n`);
}
process.stdout.write(`${tableOf(figures)}\n`);

const results = join(import.meta.dirname, '../../test-results');
mkdirSync(results, { recursive: true });
const machine = { cores: cpus().length, node: process.version };
writeFileSync(join(results, 'bench.json'), `${JSON.stringify({ machine, options, figures }, null, 2)}\n`);

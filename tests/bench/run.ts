import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { run as ask } from './ask/ask.ts';
import { run as bundle } from './browser/bundle.ts';
import { run as liveMap } from './browser/live-map/live-map.ts';
import { run as firstPaint } from './browser/first-paint.ts';
import { run as brokers } from './brokers/brokers.ts';
import { Child } from './child.ts';
import { run as catchUp } from './catch-up/catch-up.ts';
import { run as connecting } from './connections/connecting.ts';
import { run as connectionMemory } from './connections/memory.ts';
import { run as stalled } from './connections/stalled.ts';
import { run as audiences } from './fan-out/audiences.ts';
import { run as bytes } from './fan-out/bytes.ts';
import { run as crowds } from './fan-out/crowds.ts';
import { run as fanOut } from './fan-out/fan-out.ts';
import { run as life } from './life/life.ts';
import type { Figure } from './log/figure.ts';
import { run as twoNodes } from './nodes/two-nodes.ts';
import { readOptions, type BenchOptions } from './options.ts';
import { run as ready } from './start/ready.ts';
import { run as start } from './start/start.ts';
import { tableOf, verdictOf } from './table.ts';
import { run as territories } from './territories/growth.ts';

type Group = { codes: readonly string[]; run: (options: BenchOptions) => Promise<Figure[]>; alone?: true };

/** The product beside its anchors, in one run. Ratios count; absolute figures are of this machine and this hour. */
const GROUPS: readonly Group[] = [
  { codes: ['F1', 'F2', 'F3', 'F4'], run: fanOut },
  { codes: ['F1'], run: crowds },
  { codes: ['F5'], run: brokers },
  { codes: ['F6'], run: bytes },
  { codes: ['F7'], run: audiences },
  { codes: ['F8'], run: connectionMemory },
  { codes: ['F9'], run: stalled },
  { codes: ['F10'], run: connecting },
  { codes: ['C1'], run: twoNodes },
  { codes: ['T1', 'T2', 'T3'], run: territories },
  { codes: ['I1'], run: ask },
  { codes: ['R1', 'R2'], run: start },
  { codes: ['R2'], run: ready },
  { codes: ['R1', 'R2'], run: inChild('replay') },
  { codes: ['R3'], run: catchUp },
  { codes: ['L1'], run: inChild('append') },
  { codes: ['L2'], run: inChild('offered-load') },
  { codes: ['L1'], run: inChild('redis') },
  // A million events take a quarter of an hour: asked for by name.
  { codes: ['M1', 'M2'], run: life, alone: true },
  { codes: ['B1'], run: bundle },
  { codes: ['B2'], run: firstPaint },
  { codes: ['B3', 'B6'], run: liveMap },
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
const { only } = options;
const asked = GROUPS.filter(({ codes, alone }) =>
  only === undefined ? alone === undefined : codes.some((code) => code.startsWith(only)),
);
if (asked.length === 0) {
  const known = [...new Set(GROUPS.flatMap(({ codes }) => codes))].join(', ');
  throw new Error(`--only takes the beginning of one of ${known}, not ${String(only)}`);
}
const figures: Figure[] = [];
try {
  for (const { codes, run } of asked) {
    const start = performance.now();
    figures.push(...(await run(options)));
    process.stderr.write(`${codes.join(' ')}: ${Math.round((performance.now() - start) / 1000)} s\n`);
  }
} finally {
  // A run that breaks off has measured what it has measured.
  report();
}

function report(): void {
  process.stdout.write(`${tableOf(figures)}\n`);
  const results = join(import.meta.dirname, '../../test-results');
  mkdirSync(results, { recursive: true });
  const machine = { cores: cpus().length, node: process.version };
  const judged = figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) }));
  const name = only === undefined ? 'bench.json' : `bench-${only.toLowerCase()}.json`;
  writeFileSync(join(results, name), `${JSON.stringify({ machine, options, figures: judged }, null, 2)}\n`);
}

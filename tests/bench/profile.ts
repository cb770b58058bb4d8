import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from './child.ts';
import type { Gather, Play, Played } from './fan-out/crowd.ts';
import { inFolder } from './log/workload.ts';

/**
 * Where the time of the server goes while one change after the other reaches every lead (F1), then sixteen at a time
 * (F2): `node tests/bench/profile.ts [leads]` prints, for each, the functions and the parts of the product in which its
 * processor stands, by their own time.
 */
const leads = Number(process.argv[2] ?? 1_000);
const ROUNDS = 60;
const TOP = 25;

type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
};

for (const burst of [1, 16]) {
  const profile = await inFolder((folder) => profileOf(folder, burst));
  print(`${burst === 1 ? 'F1' : 'F2'}: ${leads} leads, ${burst} at a time, ${ROUNDS} rounds`, profile);
}

async function profileOf(folder: string, burst: number): Promise<Profile> {
  const out = mkdtempSync(join(tmpdir(), 'profile-'));
  const execArgv = ['--cpu-prof', '--cpu-prof-interval', '200', `--cpu-prof-dir=${out}`];
  const server = new Child({ file: 'product-server', execArgv }, folder);
  const crowd = new Child('fan-out/crowd');
  try {
    const { port } = await server.next<{ port: number }>();
    await crowd.ask({ do: 'gather', dialect: 'socket.io', ports: [port], leads } satisfies Gather);
    await crowd.ask<Played>({ do: 'play', rounds: ROUNDS, burst, everyMs: 60 } satisfies Play);
    await server.leave();
    const file = readdirSync(out)[0];
    if (file === undefined) throw new Error('the server left no profile');
    return JSON.parse(readFileSync(join(out, file), 'utf8')) as Profile;
  } finally {
    await crowd.stop();
    rmSync(out, { recursive: true });
  }
}

/** The last so many samples only: the start and the gathering are not what runs all day. */
function print(title: string, { nodes, samples, timeDeltas }: Profile): void {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const playedFrom = timeDeltas.reduce((sum, delta) => sum + delta, 0) - ROUNDS * 60_000;
  const byFunction = new Map<string, number>();
  const byPart = new Map<string, number>();
  let total = 0;
  let at = 0;
  samples.forEach((id, index) => {
    const delta = timeDeltas[index] ?? 0;
    at += delta;
    const frame = frames.get(id);
    if (at < playedFrom || frame === undefined || frame.functionName === '(idle)') return;
    const { functionName, url, lineNumber } = frame;
    const part = partOf(url);
    total += delta;
    add(byPart, part, delta);
    add(byFunction, `${functionName === '' ? '(no name)' : functionName}  ${part}:${lineNumber + 1}`, delta);
  });
  process.stdout.write(`\n${title}: ${(total / 1000).toFixed(0)} ms\n`);
  for (const table of [byPart, byFunction]) {
    const rows = [...table].sort(([, a], [, b]) => b - a).slice(0, TOP);
    for (const [name, time] of rows)
      process.stdout.write(`${((100 * time) / total).toFixed(1).padStart(6)} %  ${name}\n`);
    process.stdout.write('\n');
  }
}

function add(table: Map<string, number>, name: string, time: number): void {
  table.set(name, (table.get(name) ?? 0) + time);
}

/** A folder of the product, a package, or the runtime. */
function partOf(url: string): string {
  if (url.startsWith('node:')) return url;
  if (!url.startsWith('file:')) return 'runtime';
  const path = fileURLToPath(url);
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)(.*)$/.exec(path);
  if (inPackage) return `${inPackage[1]}/${inPackage[2]}`;
  return relative(join(import.meta.dirname, '../..'), path);
}

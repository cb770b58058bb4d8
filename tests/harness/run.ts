import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadPolicy } from '#server/release/policy';
import { loadTerritory } from '#server/territory/load-pack';
import { assessNights } from './assess-nights.ts';
import { assessServices } from './assess-services.ts';
import { tableOf, verdictOf, type Gate } from './gate.ts';
import type { AttackId, Effort } from './limits.ts';
import { readOptions, type HarnessOptions } from './options.ts';
import { shippedBuild, studiesOf } from './study.ts';

// What an adversary learns from what the product releases, measured against the limits of PRIVACY 14. The nights are
// simulated, and every site is drawn at random: the figures set limits, they do not describe the field.

const root = join(import.meta.dirname, '../..');
const ALL: ReadonlySet<AttackId> = new Set([
  'T1',
  'T2',
  'T3',
  'T4',
  'T5',
  'T6',
  'T7',
  'T8',
  'T9',
  'T10',
  'use',
]);
const EFFORT: Effort = { twinPasses: 8, fullTwins: 4, restSpaceDays: 120, requestRuns: 3 };
const SHORT_EFFORT: Effort = { twinPasses: 8, fullTwins: 1, restSpaceDays: 30, requestRuns: 1 };

const options = readOptions(process.argv.slice(2));
const territory = loadTerritory(join(root, 'shared/territories/paris-nord-est/'));
const { policy, hash } = loadPolicy(
  options.policy === undefined
    ? pathToFileURL(join(root, 'shared/policy/release.json'))
    : pathToFileURL(resolve(options.policy)),
);
process.exitCode = options.mutants ? await runMutants() : runGates(options);

function runGates({ seed, worlds, nights, teams, rides, short }: HarnessOptions): number {
  const effort = short ? SHORT_EFFORT : EFFORT;
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const start = performance.now();
  const gates: Gate[] = [...assessServices(territory, policy, seed, ALL, effort)];
  for (const each of teams) {
    const studies = studiesOf(territory, shippedBuild(policy), { seed, worlds, nights, rides, teams: each });
    say(
      `${each} teams: ${worlds * nights} nights recorded, ${Math.round((performance.now() - start) / 1000)} s`,
    );
    gates.push(...assessNights(studies, ALL, effort));
    say(`${each} teams: attacked, ${Math.round((performance.now() - start) / 1000)} s`);
  }
  gates.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  const rows = gates.map((gate) => ({ ...gate, verdict: verdictOf(gate, short) }));
  const red = rows.filter(({ verdict }) => verdict === 'red').length;
  process.stdout.write(`${tableOf(gates, short)}\n\n`);
  process.stdout.write(
    `policy ${hash.slice(0, 16)}, seed ${seed}, ${worlds} worlds of ${nights} nights: ${red} red\n`,
  );
  save('harness.json', { policy: hash, seed, worlds, nights, teams, rides, short, gates: rows });
  return red > 0 ? 1 : 0;
}

async function runMutants(): Promise<number> {
  const { attackMutants } = await import('./mutants.ts');
  const { text, survivors, results } = attackMutants(territory, policy, options.seed);
  process.stdout.write(`${text}\n`);
  save('harness-mutants.json', { policy: hash, seed: options.seed, results });
  return survivors > 0 ? 1 : 0;
}

function save(name: string, content: object): void {
  const folder = join(root, 'test-results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
}

import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findingsOf, readPolicy } from '#server/release/policy';
import { loadTerritory } from '#server/territory/load-pack';
import { INVARIANTS, type Finding, type InvariantId } from '#shared/policy/lint';
import { sourceNames } from './source-names.ts';

// npm run policy -- [--file PATH] [--territory ID] [--service] [--shown HASH]
//   --service  as a server with real facts would judge it: approvals are then required
//   --shown    what the wall shows of the hash, to be compared with that of the file

const root = new URL('../../', import.meta.url);

function main(): void {
  const { values } = parseArgs({
    options: {
      file: { type: 'string' },
      territory: { type: 'string', default: 'paris-nord-est' },
      service: { type: 'boolean', default: false },
      shown: { type: 'string' },
    },
  });
  const file = values.file ? pathToFileURL(values.file) : new URL('shared/policy/release.json', root);
  const territory = loadTerritory(new URL(`shared/territories/${values.territory}/`, root).pathname);
  const written = readPolicy(file);
  const findings = findingsOf(written, territory, {
    demonstration: !values.service,
    names: sourceNames(root),
    ...(values.shown === undefined ? {} : { shown: values.shown }),
  });
  const lines = (Object.keys(INVARIANTS) as InvariantId[]).flatMap((id) =>
    row(
      id,
      findings.filter(({ invariant }) => invariant === id),
    ),
  );
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  lines.push('', `policy ${written.hash}`, `${errors} errors, ${findings.length - errors} warnings`);
  process.stdout.write(`${lines.join('\n')}\n`);
  if (errors > 0) process.exitCode = 1;
}

function row(id: InvariantId, found: readonly Finding[]): string[] {
  const isError = found.some(({ severity }) => severity === 'error');
  const word = INVARIANTS[id].check === null ? 'P2' : isError ? 'ERROR' : found.length > 0 ? 'warning' : 'ok';
  return [
    `${id.padEnd(5)}${word.padEnd(9)}${INVARIANTS[id].says}`,
    ...found.map(({ path, reason }) => `${' '.repeat(14)}${path}: ${reason}`),
  ];
}

try {
  main();
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}

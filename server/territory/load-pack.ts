import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { checkTerritory } from '#shared/territory/checks';
import type { Finding, PackFile } from '#shared/territory/finding';
import {
  rhythmSchema,
  servicesSchema,
  surfaceSchema,
  teamsSchema,
  territoryNameSchema,
  undergroundSchema,
  type Territory,
} from '#shared/territory/schema';

/** The pack cannot be used. The message has one line per finding: `file: path: reason`. */
export class PackRefused extends Error {
  override readonly name = 'PackRefused';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings.map(({ file, path, reason }) => `${file}: ${path}: ${reason}`).join('\n'));
    this.findings = findings;
  }
}

/** Reads a territory pack, whole or not at all. Throws `PackRefused` with everything that is wrong in it. */
export function loadTerritory(folder: string): Territory {
  const findings: Finding[] = [];
  const read = <Schema extends z.ZodType>(file: PackFile, schema: Schema) =>
    readPart(folder, file, schema, findings);

  const name = read('territory.json', territoryNameSchema);
  const surface = read('zones.json', surfaceSchema);
  const underground = read('stations.json', undergroundSchema);
  const services = read('services.json', servicesSchema);
  const teams = read('teams.json', teamsSchema);
  const rhythm = read('rhythm.json', rhythmSchema);
  // Places are checked against each other, so a file that cannot be read hides the checks, never its own finding.
  if (!name || !surface || !underground || !services || !teams || !rhythm) throw new PackRefused(findings);

  const territory = { ...name, surface, underground, services, ...teams, rhythm };
  findings.push(...checkTerritory(territory));
  if (findings.length > 0) throw new PackRefused(findings);
  return territory;
}

function readPart<Schema extends z.ZodType>(
  folder: string,
  file: PackFile,
  schema: Schema,
  findings: Finding[],
): z.infer<Schema> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  } catch (cause) {
    findings.push({ file, path: 'file', reason: reasonOf(cause) });
    return undefined;
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    findings.push({ file, path: pathOf(issue.path), reason: issue.message });
  }
  return undefined;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof SyntaxError) return `not JSON: ${cause.message}`;
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return 'the file is missing';
  return cause instanceof Error ? cause.message : 'the file cannot be read';
}

/** `zones[3].label[0]`, or `file` for the whole of it. */
function pathOf(path: readonly PropertyKey[]): string {
  const written = path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  return written === '' ? 'file' : written;
}

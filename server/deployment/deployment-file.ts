import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { territoryIdSchema } from '#shared/kernel/ids';

/** An address by which browsers find a server: a scheme, a name, a port where it is not the usual one. */
export const originSchema = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);

const path = z.string().min(1);
const entrySchema = z.strictObject({
  territory: territoryIdSchema,
  /** Where browsers find it: the name that they ask decides which territory answers. */
  origins: z.array(originSchema).min(1),
  /** Where it rests; a folder of its name in PASSERELLE_DATA unless given. */
  dataFolder: path.optional(),
  /** Its release policy; the one that is shipped unless given. */
  policy: path.optional(),
  /** Its providers of sign-in (accounts/oidc); none unless given. */
  providers: path.optional(),
  /** The file of its own secret; that of the deployment unless given. */
  secretFile: path.optional(),
  /** Whether the operator's feed of disruptions is followed for it: its pack then holds the operator's numbers. */
  feed: z.boolean().default(false),
});
const fileSchema = z.strictObject({ territories: z.array(entrySchema).min(1).max(1_000) });

type Entry = z.infer<typeof entrySchema>;
/** A territory as the file of a deployment writes it, its paths absolute. */
export type DeployedTerritory = Entry & { readonly dataFolder: string };

/**
 * Reads the territories of a deployment. Paths are from the folder of the file.
 * @param data the folder that holds those of territories which name none
 * @throws Error naming the file and the field, and no value
 */
export function readDeployment(file: string, data: string): readonly DeployedTerritory[] {
  const refused = (why: string) => new Error(`PASSERELLE_DEPLOYMENT: ${file}: ${why}`);
  let said: unknown;
  try {
    said = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw refused('it cannot be read as JSON');
  }
  const parsed = fileSchema.safeParse(said);
  if (!parsed.success)
    throw refused(
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`).join('\n'),
    );
  const { territories } = parsed.data;
  const folder = dirname(resolve(file));
  const own = territories.map((entry) => ({
    ...entry,
    dataFolder:
      entry.dataFolder === undefined ? resolve(data, entry.territory) : resolve(folder, entry.dataFolder),
    ...absolute(folder, entry, 'policy'),
    ...absolute(folder, entry, 'providers'),
    ...absolute(folder, entry, 'secretFile'),
  }));
  const why = whyNotApart(own);
  if (why !== null) throw refused(why);
  return own;
}

type PathField = 'policy' | 'providers' | 'secretFile';

function absolute(folder: string, entry: Entry, field: PathField): { [field in PathField]?: string } {
  const written = entry[field];
  return written === undefined ? {} : { [field]: resolve(folder, written) };
}

/** Why territories would not be apart from each other; null when they are. */
function whyNotApart(territories: readonly DeployedTerritory[]): string | null {
  const takenBy = new Map<string, number>();
  for (const [index, { territory, origins, dataFolder }] of territories.entries()) {
    const claims = new Map([
      [`id ${territory}`, 'territory'],
      [`folder ${dataFolder}`, 'dataFolder'],
      // Whatever the port: browsers give the cookies of a name to all of its ports.
      ...origins.map((origin, at) => [`name ${new URL(origin).hostname}`, `origins.${at}`] as const),
    ]);
    for (const [claim, field] of claims) {
      const other = takenBy.get(claim);
      if (other !== undefined) return `territories.${index}.${field}: territories.${other} has the same`;
      takenBy.set(claim, index);
    }
  }
  return null;
}

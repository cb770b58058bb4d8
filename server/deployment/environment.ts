import { z } from 'zod';
import { territoryIdSchema } from '#shared/kernel/ids';
import {
  identitySecrets,
  type identityEnvironment,
  type IdentitySecrets,
} from '#server/accounts/identity/environment';
import { feedOf, type transportEnvironment, type TransportFeed } from '#server/transport/environment';
import { DEFAULT_TERRITORY } from './built-pages.ts';
import { originSchema, readDeployment, type DeployedTerritory } from './deployment-file.ts';

/** The part of the environment that says which territories a server is for. */
export const deploymentEnvironment = {
  PASSERELLE_DATA: z.string().min(1).default('data'),
  PASSERELLE_TERRITORY: territoryIdSchema.optional(),
  /** Where browsers find it, when that is not the host they ask: one address, or several with commas between them. */
  ORIGIN: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .pipe(z.array(originSchema)),
  /** The file of a deployment of several territories; without it, there is one. */
  PASSERELLE_DEPLOYMENT: z.string().min(1).optional(),
};

type Environment = z.infer<
  z.ZodObject<typeof deploymentEnvironment & typeof identityEnvironment & typeof transportEnvironment>
>;

/** A territory as it is to be opened. */
export type TerritoryConfig = {
  readonly id: string;
  /** Where it rests, and the secret that is made for it where none is given. */
  readonly dataFolder: string;
  /** Whose pages may connect; none: those of the host that is asked. */
  readonly origins: readonly string[];
  /** The file of its release policy; null: the one that is shipped. */
  readonly policy: string | null;
  /** What its identities are sealed under and compared with, and where people have other accounts. */
  readonly identity: IdentitySecrets;
  /** The operator's feed of disruptions; null where it is not followed. */
  readonly transport: TransportFeed | null;
};

/** The territories of one server: several are told apart by the name that is asked. */
export type Territories =
  | { readonly kind: 'one'; readonly territory: TerritoryConfig }
  | { readonly kind: 'several'; readonly territories: readonly TerritoryConfig[] };

export function eachOf(territories: Territories): readonly TerritoryConfig[] {
  return territories.kind === 'one' ? [territories.territory] : territories.territories;
}

/** What a file says of each territory, and the environment then must not say for all of them. */
const OF_EACH = ['PASSERELLE_TERRITORY', 'PASSERELLE_PROVIDERS'] as const;

/** @throws Error naming the variable, or the file and its field */
export function territoriesOf(environment: Environment): Territories {
  const { PASSERELLE_DEPLOYMENT: file, PASSERELLE_DATA: data, ORIGIN: origins } = environment;
  if (file === undefined)
    return {
      kind: 'one',
      territory: {
        id: environment.PASSERELLE_TERRITORY ?? DEFAULT_TERRITORY,
        dataFolder: data,
        origins,
        policy: null,
        identity: identitySecrets(environment),
        transport: feedOf(environment),
      },
    };
  const said = [
    ...OF_EACH.filter((name) => environment[name] !== undefined),
    ...(origins.length > 0 ? ['ORIGIN'] : []),
  ];
  if (said.length > 0)
    throw new Error(`${said.join(', ')}: with PASSERELLE_DEPLOYMENT, its file says it of each territory`);
  return {
    kind: 'several',
    territories: readDeployment(file, data).map((entry) => configOf(entry, environment)),
  };
}

function configOf(entry: DeployedTerritory, environment: Environment): TerritoryConfig {
  const { territory: id, origins, dataFolder, policy, providers, secretFile, feed } = entry;
  try {
    const transport = feed ? feedOf(environment) : null;
    if (feed && transport === null)
      throw new Error('PASSERELLE_PRIM_KEY: its feed is not followed without one');
    return {
      id,
      dataFolder,
      origins,
      policy: policy ?? null,
      identity: {
        ...identitySecrets({
          ...environment,
          ...(secretFile === undefined ? {} : { PASSERELLE_SECRET_FILE: secretFile }),
        }),
        providers: providers ?? null,
      },
      transport,
    };
  } catch (cause) {
    throw new Error(`${id}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

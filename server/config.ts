import { z } from 'zod';
import { identityEnvironment } from './accounts/identity/environment.ts';
import { SCENARIOS } from './demo/scenario.ts';
import { deploymentEnvironment, eachOf, territoriesOf, type Territories } from './deployment/environment.ts';
import { limitsFor, type Limits } from './limits/limits.ts';
import { nodesConfig, nodesEnvironment, whyNotShared, type NodesConfig } from './nodes/environment.ts';
import { isReachedSecurely, whyNotReached } from './reach.ts';
import { transportEnvironment } from './transport/environment.ts';

const flagsSchema = z.strictObject({
  demo: z.boolean(),
  demoPublic: z.boolean(),
  dev: z.boolean(),
  fresh: z.boolean(),
  speed: z.coerce.number().int().min(1).max(3600),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  /** Null: the day that tells most at its first screen. */
  seed: z.coerce.number().int().min(0).max(4_294_967_295).nullable(),
  scenario: z.enum(SCENARIOS),
});

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Proxies before this server, by address or range, with commas: their word is taken on who asks, and by https or not. */
  PASSERELLE_TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .pipe(
      z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'an address, or a range as 10.0.0.0/8')),
    ),
  /** Sockets open at once, when the machine is smaller or the deployment larger than usual. */
  PASSERELLE_MAX_CONNECTIONS: z.coerce.number().int().min(10).max(100_000).optional(),
  ...deploymentEnvironment,
  ...transportEnvironment,
  ...identityEnvironment,
  ...nodesEnvironment,
});

export type Config = z.infer<typeof flagsSchema> & {
  port: number;
  host: string;
  territories: Territories;
  /** Proxies that are believed on where a request comes from. */
  trustedProxies: string[];
  /** Whether people reach it over https. */
  isSecure: boolean;
  limits: Limits;
  /** Where everything rests, and this server among those that share it. */
  nodes: NodesConfig;
};

/**
 * The one place that reads the environment and the command line. A wrong value stops the start with a sentence that
 * names it: nothing runs half-configured.
 */
export function readConfig(args: readonly string[], environment: Record<string, string | undefined>): Config {
  const known = new Set([
    '--demo',
    '--demo-public',
    '--dev',
    '--fresh',
    '--speed',
    '--at',
    '--seed',
    '--scenario',
  ]);
  const unknown = args.find(
    (arg, index) => !known.has(arg) && !(arg.charAt(0) !== '-' && valued(args[index - 1])),
  );
  if (unknown !== undefined) throw new Error(`unknown option; known ones: ${[...known].join(' ')}`);
  const value = (flag: string, otherwise: string) => {
    const at = args.indexOf(flag);
    return at < 0 ? otherwise : (args[at + 1] ?? '');
  };
  const flags = flagsSchema.safeParse({
    demo: args.includes('--demo'),
    demoPublic: args.includes('--demo-public'),
    dev: args.includes('--dev'),
    fresh: args.includes('--fresh'),
    speed: value('--speed', '60'),
    at: args.includes('--at') ? value('--at', '') : null,
    seed: args.includes('--seed') ? value('--seed', '') : null,
    scenario: value('--scenario', 'ordinaire'),
  });
  if (!flags.success)
    throw new Error(flags.error.issues.map((i) => `--${i.path.join('.')}: ${i.message}`).join('\n'));
  if (flags.data.scenario === 'evening' && flags.data.at !== null)
    throw new Error('--at: the scenario evening begins at its own hour');
  const env = environmentSchema.safeParse(environment);
  if (!env.success)
    throw new Error(env.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('\n'));
  const { HOST: host, PASSERELLE_TRUSTED_PROXIES: trustedProxies } = env.data;
  const territories = territoriesOf(env.data);
  const each = eachOf(territories);
  const origins = each.flatMap((territory) => territory.origins);
  const said = territories.kind === 'one' ? 'ORIGIN' : `${env.data.PASSERELLE_DEPLOYMENT}: origins`;
  const why = whyNotReached({ ...flags.data, host, origins, said, trustedProxies });
  if (why !== null) throw new Error(why);
  if (territories.kind === 'several' && (flags.data.demo || flags.data.dev))
    throw new Error('PASSERELLE_DEPLOYMENT: a demonstration, and development, are of one territory');
  const nodes = nodesConfig(env.data);
  const whyAlone = whyNotShared(nodes, {
    demo: flags.data.demo,
    hasSecret: each.every(({ identity }) => identity.secret !== null),
  });
  if (whyAlone !== null) throw new Error(whyAlone);
  return {
    ...flags.data,
    port: env.data.PORT,
    host,
    territories,
    trustedProxies,
    isSecure: isReachedSecurely(origins),
    limits: limitsFor(env.data.PASSERELLE_MAX_CONNECTIONS),
    nodes,
  };
}

function valued(flag: string | undefined): boolean {
  return flag !== undefined && ['--speed', '--at', '--seed', '--scenario'].includes(flag);
}

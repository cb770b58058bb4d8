import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

const redisUrl = z.url({
  protocol: /^rediss?$/,
  error: 'an address as redis://host:6379 or rediss://host:6379',
});

/** The part of the environment that is about several servers on one storage. Nothing of it is needed to start alone. */
export const nodesEnvironment = {
  /** Where the log and the identities rest, for several servers; without it, in a folder, for one. */
  PASSERELLE_REDIS: redisUrl.optional(),
  /** A file that holds that address, with its password, as an orchestrator gives secrets. */
  PASSERELLE_REDIS_FILE: z.string().min(1).optional(),
  /** The name of this server among them, in its journal. */
  PASSERELLE_NODE: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{1,40}$/, 'letters, digits, dots and hyphens, 40 at most')
    .optional(),
  /** Where figures are served to whoever watches over the machines; nowhere without it. */
  PASSERELLE_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  PASSERELLE_METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  /** Seconds between saying that it stops and letting people go: what leads them here is to find out meanwhile. */
  PASSERELLE_DRAIN_NOTICE: z.coerce.number().min(0).max(60).optional(),
};

type Environment = z.infer<z.ZodObject<typeof nodesEnvironment>>;

export type NodesConfig = {
  /** The address of the Redis server; null: the log rests in a folder, and this server is alone. */
  readonly redis: string | null;
  readonly node: string;
  readonly metrics: { readonly port: number; readonly host: string } | null;
  readonly drainNoticeMs: number;
};

/** Long enough for a proxy that looks every second. */
const NOTICE_S = 2.5;

/** @throws Error naming the variable, and nothing of what is in its file */
export function nodesConfig(environment: Environment): NodesConfig {
  const { PASSERELLE_REDIS_FILE: file, PASSERELLE_METRICS_PORT: port } = environment;
  const redis = file === undefined ? (environment.PASSERELLE_REDIS ?? null) : addressIn(file);
  const notice = environment.PASSERELLE_DRAIN_NOTICE ?? (redis === null ? 0 : NOTICE_S);
  return {
    redis,
    node:
      environment.PASSERELLE_NODE ??
      (hostname()
        .replaceAll(/[^a-zA-Z0-9._-]/g, '-')
        .slice(0, 40) ||
        'seul'),
    metrics: port === undefined ? null : { port, host: environment.PASSERELLE_METRICS_HOST },
    drainNoticeMs: notice * 1_000,
  };
}

/**
 * Why servers must not share a storage so; null when they may. A simulated day has a clock of its own, which no other
 * server follows; and what one server sealed, the others must open.
 */
export function whyNotShared(
  { redis }: Pick<NodesConfig, 'redis'>,
  { demo, hasSecret }: { demo: boolean; hasSecret: boolean },
): string | null {
  if (redis === null) return null;
  if (demo)
    return 'PASSERELLE_REDIS: a demonstration lives in a folder, alone: its day has a clock of its own';
  return hasSecret
    ? null
    : 'PASSERELLE_SECRET_FILE: with PASSERELLE_REDIS every server needs the same secret: give it to each of them';
}

function addressIn(file: string): string {
  let address: string;
  try {
    address = readFileSync(file, 'utf8').trim();
  } catch {
    throw new Error('PASSERELLE_REDIS_FILE: the file cannot be read');
  }
  if (!redisUrl.safeParse(address).success)
    throw new Error('PASSERELLE_REDIS_FILE: it holds no address as redis://host:6379 or rediss://host:6379');
  return address;
}

import { ErrorReply } from 'redis';
import { LogUnavailable } from '../event-log.ts';
import type { Call } from './link.ts';

/** What a Redis server says of itself that decides what a log kept in it is worth. */
export type ServerSettings = {
  /** Of this process: another one after each restart or change of primary. */
  run: string;
  /** As [7, 0]. */
  version: readonly [number, number];
  isAppendOnly: boolean;
  fsync: string;
  policy: string;
  /** Points at which it writes an RDB file by itself, '' = never. */
  save: string;
  keepsOldFiles: boolean;
  slowLogMicros: number;
  replicas: number;
};

/** What is promised of an acknowledged group, and the sentence that says so in the journal. */
export type Promised = { readonly kind: Durability; readonly text: string };
type Durability = 'always' | 'everysec-awaited' | 'everysec' | 'memory';

const NOTES = {
  always: 'appendfsync always: what is acknowledged is on the disk of the Redis server',
  'everysec-awaited':
    'appendfsync everysec, awaited (WAITAOF): what is acknowledged is on the disk of the Redis server, within a second or two',
  everysec:
    'appendfsync everysec: the end of the Redis process loses nothing that was acknowledged; a power cut of its machine may lose the last two seconds',
  memory: 'Redis keeps this log in memory only: its end loses all of it',
} as const satisfies Record<Durability, string>;

/**
 * What this server can promise.
 * @throws Error with the setting to change, when it may lose what was acknowledged and nobody said that it may
 */
export function promiseOf(settings: ServerSettings, memoryOnly: boolean): Promised {
  const why = whyRefused(settings, memoryOnly);
  if (why !== undefined) throw new Error(`The Redis server cannot keep the event log: ${why}`);
  const kind = kindOf(settings);
  return { kind, text: NOTES[kind] };
}

function kindOf({ isAppendOnly, fsync, version }: ServerSettings): Durability {
  if (!isAppendOnly) return 'memory';
  if (fsync === 'always') return 'always';
  return isAtLeast(version, 7, 2) ? 'everysec-awaited' : 'everysec';
}

function whyRefused(settings: ServerSettings, memoryOnly: boolean): string | undefined {
  const { version, policy, isAppendOnly, fsync, keepsOldFiles } = settings;
  if (!isAtLeast(version, 7, 0)) return `it is version ${version.join('.')}, and functions need 7.0.`;
  if (policy !== 'noeviction')
    return `once full it would drop keys (maxmemory-policy ${policy}); set it to noeviction.`;
  if (!isAppendOnly && !memoryOnly) return 'it has no append-only file; set appendonly yes.';
  if (isAppendOnly && fsync !== 'always' && fsync !== 'everysec')
    return `appendfsync is ${fsync}; set it to always, or to everysec.`;
  // Then no erasure would ever reach the disk.
  if (keepsOldFiles) return 'it keeps the files it has rewritten; set aof-disable-auto-gc no.';
  return undefined;
}

/** What the journal should say besides: settings that an operator may want otherwise. */
export function warningsOf({ save, slowLogMicros, replicas }: ServerSettings): string[] {
  const warnings: string[] = [];
  if (save !== '')
    warnings.push(`Redis also writes an RDB file (save ${save}): each erasure rewrites it; set save ""`);
  if (slowLogMicros >= 0)
    warnings.push('the slow log of Redis may quote what is written; set slowlog-log-slower-than -1');
  if (replicas > 0)
    warnings.push(
      `${replicas} replicas of Redis have files of their own, which no erasure rewrites: they should have none`,
    );
  return warnings;
}

const ASKED = [
  'appendonly',
  'appendfsync',
  'maxmemory-policy',
  'save',
  'aof-disable-auto-gc',
  'slowlog-log-slower-than',
];

/** @throws LogUnavailable while it reads its files: it holds nothing yet, and tells of no append-only file */
export async function askSettings(call: Call): Promise<ServerSettings> {
  const answers = await Promise.all([call(['INFO']), call(['CONFIG', 'GET', ...ASKED])]);
  const [info, config] = answers as [string, string[]];
  const told = readInfo(info);
  if (told.get('loading') === '1')
    throw new LogUnavailable('LOADING: Redis is reading its files', { why: 'loading' });
  return settingsOf(told, config);
}

/**
 * Awaits the disk for nothing: a server of that version may lack the command all the same, or keep it from this user, and
 * then every group would be kept and none answered.
 * @throws Error with what to change
 */
export async function tryToAwait(call: Call): Promise<void> {
  try {
    await call(['WAITAOF', '0', '0', '0']);
  } catch (cause) {
    const said = cause instanceof LogUnavailable ? cause.cause : cause;
    if (!(said instanceof ErrorReply)) throw cause;
    const next = 'allow it to this user, or set appendfsync always';
    throw new Error(
      `The Redis server cannot keep the event log: it refuses WAITAOF (${said.message}); ${next}.`,
      {
        cause,
      },
    );
  }
}

function settingsOf(told: ReadonlyMap<string, string>, config: readonly string[]): ServerSettings {
  const setting = (name: string) => config[config.indexOf(name) + 1] ?? '';
  const [major = 0, minor = 0] = (told.get('redis_version') ?? '').split('.').map(Number);
  return {
    run: told.get('run_id') ?? '',
    version: [major, minor],
    isAppendOnly: setting('appendonly') === 'yes',
    fsync: setting('appendfsync'),
    policy: setting('maxmemory-policy'),
    save: setting('save'),
    keepsOldFiles: setting('aof-disable-auto-gc') === 'yes',
    slowLogMicros: Number(setting('slowlog-log-slower-than')),
    replicas: Number(told.get('connected_slaves') ?? 0),
  };
}

/** The lines of INFO, by their names. */
export function readInfo(text: string): Map<string, string> {
  return new Map(
    text.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1)] as const];
    }),
  );
}

function isAtLeast([major, minor]: readonly [number, number], wantedMajor: number, wantedMinor: number) {
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

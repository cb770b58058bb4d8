import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onFreePort } from './free-port.ts';

/** Whether this machine has the server: what needs it is skipped otherwise, and the last lines of a run say so. */
export const isRedisInstalled = spawnSync('redis-server', ['--version']).status === 0;

/** As a deployment has it, except that files are not compressed: a test searches their bytes. */
const SETTINGS = {
  appendonly: 'yes',
  appendfsync: 'always',
  save: '',
  'maxmemory-policy': 'noeviction',
  'slowlog-log-slower-than': '-1',
  rdbcompression: 'no',
  // A rewrite begins when it is asked for, not when a test has written much.
  'auto-aof-rewrite-percentage': '0',
};

export type RedisSettings = Record<string, string>;
export type RedisServerOptions = {
  /** What differs from SETTINGS, by the names of redis.conf. */
  settings?: RedisSettings;
  /** The largest file that it may write, in kB: then its disk is full, until `unlimit`. */
  fileLimitKb?: number;
  /** Where its folder is made: the system's temporary folder may be in memory. */
  parent?: string;
};

/** A real redis-server on a loopback port and a unix socket, in a temporary folder that holds its files and nothing else. */
export class RedisServer {
  readonly port: number;
  /** What `createClient({ url })` and PASSERELLE_REDIS take. */
  readonly url: string;
  /** What `createClient({ socket: { path } })` takes. */
  readonly path: string;
  /** Everything it keeps on disk. */
  readonly folder: string;
  readonly #root: string;
  readonly #options: RedisServerOptions;
  #process: ChildProcess | undefined;

  constructor(port: number, options: RedisServerOptions) {
    this.#root = mkdtempSync(join(tmpdir(), 'redis-'));
    this.folder = mkdtempSync(join(options.parent ?? this.#root, 'data-'));
    this.path = join(this.#root, 'redis.sock');
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
    this.#options = options;
  }

  /** Of its process now, for whoever reads what it costs. NaN while it is stopped. */
  get pid(): number {
    return this.#process?.pid ?? Number.NaN;
  }

  /** Starts it, or starts it again on what it kept, and resolves once it has read that and answers. */
  async start(settings: RedisSettings = {}): Promise<void> {
    const args = Object.entries({ ...SETTINGS, ...this.#options.settings, ...settings }).flatMap(
      ([name, value]) => [`--${name}`, value],
    );
    const place = ['--dir', this.folder, '--bind', '127.0.0.1', '--port', String(this.port)];
    const command = ['redis-server', ...place, '--unixsocket', this.path, ...args];
    const limit = this.#options.fileLimitKb;
    // A write beyond the limit fails as on a full disk, once the signal that would end the process is ignored.
    const shell = `trap '' XFSZ; ulimit -S -f ${limit}; exec "$@"`;
    const [file = '', ...rest] = limit === undefined ? command : ['bash', '-c', shell, 'redis', ...command];
    const child = spawn(file, rest, { stdio: 'ignore' });
    this.#process = child;
    // A test that breaks before it could stop it must not leave it behind.
    const left = () => child.kill('SIGKILL');
    process.once('exit', left);
    child.once('exit', () => process.off('exit', left));
    const ended = once(child, 'exit').then(() => {
      throw new Error('redis-server ended as it started');
    });
    await Promise.race([this.#answers(child), ended]);
    ended.catch(() => {});
  }

  /** Ends it without a word, as a power cut does. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Ends it as a restart does. */
  shutdown(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** From now on it answers nothing, and nobody is told. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Its disk is full from now on: no file grows past the largest one there is. For a server with a `fileLimitKb`. */
  fill(): void {
    const sizes = readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
    spawnSync('prlimit', [`--fsize=${Math.max(0, ...sizes)}:unlimited`, '--pid', String(this.#process?.pid)]);
  }

  /** Its disk has room again. */
  unlimit(): void {
    spawnSync('prlimit', ['--fsize=unlimited', '--pid', String(this.#process?.pid)]);
  }

  /** Ends it, and removes all that it kept. */
  async remove(): Promise<void> {
    await this.kill();
    for (const folder of [this.folder, this.#root]) rmSync(folder, { recursive: true, force: true });
  }

  /** Resolves once this process answers, or is not the one that is waited for any more. */
  async #answers(child: ChildProcess): Promise<void> {
    while (this.#process === child) {
      const answer = await ping(this.path);
      if (answer.startsWith('+PONG')) return;
      await pause(20);
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

/** Starts one on a port that nobody listens on. */
export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  return onFreePort(async (port) => {
    const server = new RedisServer(port, options);
    await server.start().catch(async (cause: unknown) => {
      await server.remove();
      throw cause;
    });
    return server;
  });
}

/** What the server at this socket answers, nothing when it does not listen yet. */
function ping(path: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('error', () => resolve(''));
    socket.once('data', (answer) => {
      resolve(String(answer));
      socket.destroy();
    });
    socket.end('PING\r\n');
  });
}

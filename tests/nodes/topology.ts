// The topology of docker-compose.yml without containers: a Redis server, some servers, a balancer, all on loopback.
// node tests/nodes/topology.ts [--nodes 2] runs it until it is interrupted.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startRedis, type RedisServer } from '../support/redis-server.ts';
import { Balancer } from './balancer.ts';
import { freePort } from '../support/free-port.ts';

/** One server in a process of its own, always on the same port. */
export class NodeProcess {
  readonly port: number;
  readonly name: string;
  readonly #redis: string;
  #child: ChildProcess | undefined;

  constructor(redis: string, name: string, port: number) {
    this.#redis = redis;
    this.name = name;
    this.port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it, and resolves once it takes people. */
  async start(): Promise<void> {
    const args = ['tests/nodes/node-process.ts', this.#redis, this.name, String(this.port)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    const left = () => child.kill('SIGKILL');
    process.once('exit', left);
    child.once('exit', () => process.off('exit', left));
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${this.name} ended as it started`);
    });
    await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
    ended.catch(() => {});
  }

  /** Asks it to stop as an orchestrator does; gives its exit code, null when a signal ended it. */
  async drain(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exit = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    return (await exit)[0];
  }
}

export type Topology = {
  readonly redis: RedisServer;
  readonly nodes: readonly NodeProcess[];
  readonly balancer: Balancer;
  stop(): Promise<void>;
};

export async function startTopology(count = 2): Promise<Topology> {
  const redis = await startRedis();
  const nodes: NodeProcess[] = [];
  for (let index = 1; index <= count; index += 1)
    nodes.push(new NodeProcess(redis.url, `noeud-${index}`, await freePort()));
  await Promise.all(nodes.map((node) => node.start()));
  const balancer = await Balancer.before(nodes.map(({ port }) => port));
  return {
    redis,
    nodes,
    balancer,
    stop: async () => {
      await balancer.close();
      await Promise.all(nodes.map((node) => node.kill()));
      await redis.remove();
    },
  };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { nodes: { type: 'string', default: '2' } } });
  const topology = await startTopology(Number(values.nodes));
  process.stdout.write(
    [
      `redis     ${topology.redis.url}`,
      ...topology.nodes.map(({ name, url }) => `${name}   ${url}`),
      `balancer  ${topology.balancer.url}`,
      '',
    ].join('\n'),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void topology.stop().then(() => process.exit(0)));
}

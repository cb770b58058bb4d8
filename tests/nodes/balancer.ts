import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const LOOK_MS = 100;
const ANSWER_WITHIN_MS = 500;

/**
 * The smallest thing that leads people to several servers: each new link goes to the next one that says it is ready. It
 * passes bytes, so that sockets pass too; a link lives and dies with its server.
 */
export class Balancer {
  readonly #server: Server;
  readonly #targets: { port: number; isReady: boolean; links: Set<Socket> }[];
  readonly #look: NodeJS.Timeout;
  #next = 0;

  private constructor(ports: readonly number[]) {
    this.#targets = ports.map((port) => ({ port, isReady: false, links: new Set() }));
    this.#server = createServer((client) => this.#lead(client));
    this.#look = setInterval(() => void this.#lookAtAll(), LOOK_MS);
  }

  static async before(ports: readonly number[]): Promise<Balancer> {
    const balancer = new Balancer(ports);
    balancer.#server.listen(0, '127.0.0.1');
    await once(balancer.#server, 'listening');
    await balancer.#lookAtAll();
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many links each server has now, in the order of the servers. */
  get links(): readonly number[] {
    return this.#targets.map(({ links }) => links.size);
  }

  /** Drops every link at once, as a network that is cut does. */
  cut(): void {
    for (const { links } of this.#targets) for (const link of links) link.destroy();
  }

  async close(): Promise<void> {
    clearInterval(this.#look);
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }

  #lead(client: Socket): void {
    const ready = this.#targets.filter(({ isReady }) => isReady);
    const target = ready[(this.#next += 1) % Math.max(1, ready.length)];
    client.on('error', () => {});
    if (!target) return void client.destroy();
    const upstream = connect(target.port, '127.0.0.1');
    upstream.on('error', () => {});
    target.links.add(upstream);
    client.pipe(upstream).pipe(client);
    const end = () => {
      target.links.delete(upstream);
      client.destroy();
      upstream.destroy();
    };
    client.on('close', end);
    upstream.on('close', end);
  }

  async #lookAtAll(): Promise<void> {
    await Promise.all(
      this.#targets.map(async (target) => {
        target.isReady = await fetch(`http://127.0.0.1:${target.port}/api/ready`, {
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        }).then(
          ({ ok }) => ok,
          () => false,
        );
      }),
    );
  }
}

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Instant } from '#shared/kernel/instant';
import { LinkProxy } from './link-proxy.ts';
import type { FromNode, NodeOrders, ToNode } from './node.ts';

type Told<Kind extends FromNode['kind']> = Extract<FromNode, { kind: Kind }>;
const ENTRY = new URL('node.ts', import.meta.url);

/** One server of a run, with the two links that go through a proxy: to its clients and to its storage. */
export class NodeProcess {
  readonly name: string;
  readonly clients = new LinkProxy(0);
  readonly storage: LinkProxy;
  readonly #orders: Omit<NodeOrders, 'redis' | 'name'>;
  readonly #onFault: (cause: string) => void;
  #process: ChildProcess | undefined;
  #isWanted = false;

  constructor(
    name: string,
    redisPort: number,
    orders: Omit<NodeOrders, 'redis' | 'name'>,
    onFault: (cause: string) => void,
  ) {
    this.name = name;
    this.storage = new LinkProxy(redisPort);
    this.#orders = orders;
    this.#onFault = onFault;
  }

  async begin(): Promise<void> {
    await this.clients.listen();
    await this.storage.listen();
    await this.start();
  }

  /** Starts it, again and again as a supervisor does, until it listens. */
  async start(): Promise<void> {
    this.#isWanted = true;
    while (this.#isWanted && !(await this.#tryToStart()));
  }

  /** Ends it without a word. */
  async kill(): Promise<void> {
    this.#isWanted = false;
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Its clock is wrong by this much more than it always is, in ms of the product. */
  skew(moreMs: number): void {
    this.#send({ skewMs: this.#orders.skewMs + moreMs });
  }

  standAt(standAt: Instant): void {
    this.#send({ standAt });
  }

  /** How far its world has come and what it holds, once it has nothing left to do. */
  report(): Promise<Told<'report'>> {
    return this.#ask('report');
  }

  /** How many things it has done to its log for good, once it has nothing left to do. */
  async deeds(): Promise<number> {
    return (await this.#ask('deeds')).count;
  }

  /** What it says to whoever leads people to it. */
  async readiness(): Promise<{ status: string; clock?: string }> {
    const answer = await fetch(`http://127.0.0.1:${this.clients.port}/api/ready`);
    return (await answer.json()) as { status: string; clock?: string };
  }

  async end(): Promise<void> {
    await this.kill();
    this.clients.close();
    this.storage.close();
  }

  async #tryToStart(): Promise<boolean> {
    const orders: NodeOrders = {
      ...this.#orders,
      name: this.name,
      redis: `redis://127.0.0.1:${this.storage.port}`,
    };
    const child = fork(ENTRY, [JSON.stringify(orders)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#process = child;
    const last: string[] = [];
    child.stderr?.on('data', (text) => last.push(String(text)));
    child.on('message', (message: FromNode) => {
      if (message.kind === 'fault') this.#onFault(message.cause);
    });
    return new Promise((resolve) => {
      child.on('message', (message: FromNode) => {
        if (message.kind !== 'listening') return;
        this.clients.aimAt(message.port);
        resolve(true);
      });
      child.once('exit', () => resolve(false));
    });
  }

  #ask<Kind extends 'report' | 'deeds'>(kind: Kind): Promise<Told<Kind>> {
    const heard = new Promise<Told<Kind>>((resolve) => {
      const listen = (message: FromNode) => {
        if (message.kind !== kind) return;
        this.#process?.off('message', listen);
        resolve(message as Told<Kind>);
      };
      this.#process?.on('message', listen);
    });
    this.#send({ tell: kind });
    return heard;
  }

  #send(message: ToNode): void {
    if (this.#process?.connected) this.#process.send(message, () => {});
  }
}

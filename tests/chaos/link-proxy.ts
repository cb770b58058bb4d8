import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A link between two processes of this machine that a run can cut and slow: both ends believe it is the other end. */
export class LinkProxy {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #target: number;
  #isCut = false;
  /** How long each piece of a stream waits on its way, in real ms. */
  delayMs = 0;

  constructor(target: number) {
    this.#target = target;
    this.#server = createServer((near) => this.#join(near));
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this.port;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The process behind it listens elsewhere now. */
  aimAt(port: number): void {
    this.#target = port;
  }

  /** Ends every link through it, and takes no other until `mend`. */
  cut(): void {
    this.#isCut = true;
    for (const pair of this.#pairs) for (const end of pair) end.destroy();
  }

  mend(): void {
    this.#isCut = false;
    this.delayMs = 0;
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #join(near: Socket): void {
    near.on('error', () => {});
    if (this.#isCut) return void near.destroy();
    const far = connect(this.#target, '127.0.0.1');
    far.on('error', () => {});
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true);
      this.#carry(from, to);
      from.on('close', () => {
        this.#pairs.delete(pair);
        to.destroy();
      });
    }
  }

  /** A stream keeps its order whatever its pace: no piece goes before those that came before it. */
  #carry(from: Socket, to: Socket): void {
    let last = Promise.resolve();
    let waiting = 0;
    from.on('data', (piece) => {
      if (this.delayMs === 0 && waiting === 0) return void to.write(piece);
      waiting += 1;
      const due = pause(this.delayMs);
      last = last.then(async () => {
        await due;
        waiting -= 1;
        if (!to.destroyed) to.write(piece);
      });
    });
  }
}

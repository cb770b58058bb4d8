import type { ChildProcess, StdioOptions } from 'node:child_process';
import { once } from 'node:events';

/** Its output and its errors can be read. */
export const PIPED: StdioOptions = ['ignore', 'pipe', 'pipe'];

/** A server in a process of its own, and every byte that it wrote. */
export class Child {
  readonly #process: ChildProcess;
  readonly #out: Buffer[] = [];
  readonly #err: Buffer[] = [];
  #onWritten: (() => void) | undefined;

  /** @param process started with `PIPED` */
  constructor(process: ChildProcess) {
    this.#process = process;
    for (const [stream, kept] of [
      [this.#process.stdout, this.#out],
      [this.#process.stderr, this.#err],
    ] as const) {
      stream?.on('data', (chunk: Buffer) => {
        kept.push(chunk);
        this.#onWritten?.();
      });
    }
    this.#process.once('exit', () => this.#onWritten?.());
  }

  get out(): Buffer {
    return Buffer.concat(this.#out);
  }

  get err(): Buffer {
    return Buffer.concat(this.#err);
  }

  /** The first part of what it wrote on standard output that is of this form. Throws when it ends before. */
  async said(form: RegExp): Promise<string> {
    for (;;) {
      const match = form.exec(this.out.toString());
      if (match) return match[1] ?? match[0];
      if (this.#process.exitCode !== null) throw new Error(`the server ended: ${this.err.toString()}`);
      await new Promise<void>((resolve) => (this.#onWritten = resolve));
    }
  }

  /** Ends it as a service is ended, and waits for its last word. Stopping twice is harmless. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const closed = once(this.#process, 'close');
    this.#process.kill('SIGTERM');
    await closed;
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { RedisClientOptions } from 'redis';
import { Link } from './link.ts';

/** Each wait ends by itself after this: a server that says nothing for much longer is gone. */
const BLOCK_MS = 2_000;
const PAUSE_MS = 100;

/**
 * Waits on a connection of its own for positions beyond those that are known. What it asks for is a position, not a
 * notice: whatever was kept while the connection was away is told by its next answer.
 */
export class Follower {
  readonly #link: Link;
  readonly #key: string;
  readonly #onPosition: (position: number) => void;
  #closed = false;
  #running: Promise<void> | undefined;

  constructor(
    options: { client: RedisClientOptions; log: string; answerWithinMs: number },
    onPosition: (position: number) => void,
  ) {
    this.#key = `${options.log}:wake`;
    this.#onPosition = onPosition;
    this.#link = new Link({
      client: options.client,
      answerWithinMs: options.answerWithinMs,
      greet: async () => {},
      onBack: () => {},
    });
  }

  /** Tells each new position after this one, until it is closed. */
  start(after: number): void {
    this.#running ??= this.#run(after);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#link.abandon();
    await this.#running;
  }

  async #run(after: number): Promise<void> {
    let known = after;
    await this.#link.open(Infinity).catch(() => {});
    while (!this.#closed) {
      try {
        const command = ['XREAD', 'BLOCK', String(BLOCK_MS), 'STREAMS', this.#key, `${known}-0`];
        const position = positionIn(await this.#link.call(command, BLOCK_MS + 3_000));
        if (position === undefined || this.#closed) continue;
        known = position;
        this.#onPosition(position);
      } catch {
        await pause(PAUSE_MS);
      }
    }
  }
}

/** The one entry that XREAD gave, by its id; undefined when the wait ended without any. */
function positionIn(answer: unknown): number | undefined {
  const id = (answer as [[key: string, entries: [[id: string, fields: string[]]]]] | null)?.[0][1][0][0];
  return id === undefined ? undefined : Number.parseInt(id, 10);
}

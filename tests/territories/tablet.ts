import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { randomIds } from '#server/ports/ids';
import { ackSchema } from '#shared/wire/ack';
import type { Command, Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import type { Ledger } from '../chaos/device.ts';
import { arrival, space } from '../support/said.ts';

const SPACE = 'ER-1';
const DOOR: Door = { door: 'restspace', space: space(SPACE) };
const ANSWER_WITHIN_MS = 20_000;

export type Pace = {
  /** Real milliseconds after the beginning, and between two arrivals. */
  readonly firstMs: number;
  readonly everyMs: number;
  /** When no other begins, as `Date.now()` counts. */
  readonly until: number;
};

/** The door of one territory, which tells each arrival to the next server in turn. */
export class Tablet {
  readonly #sockets: readonly Socket[];
  readonly #ledger: Ledger;
  /** How long each answer took, in ms. */
  readonly answeredIn: number[] = [];
  #told = 0;

  /** @param host the name of its territory */
  constructor(nodes: readonly string[], host: string, ledger: Ledger) {
    this.#ledger = ledger;
    this.#sockets = nodes.map((url) =>
      io(url, {
        auth: { wire: WIRE_VERSION, as: DOOR, since: null },
        transports: ['websocket'],
        forceNew: true,
        extraHeaders: { host },
      }),
    );
  }

  open(): Promise<void> {
    return this.#tell({ type: 'OpenRestSpace', space: space(SPACE), regime: 'jour' });
  }

  /** Counts at this pace, and never begins one before the last was answered. */
  async count({ firstMs, everyMs, until }: Pace): Promise<void> {
    for (let due = Date.now() + firstMs; due < until; due += everyMs) {
      await pause(Math.max(0, due - Date.now()));
      if (Date.now() >= until) return;
      const asked = performance.now();
      await this.#tell(arrival(SPACE));
      this.answeredIn.push(performance.now() - asked);
    }
  }

  close(): void {
    for (const socket of this.#sockets) socket.disconnect();
  }

  async #tell(command: Command): Promise<void> {
    const written = { id: randomIds.command(), command };
    this.#ledger.sent += 1;
    for (;;) {
      const socket = this.#sockets[this.#told % this.#sockets.length];
      this.#told += 1;
      const answer: unknown = await socket
        ?.timeout(ANSWER_WITHIN_MS)
        .emitWithAck('command:send', written)
        .catch(() => undefined);
      const ack = answer === undefined ? undefined : ackSchema.parse(answer);
      if (ack?.outcome === 'accepted' || ack?.outcome === 'refused') return this.#ledger.keep(written, ack);
      if (ack?.outcome === 'volatile' || ack?.outcome === 'malformed')
        throw new Error(`${command.type} was answered ${JSON.stringify(ack)}`);
      // The question is open, and the next server is asked.
      this.#ledger.resent += 1;
      if (ack === undefined) this.#ledger.unanswered += 1;
      await pause(100);
    }
  }
}

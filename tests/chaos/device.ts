import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { randomIds } from '#server/ports/ids';
import type { CommandId } from '#shared/kernel/ids';
import { ackSchema, type Ack } from '#shared/wire/ack';
import type { Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import type { Random } from './random.ts';

export type Final = Extract<Ack, { outcome: 'accepted' | 'refused' }>;
export type Written = { readonly id: CommandId; readonly command: { readonly type: string } };

/** What a run keeps of every command: what was sent, what was answered, and every answer that differed from the first. */
export class Ledger {
  readonly answered = new Map<CommandId, { readonly command: Written['command']; readonly ack: Final }>();
  readonly contradictions: string[] = [];
  sent = 0;
  resent = 0;
  unanswered = 0;

  keep({ id, command }: Written, ack: Final): void {
    const known = this.answered.get(id);
    if (known === undefined) this.answered.set(id, { command, ack });
    else if (JSON.stringify(known.ack) !== JSON.stringify(ack))
      this.contradictions.push(
        `${command.type} ${id}: ${JSON.stringify(known.ack)}, then ${JSON.stringify(ack)}`,
      );
  }
}

/** Commands under way at once from one device. */
const LANES = 3;
const ANSWER_WITHIN_MS = 6_000;
/** How often an answered command is sent again, to whichever server: the network delivered it twice. */
const ECHO = 0.1;

type DevicePorts = {
  door: Door;
  random: Random;
  ledger: Ledger;
  /** The addresses of the servers. */
  nodes: readonly string[];
  next: () => Written['command'];
  /** Real milliseconds between two commands of a lane. */
  everyMs: number;
};

/**
 * A phone, a tablet or a desk: what it writes stays its own until a server has answered, whichever server that is and
 * however often it must be sent. Its lanes are answered in any order.
 */
export class Device {
  readonly #ports: DevicePorts;
  #socket: Socket | undefined;
  #isOver = false;

  constructor(ports: DevicePorts) {
    this.#ports = ports;
  }

  /** Works until `finish`; resolves once everything it wrote is answered. */
  async work(): Promise<void> {
    await Promise.all(Array.from({ length: LANES }, () => this.#lane()));
    this.#socket?.disconnect();
  }

  /** Writes nothing new from now on. */
  finish(): void {
    this.#isOver = true;
  }

  /** Asks for another server, as a phone does whose network changes. */
  move(): void {
    this.#socket?.disconnect();
    this.#socket = undefined;
  }

  async #lane(): Promise<void> {
    const { next, ledger, random, everyMs } = this.#ports;
    while (!this.#isOver) {
      const written = { id: randomIds.command(), command: next() };
      ledger.sent += 1;
      await this.#deliver(written);
      if (random.isLess(ECHO)) await this.#deliver(written);
      await pause(everyMs * (0.5 + random.next()));
    }
  }

  async #deliver(written: Written): Promise<void> {
    const { ledger, random } = this.#ports;
    for (;;) {
      const ack = await this.#ask(written);
      if (ack?.outcome === 'accepted' || ack?.outcome === 'refused') return ledger.keep(written, ack);
      if (ack?.outcome === 'volatile' || ack?.outcome === 'malformed')
        throw new Error(`${written.command.type} was answered ${JSON.stringify(ack)}`);
      // No answer, not now, or a failure: the question is open, and the next server is asked.
      ledger.resent += 1;
      if (ack === undefined) ledger.unanswered += 1;
      this.move();
      await pause(50 + 250 * random.next());
    }
  }

  async #ask(written: Written): Promise<Ack | undefined> {
    const answer: unknown = await this.#link()
      .timeout(ANSWER_WITHIN_MS)
      .emitWithAck('command:send', written)
      .catch(() => undefined);
    return answer === undefined ? undefined : ackSchema.parse(answer);
  }

  #link(): Socket {
    if (this.#socket) return this.#socket;
    const { door, nodes, random } = this.#ports;
    const socket = io(random.oneOf(nodes), {
      auth: { wire: WIRE_VERSION, as: door, since: null },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    const gone = () => {
      if (this.#socket === socket) this.#socket = undefined;
    };
    socket.on('disconnect', gone);
    socket.on('connect_error', gone);
    this.#socket = socket;
    return socket;
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { randomIds } from '#server/ports/ids';
import type { CommandId } from '#shared/kernel/ids';
import { ackSchema, type Ack } from '#shared/wire/ack';
import type { Command, Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import type { Random } from './random.ts';

export type Final = Extract<Ack, { outcome: 'accepted' | 'refused' }>;
export type Written = { readonly id: CommandId; readonly command: Command };

/** What a run keeps of every command: what was sent, what was answered, and every answer that differed from the first. */
export class Ledger {
  readonly answered = new Map<CommandId, { readonly command: Command; readonly ack: Final }>();
  readonly contradictions: string[] = [];
  /** What has no answer yet, with what was heard last. */
  readonly open = new Map<CommandId, string>();
  sent = 0;
  resent = 0;
  unanswered = 0;
  /** Copies that the network made: at once to two servers, or later to any. */
  copies = 0;

  keep({ id, command }: Written, ack: Final): void {
    this.open.delete(id);
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
/** After this a link that has not answered says so. An answer that comes before is heard, whoever still waits for it. */
const ANSWER_WITHIN_MS = 6_000;
/** A device waits between this and `ANSWER_WITHIN_MS`, then asks another server while the first may be at it still. */
const LEAST_PATIENCE_MS = 300;
/** Of what is written, this much reaches two servers at the same moment. */
const TWICE = 0.25;
/** And of this much a copy comes again later, behind what was written since. */
const LATE_COPY = 0.15;
const LATEST_COPY_MS = 5_000;

type DevicePorts = {
  door: Door;
  random: Random;
  ledger: Ledger;
  /** The addresses of the servers. */
  nodes: readonly string[];
  next: () => Command;
  /** Real milliseconds between two commands of a lane. */
  everyMs: number;
};

/**
 * A phone, a tablet or a desk: what it writes stays its own until a server has answered, whichever server that is and
 * however often it must be sent. Its lanes are answered in any order, and its network delivers twice, late and out of order.
 */
export class Device {
  readonly #ports: DevicePorts;
  readonly #links = new Map<string, Socket>();
  readonly #copies = new Set<Promise<void>>();
  #at: string;
  #isOver = false;

  constructor(ports: DevicePorts) {
    this.#ports = ports;
    this.#at = ports.random.oneOf(ports.nodes);
  }

  /** Works until `finish`; resolves once everything it wrote is answered, and every copy of it. */
  async work(): Promise<void> {
    await Promise.all(Array.from({ length: LANES }, () => this.#lane()));
    await Promise.all(this.#copies);
    this.leave();
  }

  leave(): void {
    for (const link of this.#links.values()) link.disconnect();
  }

  /** Writes nothing new from now on. */
  finish(): void {
    this.#isOver = true;
  }

  async #lane(): Promise<void> {
    const { next, ledger, random, everyMs } = this.#ports;
    while (!this.#isOver) {
      const written = { id: randomIds.command(), command: next() };
      ledger.sent += 1;
      if (random.isLess(LATE_COPY)) this.#copyLater(written);
      await (random.isLess(TWICE) ? this.#deliverTwice(written) : this.deliver(written, this.#at));
      await pause(everyMs * (0.5 + random.next()));
    }
  }

  async #deliverTwice(written: Written): Promise<void> {
    this.#ports.ledger.copies += 1;
    const here = this.#at;
    await Promise.all([this.deliver(written, here), this.deliver(written, this.#anotherThan(here))]);
  }

  #copyLater(written: Written): void {
    const { ledger, random, nodes } = this.#ports;
    ledger.copies += 1;
    const at = random.oneOf(nodes);
    this.#copies.add(pause(LATEST_COPY_MS * random.next()).then(() => this.deliver(written, at)));
  }

  /** Asks this server first, then others, until one has answered for good. */
  async deliver(written: Written, first: string): Promise<void> {
    const { ledger, random } = this.#ports;
    for (let at = first; ; at = this.#anotherThan(at)) {
      const ack = await this.#ask(written, at);
      if (ack?.outcome === 'accepted' || ack?.outcome === 'refused') return;
      if (ack?.outcome === 'volatile' || ack?.outcome === 'malformed')
        throw new Error(`${written.command.type} was answered ${JSON.stringify(ack)}`);
      // No answer, not now, or a failure: the question is open, and another server is asked.
      ledger.resent += 1;
      if (ack === undefined) ledger.unanswered += 1;
      if (!ledger.answered.has(written.id))
        ledger.open.set(
          written.id,
          `${written.command.type} ${written.id}: ${ack?.outcome ?? 'nothing heard'}`,
        );
      if (this.#at === at) this.#move();
      await pause(50 + 250 * random.next());
    }
  }

  /** Another server from now on, as a phone does whose network changes; what the old link still brings is heard or not. */
  #move(): void {
    const old = this.#at;
    this.#at = this.#anotherThan(old);
    if (this.#ports.random.isLess(0.5)) return;
    const link = this.#links.get(old);
    // One that is not yet there says nothing when it is ended.
    this.#links.delete(old);
    link?.disconnect();
  }

  #anotherThan(one: string): string {
    const others = this.#ports.nodes.filter((node) => node !== one);
    return others.length === 0 ? one : this.#ports.random.oneOf(others);
  }

  async #ask(written: Written, at: string): Promise<Ack | undefined> {
    const { ledger, random } = this.#ports;
    const answered = this.#link(at)
      .timeout(ANSWER_WITHIN_MS)
      .emitWithAck('command:send', written)
      .catch(() => undefined)
      .then((answer: unknown) => {
        const ack = answer === undefined ? undefined : ackSchema.parse(answer);
        if (ack?.outcome === 'accepted' || ack?.outcome === 'refused') ledger.keep(written, ack);
        return ack;
      });
    const patience = new AbortController();
    const waited = random.between(LEAST_PATIENCE_MS, ANSWER_WITHIN_MS);
    const enough = pause(waited, undefined, { signal: patience.signal }).catch(() => undefined);
    try {
      return await Promise.race([answered, enough]);
    } finally {
      patience.abort();
    }
  }

  #link(at: string): Socket {
    const open = this.#links.get(at);
    if (open) return open;
    const link = io(at, {
      auth: { wire: WIRE_VERSION, as: this.#ports.door, since: null },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    const gone = () => {
      if (this.#links.get(at) === link) this.#links.delete(at);
    };
    link.on('disconnect', gone);
    link.on('connect_error', gone);
    this.#links.set(at, link);
    return link;
  }
}

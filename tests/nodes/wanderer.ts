import { io, type Socket } from 'socket.io-client';
import { randomIds } from '#server/ports/ids';
import type { CommandId } from '#shared/kernel/ids';
import { applyChanges, nothingHeld, type Held } from '#shared/view/apply-changes';
import { ackSchema, type Ack } from '#shared/wire/ack';
import { downSchemas, type DownMessages } from '#shared/wire/down';
import type { Command, Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';

type Changes = DownMessages['view:changes'];
type Value = NonNullable<Changes['changes'][number]['value']>;
export type FinalAck = Exclude<Ack, { outcome: 'later' | 'fault' }>;

const ANSWER_WITHIN_MS = 2_000;
const AGAIN_MS = 100;

/**
 * A screen or a device as the product's own: it opens its link again for ever, goes on from the revision it holds, and
 * sends what was not answered again with the same id.
 */
export class Wanderer {
  readonly socket: Socket;
  held: Held<Value> = nothingHeld();
  epoch: string | null = null;
  links = 0;
  resets = 0;
  gaps = 0;
  repeats = 0;
  /** How often a command was sent. */
  sends = 0;
  #isOver = false;

  constructor(url: string, as: Door) {
    this.socket = io(url, {
      auth: (send) => send({ wire: WIRE_VERSION, as, since: this.#since() }),
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
    });
    this.socket.on('connect', () => (this.links += 1));
    // After a close by the server the library stops by itself.
    this.socket.on('disconnect', () => this.#again());
    this.socket.on('connect_error', () => this.#again());
    this.socket.on('hello', (body: unknown) => (this.epoch = downSchemas.hello.parse(body).epoch));
    this.socket.on('view:reset', () => {
      this.resets += 1;
      this.held = nothingHeld();
    });
    this.socket.on('view:changes', (body: unknown) => this.#apply(downSchemas['view:changes'].parse(body)));
  }

  /** Sends it until it is answered for good. */
  async say(command: Command, id: CommandId = randomIds.command()): Promise<FinalAck> {
    for (;;) {
      const ack = this.socket.connected ? await this.#attempt({ id, command }) : null;
      if (ack !== null && ack.outcome !== 'later' && ack.outcome !== 'fault') return ack;
      if (this.#isOver) throw new Error('closed before it was answered');
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  close(): void {
    this.#isOver = true;
    this.socket.disconnect();
  }

  async #attempt(message: { id: CommandId; command: Command }): Promise<Ack | null> {
    this.sends += 1;
    try {
      const answer: unknown = await this.socket
        .timeout(ANSWER_WITHIN_MS)
        .emitWithAck('command:send', message);
      return ackSchema.parse(answer);
    } catch {
      return null;
    }
  }

  #since(): { epoch: string; revision: Held<Value>['revision'] } | null {
    return this.epoch === null || this.held.revision === 0
      ? null
      : { epoch: this.epoch, revision: this.held.revision };
  }

  #apply(changes: Changes): void {
    const after = applyChanges<Value>(this.held, changes);
    if (after === 'gap') {
      this.gaps += 1;
      this.socket.emit('view:sync', { since: this.#since() });
      return;
    }
    if (changes.changes.some(({ rev }) => rev <= this.held.revision)) this.repeats += 1;
    this.held = after;
  }

  #again(): void {
    setTimeout(() => {
      if (!this.#isOver && !this.socket.active) this.socket.connect();
    }, AGAIN_MS);
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { CommandId } from '#shared/kernel/ids';
import { applyChanges, nothingHeld, type Held } from '#shared/view/apply-changes';
import type { ViewChanges } from '#shared/view/changes';
import type { Entity } from '#shared/view/entity';
import { ackSchema, type Ack } from '#shared/wire/ack';
import type { Command, CommandSend, Door, Handshake } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';

type DeviceOptions = {
  readonly url: string;
  readonly as: Door;
  readonly newId: () => CommandId;
  /** Real milliseconds without an answer before a command is sent again. */
  readonly resendAfterMs?: number;
};

/** The answers that end a command. A `fault` is not one: nothing was kept, so it is sent again with the same id. */
export type FinalAck = Exclude<Ack, { outcome: 'fault' | 'later' }>;

type Waiting = { readonly message: CommandSend; readonly settle: (ack: FinalAck | undefined) => void };

/**
 * One simulated device: a real socket on the public protocol, and an outbox. What is asked is kept with its id until
 * the server has answered, through lost answers, cut links and faults.
 */
export class Device {
  readonly #socket: Socket;
  readonly #newId: () => CommandId;
  readonly #resendAfterMs: number;
  readonly #outbox = new Map<CommandId, Waiting>();
  #isStopped = false;

  constructor({ url, as, newId, resendAfterMs = 5_000 }: DeviceOptions) {
    this.#newId = newId;
    this.#resendAfterMs = resendAfterMs;
    const auth: Handshake = { wire: WIRE_VERSION, as, since: null };
    this.#socket = io(url, { auth, transports: ['websocket'], forceNew: true, reconnectionDelayMax: 1_000 });
    // Socket.io would replay what it buffered as well: only the outbox decides what is sent, and in which order.
    this.#socket.on('connect', () => {
      for (const id of this.#outbox.keys()) void this.#deliver(id);
    });
  }

  /** Keeps what this device is sent, as a screen does, and gives what it holds now. */
  watch(): () => readonly Entity[] {
    let held: Held<Entity> = nothingHeld();
    this.#socket.on('view:reset', () => (held = nothingHeld()));
    this.#socket.on('view:changes', (changes: ViewChanges) => {
      const after = applyChanges<Entity>(held, changes);
      if (after !== 'gap') held = after;
      else this.#socket.emit('view:sync', { since: null });
    });
    return () => [...held.entities.values()].map(({ value }) => value);
  }

  /** Resolves with the server's answer, however late; with nothing when the device is stopped before. */
  ask(command: Command): Promise<FinalAck | undefined> {
    const id = this.#newId();
    return new Promise((settle) => {
      if (this.#isStopped) {
        settle(undefined);
        return;
      }
      this.#outbox.set(id, { message: { id, command }, settle });
      if (this.#socket.connected) void this.#deliver(id);
    });
  }

  /** No network any more: what is asked from now on waits here. */
  cut(): void {
    this.#socket.disconnect();
  }

  mend(): void {
    this.#socket.connect();
  }

  stop(): void {
    this.#isStopped = true;
    this.#socket.disconnect();
    for (const { settle } of this.#outbox.values()) settle(undefined);
    this.#outbox.clear();
  }

  async #deliver(id: CommandId): Promise<void> {
    const link = this.#socket.id;
    for (let waiting = this.#outbox.get(id); waiting; waiting = this.#outbox.get(id)) {
      const answer = await this.#attempt(waiting.message);
      if (answer && answer.outcome !== 'fault' && answer.outcome !== 'later') {
        this.#outbox.delete(id);
        waiting.settle(answer);
        return;
      }
      // A server that fails needs time, not the same question at once. The pause must not hold the process.
      await pause(this.#resendAfterMs / 5, undefined, { ref: false });
      // A new link delivers the whole outbox itself: going on here would send everything twice.
      if (this.#isStopped || this.#socket.id !== link) return;
    }
  }

  async #attempt(message: CommandSend): Promise<Ack | undefined> {
    try {
      const answer: unknown = await this.#socket
        .timeout(this.#resendAfterMs)
        .emitWithAck('command:send', message);
      const parsed = ackSchema.safeParse(answer);
      return parsed.success ? parsed.data : undefined;
    } catch {
      return undefined; // no answer in time: the outbox still holds the command
    }
  }
}

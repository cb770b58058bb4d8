import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { applyChanges, nothingHeld, type Held } from '#shared/view/apply-changes';
import { downSchemas, type DownMessages } from '#shared/wire/down';
import type { Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import type { Random } from './random.ts';

type Value = NonNullable<DownMessages['view:changes']['changes'][number]['value']>;

/** A wall or a lead, that goes on from what it holds on whichever server it finds. */
export class Screen {
  readonly door: Door;
  readonly #nodes: readonly string[];
  readonly #random: Random;
  readonly #host: string | undefined;
  #socket: Socket | undefined;
  #leave = () => {};
  #isOver = false;
  #epoch: string | null = null;
  held: Held<Value> = nothingHeld();
  moves = 0;
  gaps = 0;
  readonly resets = new Map<string, number>();
  /** Whose every server said it was. */
  readonly territories = new Set<string>();
  /** An entity that came with an older revision than the one held: a screen that went back in time. */
  backwards = 0;

  /** @param host the name it asks for, where one address is that of several territories */
  constructor(door: Door, nodes: readonly string[], random: Random, host?: string) {
    this.door = door;
    this.#nodes = nodes;
    this.#random = random;
    this.#host = host;
    this.#connect();
  }

  /** Leaves its server for one chosen by chance. */
  move(): void {
    this.moves += 1;
    this.#leave();
  }

  close(): void {
    this.#isOver = true;
    this.#leave();
  }

  #connect(): void {
    if (this.#isOver) return;
    const since = this.#epoch === null ? null : { epoch: this.#epoch, revision: this.held.revision };
    const socket = io(this.#random.oneOf(this.#nodes), {
      auth: { wire: WIRE_VERSION, as: this.door, since },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: 3_000,
      ...(this.#host !== undefined && { extraHeaders: { host: this.#host } }),
    });
    this.#socket = socket;
    // A link that is not yet there says nothing when it is ended: leaving is done here, once.
    const leave = () => {
      clearInterval(watch);
      if (this.#leave !== leave) return;
      this.#leave = () => {};
      socket.disconnect();
      setTimeout(() => this.#connect(), 50 + 200 * this.#random.next());
    };
    this.#leave = leave;
    // A server that is frozen keeps its links: the beat tells.
    let heardAt = Date.now();
    const watch = setInterval(() => Date.now() - heardAt > 12_000 && leave(), 1_000);
    socket.on('disconnect', leave);
    socket.on('connect_error', leave);
    socket.onAny((name: keyof DownMessages, body: unknown) => {
      heardAt = Date.now();
      this.#take(socket, name, downSchemas[name].parse(body));
    });
  }

  #take(socket: Socket, name: keyof DownMessages, body: unknown): void {
    if (this.#socket !== socket) return;
    if (name === 'hello') {
      const { epoch, territory } = body as DownMessages['hello'];
      this.#epoch = epoch;
      this.territories.add(territory);
    }
    if (name === 'view:reset') {
      const { why } = body as DownMessages['view:reset'];
      this.resets.set(why, (this.resets.get(why) ?? 0) + 1);
      this.held = nothingHeld();
    }
    if (name === 'view:beat' && (body as DownMessages['view:beat']).revision > this.held.revision)
      this.#ask(socket);
    if (name !== 'view:changes') return;
    const changes = body as DownMessages['view:changes'];
    const after = applyChanges<Value>(this.held, changes);
    if (after === 'gap') {
      this.gaps += 1;
      return this.#ask(socket);
    }
    if (after.revision < this.held.revision) this.backwards += 1;
    this.held = after;
  }

  #ask(socket: Socket): void {
    socket.emit('view:sync', {
      since: this.#epoch === null ? null : { epoch: this.#epoch, revision: this.held.revision },
    });
  }
}

/** Resolves once no screen has heard anything new for longer than a beat. */
export async function settled(screens: readonly Screen[]): Promise<void> {
  let before = '';
  for (;;) {
    const now = screens.map(({ held }) => held.revision).join();
    if (now === before) return;
    before = now;
    await pause(7_000);
  }
}

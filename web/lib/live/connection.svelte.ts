import type { Instant } from '#shared/kernel/instant';
import type { ViewChanges } from '#shared/view/changes';
import type { FirstFrame, Hello } from '#shared/wire/down';
import type { Door, Handshake } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { LiveClock } from './clock.svelte.ts';
import { levelOf, secondsSince, type Level, type Transport } from './freshness.ts';
import type { LiveSocket } from './socket.ts';
import { LiveView, type LiveAudience } from './view.svelte.ts';

/**
 * A page's link to the server. It begins with the frame the page was rendered from; the socket continues from that
 * frame's revision, and after each cut from the last one held.
 */
export class Connection<A extends LiveAudience> {
  readonly view: LiveView<A>;
  readonly clock: LiveClock;
  readonly #door: Door;
  #hello: Hello;
  #transport: Transport = $state('websocket');
  #heardAt = $state(0);
  #malformed = $state(0);
  #refusedVersion = $state(false);
  #socket: LiveSocket | undefined;

  constructor(audience: A, door: Door, frame: FirstFrame) {
    this.#door = door;
    this.#hello = $state.raw(frame.hello);
    this.view = new LiveView(audience);
    this.clock = new LiveClock(frame.hello.at, frame.hello.speed);
    this.#heardAt = this.clock.real;
    this.view.apply(frame.changes);
  }

  /** What the server last said of itself. */
  get hello(): Hello {
    return this.#hello;
  }

  /** Whole seconds of real time since the server was last heard. */
  get age(): number {
    return secondsSince(this.#heardAt, this.clock.real);
  }

  get transport(): Transport {
    return this.#transport;
  }

  get level(): Level {
    return levelOf(this.age, this.#transport);
  }

  /** Product time at which the screen stopped being true; null while it is. */
  get frozenSince(): Instant | null {
    return this.level === 'C2' ? this.clock.at(this.#heardAt) : null;
  }

  /** Messages that were not of this protocol. */
  get malformed(): number {
    return this.#malformed;
  }

  /** This page was built for another server: only a reload can help. */
  get outdated(): boolean {
    return this.#refusedVersion || this.#hello.wire !== WIRE_VERSION;
  }

  /** Turns the clock and keeps the link for ever; returns how to stop both. */
  start(): () => void {
    const stopClock = this.clock.start();
    let stopped = false;
    // After the first paint: the frame is already on screen, the socket only continues it.
    void import('./socket.ts').then(({ openSocket }) => {
      if (!stopped) this.#socket = openSocket(() => this.#handshake(), this.#listener());
    });
    return () => {
      stopped = true;
      stopClock();
      this.#socket?.close();
      this.#socket = undefined;
    };
  }

  #handshake(): Handshake {
    return { wire: WIRE_VERSION, as: this.#door, since: this.#since() };
  }

  #since(): Handshake['since'] {
    return this.view.empty ? null : { epoch: this.#hello.epoch, revision: this.view.revision };
  }

  #listener() {
    return {
      opened: (transport: Transport) => (this.#transport = transport),
      malformed: () => (this.#malformed += 1),
      refused: (reason: string) => {
        if (reason === 'version') this.#refusedVersion = true;
      },
      hello: (hello: Hello) => {
        // Revisions of two logs are not compared: what was held belongs to a log that is gone.
        if (hello.epoch !== this.#hello.epoch) this.view.drop();
        this.#hello = hello;
        this.#heard(hello.at, hello.speed);
      },
      'view:changes': (changes: ViewChanges) => {
        this.#heard(changes.at);
        if (this.view.apply(changes) === 'gap') this.#socket?.sync(this.#since());
      },
      'view:beat': ({ at, revision }: { at: Instant; revision: number }) => {
        this.#heard(at);
        if (revision > this.view.revision) this.#socket?.sync(this.#since());
      },
      'view:reset': () => this.view.drop(),
    };
  }

  #heard(at: Instant, speed?: number): void {
    this.clock.hear(at, speed);
    this.#heardAt = this.clock.real;
  }
}

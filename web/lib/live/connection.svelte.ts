import type { Instant } from '#shared/kernel/instant';
import type { ViewChanges } from '#shared/view/changes';
import type { Ack } from '#shared/wire/ack';
import type { FirstFrame } from '#shared/wire/down';
import type { Hello, ViewReset } from '#shared/wire/link';
import type { CommandSend, Door, Handshake } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { LiveClock } from './clock.svelte.ts';
import { levelOf, secondsSince, type Level, type Transport } from './freshness.ts';
import { InStep, type WhenShown } from './in-step.ts';
import { shutOut } from './shut-out.ts';
import type { Frames, LiveSocket } from './socket.ts';
import { LiveView, type LiveAudience } from './view.svelte.ts';

/** What came of one attempt to send: the answer, or null when none came; and when the view holds what it did. */
export type Sent = { readonly ack: Ack | null; readonly whenShown: WhenShown };

/**
 * A page's link to the server. It begins with the frame the page was rendered from; the socket continues from that
 * frame's revision, and after each cut from the last one held.
 */
export class Connection<A extends LiveAudience> {
  readonly view: LiveView<A>;
  readonly clock: LiveClock;
  /** Who this page acts as. */
  readonly door: Door;
  readonly #steps: InStep<ViewChanges>;
  #onOpen: readonly (() => void)[] = [];
  #hello: Hello;
  #transport: Transport = $state('websocket');
  #heardAt = $state(0);
  #malformed = $state(0);
  #refusedVersion = $state(false);
  /** The server took back what this page shows, and has not said what it may show instead. */
  #isTakenBack = false;
  #open = $state(false);
  #socket: LiveSocket | undefined;

  constructor(audience: A, door: Door, frame: FirstFrame) {
    this.door = door;
    this.#hello = $state.raw(frame.hello);
    this.view = new LiveView(audience);
    this.#steps = new InStep((changes) => this.#apply(changes), later);
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

  /** Whether the socket believes that it is open: worth an attempt, never a proof. */
  get open(): boolean {
    return this.#open;
  }

  /** Calls back when the link opens, and when it carries again after an attempt without an answer; returns how to stop. */
  onOpen(listener: () => void): () => void {
    this.#onOpen = [...this.#onOpen, listener];
    return () => (this.#onOpen = this.#onOpen.filter((other) => other !== listener));
  }

  /**
   * One attempt to send a command, answered within 8 s or not at all; with the same id it may be sent again for ever.
   * Screens do not call it: what must not be lost goes through the outbox, which does.
   */
  async send(message: CommandSend): Promise<Sent> {
    if (!this.#socket) return { ack: null, whenShown: nothingToShow };
    this.#steps.sent();
    const ack = await this.#socket.send(message);
    if (ack?.outcome === 'accepted' || ack?.outcome === 'volatile') {
      const whenShown = this.#steps.accepted();
      this.#ask();
      return { ack, whenShown };
    }
    if (ack === null) this.#steps.unanswered();
    else this.#steps.cameToNothing();
    return { ack, whenShown: nothingToShow };
  }

  /** Asks for whatever has changed. */
  catchUp(): WhenShown {
    const whenShown = this.#steps.nextFrame();
    this.#ask();
    return whenShown;
  }

  /**
   * Turns the clock and keeps the link for ever; returns how to stop both. `frames` loads what this screen reads with.
   */
  start(frames: () => Promise<{ readonly frames: Frames }>): () => void {
    const stopClock = this.clock.start();
    let stopped = false;
    // After the first paint: the frame is already on screen, the socket only continues it.
    void Promise.all([import('./socket.ts'), frames()]).then(([{ openSocket }, read]) => {
      if (!stopped) this.#socket = openSocket(() => this.#handshake(), read.frames, this.#listener());
    });
    return () => {
      stopped = true;
      stopClock();
      this.#socket?.close();
      this.#socket = undefined;
      this.#open = false;
    };
  }

  #handshake(): Handshake {
    return { wire: WIRE_VERSION, as: this.door, since: this.#since() };
  }

  #since(): Handshake['since'] {
    return this.view.empty ? null : { epoch: this.#hello.epoch, revision: this.view.revision };
  }

  #listener() {
    return {
      opened: (transport: Transport) => {
        this.#transport = transport;
        this.#open = true;
        this.#tellOpen();
      },
      closed: () => {
        this.#open = false;
        if (this.#isTakenBack) shutOut();
      },
      malformed: () => (this.#malformed += 1),
      refused: (reason: string) => {
        if (reason === 'version') this.#refusedVersion = true;
        if (reason === 'identity') shutOut();
      },
      hello: (hello: Hello) => {
        // Revisions of two logs are not compared: what was held belongs to a log that is gone.
        if (hello.epoch !== this.#hello.epoch) this.#drop();
        this.#hello = hello;
        this.#heard(hello.at, hello.speed);
      },
      'view:changes': (changes: ViewChanges) => {
        this.#isTakenBack = false;
        this.#heard(changes.at);
        this.#steps.frame(changes);
      },
      'view:beat': ({ at, revision }: { at: Instant; revision: number }) => {
        this.#heard(at);
        // What waits for an answer has come: asking for it again would bring another beat, and so on.
        if (revision > this.view.revision && !this.#steps.holding) this.#ask();
      },
      'view:reset': ({ why }: ViewReset) => {
        this.#isTakenBack = why === 'droits';
        this.#drop();
      },
    };
  }

  #apply(changes: ViewChanges): 'in' | 'not in' {
    if (this.view.apply(changes) !== 'gap') return 'in';
    this.#ask();
    return 'not in';
  }

  #ask(): void {
    this.#socket?.sync(this.#since());
  }

  #drop(): void {
    this.#steps.drop();
    this.view.drop();
  }

  #heard(at: Instant, speed?: number): void {
    this.clock.hear(at, speed);
    this.#heardAt = this.clock.real;
    if (this.#steps.inDoubt) this.#tellOpen();
  }

  #tellOpen(): void {
    for (const listener of this.#onOpen) listener();
  }
}

function nothingToShow(run: () => void): void {
  run();
}

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

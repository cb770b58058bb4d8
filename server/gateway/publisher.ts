import type { Instant } from '#shared/kernel/instant';
import type { Revision } from '#shared/view/revision';
import type { Clock } from '#server/ports/clock';
import type { LiveMemory } from '#server/live/live-memory';
import { releaseView } from '#server/release/release';
import type { ViewKey, Views } from '#server/release/views';
import type { Outbox } from './outbox.ts';

/** Changes of one audience leave together, at most this often: one write per screen whatever happened meanwhile. */
const TICK_MS = 50;

type PublisherPorts = {
  outbox: Outbox;
  views: Views;
  clock: Clock;
  memory: Pick<LiveMemory, 'look' | 'of'>;
  onFault: (cause: unknown) => void;
};

/** Pushes to each view what has changed since the last push, once for all who share it. */
export class Publisher {
  readonly #ports: PublisherPorts;
  readonly #published: Map<ViewKey, Revision>;
  /** Where the gate stopped a frame: it is tried again when the view has changed, not ten times a second. */
  readonly #stopped = new Map<ViewKey, Revision>();
  /** What each view was last sent beside its entities. */
  readonly #remembered = new Map<ViewKey, string>();
  #lastAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: PublisherPorts) {
    this.#ports = ports;
    this.#published = new Map(ports.views.keys.map((view) => [view, ports.views.of(view).revision]));
  }

  /**
   * Something may have changed: publish now if the last tick is over, else at its end. A frame that the gate stops is
   * our fault: it is told, the screens keep what they had and see by the beat that they are behind.
   */
  touch(): void {
    if (this.#timer) return;
    const wait = TICK_MS - (performance.now() - this.#lastAt);
    if (wait <= 0) this.#publish();
    else {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#publish();
      }, wait);
    }
  }

  /** Publishes now what this view still waits for: whoever joins it holds that already, and is not told it twice. */
  level(view: ViewKey): void {
    if (this.#ports.views.of(view).revision !== this.#published.get(view)) this.flush();
  }

  /** Publishes now what waits for its tick. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#publish();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #publish(): void {
    const now = this.#ports.clock.now();
    try {
      this.#ports.memory.look(now);
    } catch (cause) {
      this.#ports.onFault(cause);
    }
    // Apart: what stops the frame of one audience is no reason to leave another in the dark.
    for (const view of this.#ports.views.keys) {
      try {
        // A look that finds nothing must not make the next change wait for its tick.
        if (this.#push(view, now)) this.#lastAt = performance.now();
      } catch (cause) {
        this.#stopped.set(view, this.#ports.views.of(view).revision);
        this.#ports.onFault(cause);
      }
    }
  }

  #push(view: ViewKey, now: Instant): boolean {
    const { views, outbox, memory } = this.#ports;
    const { revision, floor } = views.of(view);
    const published = this.#published.get(view) ?? revision;
    // From under the floor nobody can go on: screens that hold less find the gap, and ask for all of it.
    const since = published > floor ? published : floor;
    const live = memory.of(view, now);
    const text = JSON.stringify(live);
    const moved = text !== this.#remembered.get(view);
    if (!moved && (revision === published || revision === this.#stopped.get(view))) return false;
    // Nobody is there: nothing leaves, and nothing else differs. Whoever comes is sent what the view holds by then, and the
    // pace of the other views must not tell who is connected.
    if (outbox.hasAnyone(view))
      outbox.toView(view, 'view:changes', releaseView(views, view, since, now, moved ? live : undefined));
    this.#published.set(view, revision);
    if (text !== undefined) this.#remembered.set(view, text);
    return true;
  }
}

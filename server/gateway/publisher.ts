import type { Audience } from '#shared/view/changes';
import { releaseToLead, releaseToWall, revisionOf, type Views } from '#server/release/release';
import type { Revision } from '#shared/view/revision';
import type { Clock } from '#server/ports/clock';
import type { PresenceMemory } from '#server/presence/presence';
import type { Outbox } from './outbox.ts';

/** Changes of one audience leave together, at most this often: one write per screen whatever happened meanwhile. */
const TICK_MS = 50;

type PublisherPorts = {
  outbox: Outbox;
  views: () => Views;
  clock: Clock;
  presence: PresenceMemory;
  onFault: (cause: unknown) => void;
};

/** Pushes to each audience what has changed since the last push, once for all who share it. */
export class Publisher {
  readonly #ports: PublisherPorts;
  #published: Record<Audience, Revision>;
  #presenceShown = '[]';
  #lastAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: PublisherPorts) {
    this.#ports = ports;
    const views = ports.views();
    this.#published = { wall: revisionOf(views, 'wall'), lead: revisionOf(views, 'lead') };
  }

  /**
   * Something changed: publish now if the last tick is over, else at its end. A frame that the gate stops is our fault:
   * it is told, the screens keep what they had and see by the beat that they are behind.
   */
  touch(): void {
    const wait = TICK_MS - (performance.now() - this.#lastAt);
    if (this.#timer) return;
    if (wait <= 0) this.#publish();
    else {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#publish();
      }, wait);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #publish(): void {
    this.#lastAt = performance.now();
    try {
      this.#push();
    } catch (cause) {
      this.#ports.onFault(cause);
    }
  }

  #push(): void {
    const { outbox, clock, presence } = this.#ports;
    const views = this.#ports.views();
    const now = clock.now();
    if (views.wall.revision > this.#published.wall) {
      outbox.toAudience('wall', 'view:changes', releaseToWall(views, this.#published.wall, now));
      this.#published.wall = views.wall.revision;
    }
    const present = presence.current(now);
    const shown = JSON.stringify(present);
    const moved = shown !== this.#presenceShown;
    if (moved || views.lead.revision > this.#published.lead) {
      const changes = releaseToLead(views, this.#published.lead, now, moved ? present : undefined);
      outbox.toAudience('lead', 'view:changes', changes);
      this.#published.lead = views.lead.revision;
      this.#presenceShown = shown;
    }
  }
}

import type { Audience } from '#shared/view/changes';
import { releaseToLead, releaseToWall, revisionOf, type Views } from '#server/release/release';
import type { Instant } from '#shared/kernel/instant';
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
    const now = this.#ports.clock.now();
    // Apart: what stops the frame of one audience is no reason to leave another in the dark.
    for (const push of [() => this.#pushWall(now), () => this.#pushLead(now)]) {
      try {
        push();
      } catch (cause) {
        this.#ports.onFault(cause);
      }
    }
  }

  #pushWall(now: Instant): void {
    const views = this.#ports.views();
    if (views.wall.revision === this.#published.wall) return;
    const changes = releaseToWall(views, this.#published.wall, now);
    this.#ports.outbox.toAudience('wall', 'view:changes', changes);
    this.#published.wall = views.wall.revision;
  }

  #pushLead(now: Instant): void {
    const views = this.#ports.views();
    const present = this.#ports.presence.current(now);
    const shown = JSON.stringify(present);
    const moved = shown !== this.#presenceShown;
    if (!moved && views.lead.revision === this.#published.lead) return;
    const changes = releaseToLead(views, this.#published.lead, now, moved ? present : undefined);
    this.#ports.outbox.toAudience('lead', 'view:changes', changes);
    this.#published.lead = views.lead.revision;
    this.#presenceShown = shown;
  }
}

import { NO_REVISION, type Revision } from '#shared/view/revision';
import type { ViewChanges } from '#shared/view/changes';
import type { FirstFrame } from '#shared/wire/down';
import type { Hello, ViewBeat, ViewReset } from '#shared/wire/link';
import type { ViewSync } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import type { LiveMemory } from '#server/live/live-memory';
import type { Clock } from '#server/ports/clock';
import type { Released } from '#server/release/released';
import {
  releaseBeat,
  releaseFirstFrame,
  releaseFrameText,
  releaseHello,
  releaseView,
} from '#server/release/release';
import type { ViewKey, Views } from '#server/release/views';

/** Who is further behind starts again from nothing: a frame has a bound, and what is gone since is not on it. */
const MAX_BEHIND = 4_000;

export type FramePorts = {
  readonly views: Views;
  readonly memory: Pick<LiveMemory, 'of'>;
  readonly clock: Clock;
  readonly epoch: string;
  readonly territory: string;
  readonly policyHash: string;
  /** Whether what it shows is a demonstration: every screen says so. */
  readonly simulated: boolean;
};

/** What a client is sent of its view, as facts and memory are now: all of it, or since what it holds. */
export class ViewFrames {
  readonly #ports: FramePorts;

  constructor(ports: FramePorts) {
    this.#ports = ports;
  }

  hello(): Released<Hello> {
    const { epoch, territory, policyHash, clock, simulated } = this.#ports;
    return releaseHello({
      wire: WIRE_VERSION,
      epoch,
      territory,
      policy: policyHash,
      at: clock.now(),
      speed: clock.speed,
      simulated,
    });
  }

  changes(view: ViewKey, since: Revision): Released<ViewChanges> {
    const { views, clock, memory } = this.#ports;
    const now = clock.now();
    return releaseView(views, view, since, now, memory.of(view, now));
  }

  /** What a page of this view is rendered with. */
  first(view: ViewKey): Released<FirstFrame> {
    return releaseFirstFrame(this.hello(), this.changes(view, NO_REVISION));
  }

  /** The exact text that a view is sent first, for a page that shows one audience to another. */
  text(view: ViewKey): Released<string> {
    const { views, clock, memory } = this.#ports;
    const now = clock.now();
    return releaseFrameText(views, view, now, memory.of(view, now));
  }

  beat(view: ViewKey): Released<ViewBeat> {
    return releaseBeat(this.#ports.views, view, this.#ports.clock.now());
  }

  /** Why a client must drop what it holds; null when it may go on from there. */
  whyReset(view: ViewKey, held: NonNullable<ViewSync['since']>): ViewReset['why'] | null {
    const { revision, floor } = this.#ports.views.of(view);
    if (held.epoch !== this.#ports.epoch || held.revision > revision) return 'journal';
    return held.revision < floor || revision - held.revision > MAX_BEHIND ? 'retard' : null;
  }
}

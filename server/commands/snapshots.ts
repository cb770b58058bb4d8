import type { EventLog } from '#server/log/event-log';
import { retentionStream } from './aggregates.ts';
import { catchUp } from './catch-up.ts';
import { SNAPSHOT_FORMAT, type World } from './world.ts';

/** A start reads at most this many events beside the snapshot. */
const EVERY_EVENTS = 20_000;

export type SnapshotPorts = {
  readonly log: EventLog;
  readonly world: World;
  /** Resolves once what every server had kept is folded here; null where there is one server. */
  readonly caughtUp: (() => Promise<void>) | null;
};

/** The world as it was at some position, written down: a start reads it and the rest of the log. */
export class Snapshots {
  readonly #ports: SnapshotPorts;
  #at = 0;

  constructor(ports: SnapshotPorts) {
    this.#ports = ports;
  }

  /** Brings the world to the end of the log. Gives whether there was a snapshot to begin from. */
  async restore(): Promise<boolean> {
    const { log, world } = this.#ports;
    const snapshot = await log.loadSnapshot(SNAPSHOT_FORMAT);
    if (snapshot) world.restore(snapshot.position, snapshot.body);
    await catchUp(log, world);
    this.#at = snapshot?.position ?? 0;
    return snapshot !== undefined;
  }

  async save(): Promise<void> {
    const { log, world } = this.#ports;
    this.#at = world.position;
    await log.saveSnapshot({ position: world.position, format: SNAPSHOT_FORMAT, body: world.save() });
  }

  /** Writes one that holds nothing of what any server has erased meanwhile. */
  async keep(): Promise<void> {
    const { world, caughtUp } = this.#ports;
    await this.save();
    if (!caughtUp) return;
    // Another server may have erased while this one wrote down what it still knew.
    const { erased } = world.state(retentionStream);
    await caughtUp();
    if (world.state(retentionStream).erased !== erased) await this.keep();
  }

  /** Whether a start would read many events beside it. */
  get isFarBehind(): boolean {
    return this.#ports.world.position - this.#at >= EVERY_EVENTS;
  }

  /** Whether something was kept since. */
  get isBehind(): boolean {
    return this.#ports.world.position > this.#at;
  }
}

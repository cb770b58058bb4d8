import type { StationClosures } from '#shared/domain/station-closure/events';
import type { Instant } from '#shared/kernel/instant';
import { closuresStream } from './aggregates.ts';
import { clockworkResumesAt, isAnythingDue, releaseCapacity, runClockwork } from './clockwork.ts';
import { Draft } from './draft.ts';
import type { Storage } from './storage.ts';
import type { World } from './world.ts';

/** What time makes due is the same on every server: two tries settle who does it, and a storm of facts a few more. */
const TRIES = 50;

export type TimePorts = {
  readonly world: World;
  readonly storage: Pick<Storage, 'keep' | 'catchUp'>;
  readonly policyHash: string;
};

/** What time alone makes due, and what the operator's feed tells: kept by itself, whichever server does it. */
export class TimeDue {
  readonly #ports: TimePorts;
  #doneUntil: Instant;
  /** What the operator's feed last said, until it is kept. */
  #closures: StationClosures | undefined;

  /** @param now where a log begins that nothing was kept in yet */
  constructor(ports: TimePorts, now: Instant) {
    this.#ports = ports;
    this.#doneUntil = clockworkResumesAt(ports.world, now);
  }

  /** Until when all that was due is done. */
  get doneUntil(): Instant {
    return this.#doneUntil;
  }

  /** The stations that are closed, whole: kept the next time, if they are not what is known. */
  tellClosures(closures: StationClosures): void {
    this.#closures = closures;
  }

  /** Another server did what its time made due; this one does not do it again. */
  resume(): void {
    const resumesAt = clockworkResumesAt(this.#ports.world, this.#doneUntil);
    if (resumesAt > this.#doneUntil) this.#doneUntil = resumesAt;
  }

  /** Keeps what is due now, before anything else is decided: whoever keeps a later fact has kept it before. */
  async keep(now: Instant): Promise<'changed' | 'unchanged'> {
    const { world, storage, policyHash } = this.#ports;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const told = this.#closures;
      if (told === undefined && !isAnythingDue(world, this.#doneUntil, now)) return 'unchanged';
      const draft = new Draft(world);
      runClockwork(draft, world, this.#doneUntil, now, policyHash);
      if (told !== undefined) keepClosures(draft, told, now);
      const kept = await storage.keep(draft.appends);
      if (kept !== 'overtaken') {
        this.#doneUntil = now;
        if (this.#closures === told) this.#closures = undefined;
        return kept;
      }
      await storage.catchUp();
      this.#doneUntil = clockworkResumesAt(world, this.#doneUntil);
    }
    throw new Error('what time makes due was overtaken too many times');
  }

  /** Keeps what may not wait for the minute, of what is known now; another server's facts may have come meanwhile. */
  async releaseUrgent(now: Instant): Promise<void> {
    const { world, storage, policyHash } = this.#ports;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const urgent = new Draft(world);
      releaseCapacity(urgent, world, now, 'immediate', policyHash);
      if ((await storage.keep(urgent.appends)) !== 'overtaken') return;
      await storage.catchUp();
    }
  }
}

function keepClosures(draft: Draft, closures: StationClosures, at: Instant): void {
  const known = draft.state(closuresStream);
  if (JSON.stringify(known) === JSON.stringify(closures)) return;
  const id = `closures:${at}:${draft.version(closuresStream.stream)}`;
  draft.add(id, closuresStream, [{ type: 'ClosuresTold', at, closures }]);
}

import type { StationClosures } from '#shared/domain/station-closure/events';
import type { CommandId, FilingPost } from '#shared/kernel/ids';
import type { RaisedAlarms } from '#shared/domain/alarm/engine';
import { SECOND, type Instant } from '#shared/kernel/instant';
import type { Ack } from '#shared/wire/ack';
import type { Append, AppendResult, EventLog } from '#server/log/event-log';
import type { Clock } from '#server/ports/clock';
import type { Ids } from '#server/ports/ids';
import type { Logger } from '#server/ports/logger';
import { hourOf } from '#server/retention/due';
import { finishErasures } from '#server/retention/finish';
import { isRetentionDue, recordRetention } from '#server/retention/record';
import { clockworkResumesAt, isAnythingDue, releaseCapacity, runClockwork } from './clockwork.ts';
import { closuresStream, retentionStream } from './aggregates.ts';
import type { Beside } from './contexts.ts';
import { decideCommand, type DurableCommand } from './decide.ts';
import { Draft } from './draft.ts';
import type { Outcome } from './keep.ts';
import type { World } from './world.ts';

type Waiting = {
  id: CommandId;
  command: DurableCommand;
  filedBy: FilingPost;
  answer: (ack: Ack) => void;
  tries: number;
};

/** Commands of one durable group: enough to make the cost of the disk disappear, few enough to answer at once. */
const GROUP = 256;
const READ_PAGE = 5_000;
const MAX_TRIES = 5;
/** An alert is a slip for five seconds of the life of whoever pressed it; as much again for a poor network. */
const SLIP_MS = 10 * SECOND;

export type TurnPorts = {
  log: EventLog;
  world: World;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  policyHash: string;
  /** The alarms that stand now: they are made of memory too, which no turn may write. */
  raised?: () => RaisedAlarms;
  /** Called after each durable turn that changed something: what is new may be released. */
  onCommitted: () => void;
  /** Called before views forget how they came to what they hold: screens are to have every change by then. */
  beforeSettling?: () => void;
  /** Called once something was erased, with every snapshot from before. */
  onErased?: () => void;
};

/**
 * One turn: drain what arrived, do what time made due, decide, keep everything in one durable group, fold it, answer.
 * Nothing is answered or shown before the log has kept it. Turns follow each other; none runs beside another.
 */
export class Turns {
  readonly #ports: TurnPorts;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #wanted = false;
  /** What the operator's feed last said, until it is kept. */
  #closures: StationClosures | undefined;
  #clockedUntil: Instant;
  #closed = false;

  constructor(ports: TurnPorts) {
    this.#ports = ports;
    this.#clockedUntil = clockworkResumesAt(ports.world, ports.clock.now());
  }

  /** Resolves once the command is durable or refused. Never rejects: a failure of ours is an answer too. */
  submit(id: CommandId, command: DurableCommand, filedBy: FilingPost): Promise<Ack> {
    return new Promise((answer) => {
      this.#waiting.push({ id, command, filedBy, answer, tries: 0 });
      void this.run();
    });
  }

  /** The stations that are closed, whole: kept in the next turn, if they are not what is known. */
  tellClosures(closures: StationClosures): void {
    this.#closures = closures;
    void this.run();
  }

  /** Runs turns until nothing waits. Called at each arrival, and by the clock's own timer. */
  run(): Promise<void> {
    this.#wanted = true;
    this.#running ??= this.#loop().finally(() => {
      this.#running = undefined;
      // What arrived between the loop's last look and here was promised an answer.
      if (this.#wanted || this.#waiting.length > 0) void this.run();
    });
    return this.#running;
  }

  /** Waits for the turn under way; later submissions are answered as faults. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #loop(): Promise<void> {
    while (this.#wanted || this.#waiting.length > 0) {
      // What arrived in the same burst of the network joins the same durable group.
      await new Promise((resolve) => setImmediate(resolve));
      this.#wanted = false;
      await this.#retain();
      await this.#turn(this.#waiting.splice(0, GROUP));
    }
  }

  /**
   * Once an hour: nothing outlives its class (PRV-51). Apart from the commands that wait: a storage that cannot erase
   * refuses nobody. What is left undone is finished first at the next hour.
   */
  async #retain(): Promise<void> {
    const { world, clock, log, beforeSettling, onCommitted, onErased } = this.#ports;
    const hour = hourOf(clock.now());
    if (this.#closed || !isRetentionDue(world, hour)) return;
    // What the clock made due is computed from facts that may be about to go.
    await this.#turn([]);
    if (this.#clockedUntil < hour) return;
    try {
      await finishErasures(log, world.state(retentionStream));
      beforeSettling?.();
      const draft = new Draft(world);
      recordRetention(draft, world, hour);
      if ((await this.#commit(draft.appends)) === 'overtaken') return await this.#catchUp();
      onCommitted();
      if ((await finishErasures(log, world.state(retentionStream))) > 0) onErased?.();
    } catch (cause) {
      this.#fail([], cause);
    }
  }

  async #turn(batch: Waiting[]): Promise<void> {
    const { log, world, clock, ids, policyHash } = this.#ports;
    if (this.#closed) return this.#fail(batch, new Error('the server is stopping'));
    try {
      const now = clock.now();
      const told = this.#closures;
      if (batch.length === 0 && told === undefined && !isAnythingDue(world, this.#clockedUntil, now)) return;
      const draft = new Draft(world);
      runClockwork(draft, world, this.#clockedUntil, now, policyHash);
      if (told !== undefined) keepClosures(draft, told, now);
      const outcomes = new Map<Waiting, Outcome>();
      const decided = new Map<CommandId, Outcome>();
      for (const waiting of batch) {
        const known = decided.get(waiting.id) ?? (await log.answerOf(waiting.id))?.outcome;
        const outcome =
          (known as Outcome | undefined) ??
          decideCommand(
            draft,
            world,
            waiting.id,
            waiting.command,
            now,
            () => ids.admissionCode(),
            waiting.filedBy,
            this.#beside(),
          );
        decided.set(waiting.id, outcome);
        outcomes.set(waiting, outcome);
      }
      const kept = await this.#commit(draft.appends);
      if (kept === 'overtaken') {
        await this.#catchUp();
        return this.#retry(batch);
      }
      this.#clockedUntil = now;
      if (this.#closures === told) this.#closures = undefined;
      for (const [{ id, answer }, outcome] of outcomes) answer({ ...outcome, id });
      if (kept === 'unchanged') return;
      const urgent = new Draft(world);
      releaseCapacity(urgent, world, now, 'immediate', policyHash);
      if ((await this.#commit(urgent.appends)) === 'overtaken') await this.#catchUp();
      this.#ports.onCommitted();
    } catch (cause) {
      this.#fail(batch, cause);
    }
  }

  #beside(): Beside {
    const { clock, raised } = this.#ports;
    return { raised: raised?.() ?? new Map(), cancelWithinMs: SLIP_MS * clock.speed };
  }

  /** Keeps a group and folds it. `overtaken`: someone else wrote in between, and nothing here may be folded as is. */
  async #commit(appends: readonly Append[]): Promise<'changed' | 'unchanged' | 'overtaken'> {
    if (appends.length === 0) return 'unchanged';
    const { log, world } = this.#ports;
    const results = await log.appendGroup(appends);
    if (results.some(({ kind }) => kind !== 'appended')) return 'overtaken';
    const written = appends.reduce((count, { events }) => count + events.length, 0);
    // Another server may have written elsewhere in between: its facts come first, and are read in their order.
    if (log.head() === world.position + written)
      appends.forEach((append, index) => fold(world, append, results[index]));
    else await catchUp(log, world);
    return appends.some(({ events }) => events.length > 0) ? 'changed' : 'unchanged';
  }

  async #catchUp(): Promise<void> {
    await catchUp(this.#ports.log, this.#ports.world);
    this.#clockedUntil = clockworkResumesAt(this.#ports.world, this.#clockedUntil);
    this.#ports.onCommitted();
  }

  #retry(batch: Waiting[]): void {
    const again = batch.filter((waiting) => ++waiting.tries < MAX_TRIES);
    this.#waiting.unshift(...again);
    this.#fail(
      batch.filter(({ tries }) => tries >= MAX_TRIES),
      new Error('overtaken too many times'),
    );
  }

  #fail(batch: Waiting[], cause: unknown): void {
    const reference = this.#ports.ids.faultReference();
    if (!this.#closed) this.#ports.logger({ kind: 'fault', reference, cause });
    for (const { id, answer } of batch) answer({ outcome: 'fault', id, reference });
  }
}

function keepClosures(draft: Draft, closures: StationClosures, at: Instant): void {
  const known = draft.state(closuresStream);
  if (JSON.stringify(known) === JSON.stringify(closures)) return;
  const id = `closures:${at}:${draft.version(closuresStream.stream)}`;
  draft.add(id, closuresStream, [{ type: 'ClosuresTold', at, closures }]);
}

function fold(world: World, { stream, commandId, events }: Append, result: AppendResult | undefined): void {
  if (result?.kind !== 'appended') return;
  events.forEach(({ event }, index) => {
    world.apply({
      position: result.firstPosition + index,
      stream,
      version: world.version(stream) + 1,
      kind: event.type,
      event,
      commandId,
    });
  });
}

/** Folds everything the log holds after the world's position. Returns how many records that was. */
export async function catchUp(log: EventLog, world: World): Promise<number> {
  let read = 0;
  for (;;) {
    const page = await log.read(world.position, READ_PAGE);
    for (const record of page) world.apply(record);
    read += page.length;
    if (page.length < READ_PAGE) return read;
  }
}

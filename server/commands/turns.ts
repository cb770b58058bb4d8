import type { StationClosures } from '#shared/domain/station-closure/events';
import type { CommandId, FilingPost } from '#shared/kernel/ids';
import type { RefusalKind } from '#shared/domain/refusal';
import type { RaisedAlarms } from '#shared/domain/alarm/engine';
import { MINUTE, msOf, SECOND, type Instant } from '#shared/kernel/instant';
import type { Ack } from '#shared/wire/ack';
import {
  LogUnavailable,
  type Append,
  type AppendResult,
  type EventLog,
  type EventRecord,
} from '#server/log/event-log';
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
  /** How often another server was faster on the same thing. */
  overtaken: number;
  /** When it arrived, in real milliseconds. */
  since: number;
};

/** Commands of one durable group: enough to make the cost of the disk disappear, few enough to answer at once. */
const GROUP = 256;
const READ_PAGE = 5_000;
/** Overtaken so often, a server asks the others to let it pass. */
const PATIENT_TRIES = 3;
/** A command that other servers keep overtaking is given back after so long: its sender would wait no longer for it. */
const LONGEST_TRY_MS = 6_000;
/** What time makes due is the same on every server: two tries settle who does it, and a storm of facts a few more. */
const CLOCK_TRIES = 50;
/** How long the others wait when a server asks to pass: a few turns of a storage across a network. */
const GIVE_WAY_MS = 25;
/** A server that took the hour's erasures and died leaves them to the others after so long. */
const ERASER_MS = 5 * MINUTE;
/** An alert is a slip for five seconds of the life of whoever pressed it; as much again for a poor network. */
const SLIP_MS = 10 * SECOND;

export type TurnPorts = {
  log: EventLog;
  world: World;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  policyHash: string;
  /** The name of this server among those on the same log. */
  node?: string;
  /** The alarms that stand now: they are made of memory too, which no turn may write. */
  raised?: () => RaisedAlarms;
  /** Called after each durable turn that changed something, here or on another server: what is new may be released. */
  onCommitted: () => void;
  /** Called before views forget how they came to what they hold: screens are to have every change by then. */
  beforeSettling?: () => void;
  /** Called once something was erased, with every snapshot from before. */
  onErased?: () => void;
  /** How long a turn that kept something took, in real milliseconds. */
  onTurn?: (ms: number) => void;
  /** Others overtake this server again and again. */
  onStarved?: () => void;
  /** Whether the clock of this server is too wrong to date anything: nothing is then decided or erased here. */
  isClockWrong?: () => boolean;
};

/**
 * One turn: drain what arrived, do what time made due, decide, keep everything in one durable group, fold it, answer.
 * Nothing is answered or shown before the log has kept it. Turns follow each other; none runs beside another. Other
 * servers may keep facts in the same log: they are folded as soon as they are told of, and whoever decided on a past that
 * is over decides again.
 */
export class Turns {
  readonly #ports: TurnPorts;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #wanted = false;
  /** Another server may have kept something that is not folded here yet. */
  #isBehind = false;
  #askedToCatchUp: PromiseWithResolvers<void>[] = [];
  /** What the operator's feed last said, until it is kept. */
  #closures: StationClosures | undefined;
  #clockedUntil: Instant;
  /** Until when, in real milliseconds, another server goes first. */
  #givesWayUntil = 0;
  /** What of the storage could not be reached when it was last asked; it may be read and not written. */
  #away: 'nothing' | 'writing' | 'all' = 'nothing';
  #closed = false;
  readonly #unfollow: () => void;

  constructor(ports: TurnPorts) {
    this.#ports = ports;
    this.#clockedUntil = clockworkResumesAt(ports.world, ports.clock.now());
    this.#unfollow = ports.log.follow(() => {
      this.#isBehind = true;
      void this.run();
    });
  }

  /** Whether the storage could not be reached when it was last asked. */
  get isStorageAway(): boolean {
    return this.#away !== 'nothing';
  }

  /** Whether what other servers keep cannot be read. */
  get isStale(): boolean {
    return this.#away === 'all';
  }

  /**
   * Resolves once the command is durable or refused, or cannot be either now (`later`). Never rejects: a failure of ours
   * is an answer too.
   */
  submit(id: CommandId, command: DurableCommand, filedBy: FilingPost): Promise<Ack> {
    if (this.#closed) return Promise.resolve({ outcome: 'later', id, why: 'arret' });
    return new Promise((answer) => {
      this.#waiting.push({ id, command, filedBy, answer, overtaken: 0, since: performance.now() });
      void this.run();
    });
  }

  /**
   * Keeps that a command was refused by something else than the facts, so that no other server, which may hold it too,
   * takes it later. Gives the answer that stands: the earlier one where there is one.
   * @throws LogUnavailable when the storage cannot be reached
   */
  async refuse(id: CommandId, refusal: RefusalKind): Promise<Ack> {
    const outcome = { outcome: 'refused', refusal } as const;
    const [kept] = await this.#ports.log.appendGroup([noted(id, outcome)]);
    return { ...(kept?.kind === 'repeated' ? (kept.outcome as Outcome) : outcome), id };
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
      // What arrived between the loop's last look and here was promised an answer, and who asked waits for it.
      return this.#wanted || this.#waiting.length > 0 ? this.run() : undefined;
    });
    return this.#running;
  }

  /**
   * Resolves once everything that any server had kept when this was asked is folded here.
   * @throws LogUnavailable when the storage cannot be reached
   */
  caughtUp(): Promise<void> {
    const asked = Promise.withResolvers<void>();
    // Whoever no longer waits for it is not owed an error.
    asked.promise.catch(() => {});
    this.#askedToCatchUp.push(asked);
    void this.run();
    return asked.promise;
  }

  /** Another server is overtaken again and again: it goes first for a moment. */
  giveWay(): void {
    this.#givesWayUntil = performance.now() + GIVE_WAY_MS;
  }

  /** Takes nothing more, and resolves once what was taken is answered; later submissions are given back. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#unfollow();
    while (this.#running) await this.#running;
  }

  async #loop(): Promise<void> {
    while (this.#wanted || this.#waiting.length > 0) {
      // What arrived in the same burst of the network joins the same durable group.
      await new Promise((resolve) => setImmediate(resolve));
      const wait = this.#givesWayUntil - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      this.#wanted = false;
      await this.#hearOthers();
      await this.#retain();
      await this.#turn(this.#waiting.splice(0, GROUP));
    }
  }

  async #hearOthers(): Promise<void> {
    const asked = this.#askedToCatchUp.splice(0);
    if (!this.#isBehind && asked.length === 0) return;
    this.#isBehind = false;
    try {
      const before = this.#ports.world.position;
      await this.#catchUp();
      if (this.#away === 'writing') await this.#tryToWrite();
      // Another server did what its time made due; this one does not do it again.
      const resumesAt = clockworkResumesAt(this.#ports.world, this.#clockedUntil);
      if (resumesAt > this.#clockedUntil) this.#clockedUntil = resumesAt;
      if (this.#ports.world.position > before) this.#ports.onCommitted();
      for (const { resolve } of asked) resolve();
    } catch (cause) {
      if (this.#failed(cause, 'all') === 'fault') this.#fault([], cause);
      for (const { reject } of asked) reject(cause);
    }
  }

  /** A storage that is full is read as ever: it is asked whether it takes something, of which it keeps an answer at most. */
  async #tryToWrite(): Promise<void> {
    const { clock, log } = this.#ports;
    try {
      await log.appendGroup([noted(`room:${hourOf(clock.now())}`, null)]);
      this.#isBack();
    } catch (cause) {
      if (this.#failed(cause, 'writing') === 'fault') this.#fault([], cause);
    }
  }

  /**
   * Once an hour: nothing outlives its class (PRV-51). Apart from the commands that wait: a storage that cannot erase
   * refuses nobody. What is left undone is finished first at the next hour. One server does it for all.
   */
  async #retain(): Promise<void> {
    const { world, clock, log, beforeSettling, onCommitted, onErased } = this.#ports;
    const hour = hourOf(clock.now());
    if (this.#closed || this.#cannotAct || !isRetentionDue(world, hour)) return;
    // What the clock made due is computed from facts that may be about to go.
    await this.#turn([]);
    if (this.#clockedUntil < hour) return;
    try {
      if (!(await this.#isEraserOf(hour))) return;
      await finishErasures(log, world.state(retentionStream));
      beforeSettling?.();
      const draft = new Draft(world);
      recordRetention(draft, world, hour);
      // Something of it may be for the next hour: what is carried is carried again, and what is cut was carried before.
      if ((await this.#commit(draft.appends)) === 'overtaken') await this.#catchUp();
      onCommitted();
      if ((await finishErasures(log, world.state(retentionStream))) > 0) onErased?.();
    } catch (cause) {
      if (this.#failed(cause, 'writing') === 'fault') this.#fault([], cause);
    }
  }

  /**
   * Whether this server does the hour's erasures: the first one to say so in the log, which keeps no fact of it; another
   * one if they are still due some minutes later.
   */
  async #isEraserOf(hour: Instant): Promise<boolean> {
    const { log, clock, node = 'seul' } = this.#ports;
    const turn = Math.floor((msOf(clock.now()) - msOf(hour)) / ERASER_MS);
    const [taken] = await log.appendGroup([noted(`eraser:${hour}:${turn}`, node)]);
    return taken?.kind === 'appended' || (taken?.kind === 'repeated' && taken.outcome === node);
  }

  async #turn(batch: Waiting[]): Promise<void> {
    // Known to be away: nobody waits for it to say so again.
    if (this.#cannotAct) return this.#giveBack(batch, 'stockage');
    const began = performance.now();
    try {
      const now = this.#ports.clock.now();
      const isTimeDone = await this.#doDue(now);
      const isBatchDone = await this.#decideAll(batch, now);
      if (isTimeDone === 'unchanged' && isBatchDone === 'unchanged') return;
      await this.#releaseUrgent(now);
      this.#ports.onCommitted();
      this.#ports.onTurn?.(performance.now() - began);
    } catch (cause) {
      if (this.#failed(cause, 'writing') === 'away') return this.#giveBack(batch, 'stockage');
      this.#fault(batch, cause);
    }
  }

  /** What time alone made due, and what the feed told: by itself, so that whoever keeps a later fact has kept it before. */
  async #doDue(now: Instant): Promise<'changed' | 'unchanged'> {
    const { world, policyHash } = this.#ports;
    for (let tries = 0; tries < CLOCK_TRIES; tries += 1) {
      const told = this.#closures;
      if (told === undefined && !isAnythingDue(world, this.#clockedUntil, now)) return 'unchanged';
      const draft = new Draft(world);
      runClockwork(draft, world, this.#clockedUntil, now, policyHash);
      if (told !== undefined) keepClosures(draft, told, now);
      const kept = await this.#commit(draft.appends);
      if (kept !== 'overtaken') {
        this.#clockedUntil = now;
        if (this.#closures === told) this.#closures = undefined;
        return kept;
      }
      await this.#catchUp();
      this.#clockedUntil = clockworkResumesAt(world, this.#clockedUntil);
    }
    throw new Error('what time makes due was overtaken too many times');
  }

  async #decideAll(batch: Waiting[], now: Instant): Promise<'changed' | 'unchanged'> {
    if (batch.length === 0) return 'unchanged';
    const { log, world, ids } = this.#ports;
    const known = await Promise.all(batch.map(({ id }) => log.answerOf(id)));
    const draft = new Draft(world);
    const outcomes = new Map<Waiting, Outcome>();
    const decided = new Map<CommandId, Outcome>();
    for (const [index, waiting] of batch.entries()) {
      const outcome =
        decided.get(waiting.id) ??
        (known[index]?.outcome as Outcome | undefined) ??
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
      this.#tryAgain(batch);
      return 'changed';
    }
    for (const [{ id, answer }, outcome] of outcomes) answer({ ...outcome, id });
    return kept;
  }

  /** What may not wait for the minute, of what is known now; another server's facts may have come meanwhile. */
  async #releaseUrgent(now: Instant): Promise<void> {
    const { world, policyHash } = this.#ports;
    for (let tries = 0; tries < CLOCK_TRIES; tries += 1) {
      const urgent = new Draft(world);
      releaseCapacity(urgent, world, now, 'immediate', policyHash);
      if ((await this.#commit(urgent.appends)) !== 'overtaken') return;
      await this.#catchUp();
    }
  }

  /** A clock that is wrong would close windows, and erase, at an hour that is not theirs, for all servers and for good. */
  get #cannotAct(): boolean {
    return this.isStorageAway || this.#ports.isClockWrong?.() === true;
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
    // A group lies in one piece. Where it does not follow what is known here, another server's facts come first.
    if (lastPosition(results) === world.position + written)
      appends.forEach((append, index) => fold(world, append, results[index]));
    else await this.#catchUp();
    return appends.some(({ events }) => events.length > 0) ? 'changed' : 'unchanged';
  }

  async #catchUp(): Promise<void> {
    const { log, world, beforeSettling } = this.#ports;
    await catchUp(log, world, ({ kind }) => {
      if (kind === 'Carried') beforeSettling?.();
    });
    if (this.#away === 'all') this.#isBack();
  }

  #isBack(): void {
    this.#away = 'nothing';
    this.#ports.logger({ kind: 'storage', is: 'back' });
  }

  /** What the others wrote is known now: it is decided again on that. */
  #tryAgain(batch: Waiting[]): void {
    const now = performance.now();
    for (const waiting of batch) waiting.overtaken += 1;
    const [late, again] = [
      batch.filter(({ since }) => now - since >= LONGEST_TRY_MS),
      batch.filter(({ since }) => now - since < LONGEST_TRY_MS),
    ];
    this.#waiting.unshift(...again);
    this.#giveBack(late, 'stockage');
    if (again.some(({ overtaken }) => overtaken >= PATIENT_TRIES)) this.#ports.onStarved?.();
  }

  /** Nothing is known to be kept of these: the same ids may be sent again. */
  #giveBack(batch: readonly Waiting[], why: 'stockage' | 'arret'): void {
    for (const { id, answer } of batch) answer({ outcome: 'later', id, why });
  }

  /** Storage that is away is told once, and nothing is asked of it but what there is to fold, until it is back. */
  #failed(cause: unknown, what: 'writing' | 'all'): 'away' | 'fault' {
    // Some of what was asked may have been kept.
    this.#isBehind = true;
    if (!(cause instanceof LogUnavailable)) return 'fault';
    if (!this.isStorageAway) this.#ports.logger({ kind: 'storage', is: 'away' });
    this.#away = what;
    return 'away';
  }

  #fault(batch: readonly Waiting[], cause: unknown): void {
    const reference = this.#ports.ids.faultReference();
    this.#ports.logger({ kind: 'fault', reference, cause });
    for (const { id, answer } of batch) answer({ outcome: 'fault', id, reference });
  }
}

/** Something to be said once, of which the log keeps no fact. */
function noted(commandId: string, outcome: unknown): Append {
  return {
    commandId,
    stream: 'noted',
    expectedVersion: 0,
    events: [],
    answer: { retention: 'r72h', outcome },
  };
}

function lastPosition(results: readonly AppendResult[]): number {
  return Math.max(...results.map((result) => (result.kind === 'appended' ? result.lastPosition : 0)));
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

/**
 * Folds everything the log holds after the world's position. Returns how many records that was.
 * @param before called with each record before it is folded
 */
export async function catchUp(
  log: EventLog,
  world: World,
  before: (record: EventRecord) => void = () => {},
): Promise<number> {
  let read = 0;
  for (;;) {
    const page = await log.read(world.position, READ_PAGE);
    for (const record of page) {
      before(record);
      world.apply(record);
    }
    read += page.length;
    if (page.length < READ_PAGE) return read;
  }
}

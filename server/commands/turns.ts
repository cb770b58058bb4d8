import type { StationClosures } from '#shared/domain/station-closure/events';
import type { CommandId, FilingPost } from '#shared/kernel/ids';
import type { RefusalKind } from '#shared/domain/refusal';
import type { RaisedAlarms } from '#shared/domain/alarm/engine';
import { SECOND, type Instant } from '#shared/kernel/instant';
import type { Ack } from '#shared/wire/ack';
import type { EventLog, WhyAway } from '#server/log/event-log';
import type { Clock } from '#server/ports/clock';
import type { Ids } from '#server/ports/ids';
import type { Logger } from '#server/ports/logger';
import { hourOf } from '#server/retention/due';
import { eraseHour } from '#server/retention/erase-hour';
import { isRetentionDue } from '#server/retention/record';
import type { Beside } from './contexts.ts';
import { decideCommand, type DurableCommand } from './decide.ts';
import { Draft } from './draft.ts';
import type { Outcome } from './keep.ts';
import { noted } from './noted.ts';
import { Storage } from './storage.ts';
import { TimeDue } from './time-due.ts';
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
/** Overtaken so often, a server asks the others to let it pass. */
const PATIENT_TRIES = 3;
/** A command that other servers keep overtaking is given back after so long: its sender would wait no longer for it. */
const LONGEST_TRY_MS = 6_000;
/** How long the others wait when a server asks to pass: a few turns of a storage across a network. */
const GIVE_WAY_MS = 25;
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
  readonly #storage: Storage;
  readonly #time: TimeDue;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #wanted = false;
  /** Another server may have kept something that is not folded here yet. */
  #isBehind = false;
  #askedToCatchUp: PromiseWithResolvers<void>[] = [];
  /** Until when, in real milliseconds, another server goes first. */
  #givesWayUntil = 0;
  #closed = false;
  readonly #unfollow: () => void;

  constructor(ports: TurnPorts) {
    this.#ports = ports;
    const { log, world, logger, policyHash } = ports;
    this.#storage = new Storage({ log, world, logger, beforeSettling: () => ports.beforeSettling?.() });
    this.#time = new TimeDue({ world, storage: this.#storage, policyHash }, ports.clock.now());
    this.#unfollow = log.follow(() => {
      this.#isBehind = true;
      void this.run();
    });
  }

  /** Whether the storage could not be reached when it was last asked. */
  get isStorageAway(): boolean {
    return this.#storage.away !== 'nothing';
  }

  /** Why the storage took nothing when it was last asked; null when it did. */
  get whyStorageAway(): WhyAway | null {
    return this.#storage.whyAway;
  }

  /** Whether what other servers keep cannot be read. */
  get isStale(): boolean {
    return this.#storage.away === 'all';
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
    this.#time.tellClosures(closures);
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
      await this.#storage.catchUp();
      if (this.#storage.away === 'writing') await this.#tryToWrite();
      this.#time.resume();
      if (this.#ports.world.position > before) this.#ports.onCommitted();
      for (const { resolve } of asked) resolve();
    } catch (cause) {
      if (this.#failed(cause, 'all') === 'fault') this.#fault([], cause);
      for (const { reject } of asked) reject(cause);
    }
  }

  async #tryToWrite(): Promise<void> {
    try {
      await this.#storage.tryToWrite(`room:${hourOf(this.#ports.clock.now())}`);
    } catch (cause) {
      if (this.#failed(cause, 'writing') === 'fault') this.#fault([], cause);
    }
  }

  /**
   * Once an hour: nothing outlives its class (PRV-51). Apart from the commands that wait: a storage that cannot erase
   * refuses nobody. What is left undone is finished first at the next hour. One server does it for all.
   */
  async #retain(): Promise<void> {
    const { log, world, clock, node = 'seul', onCommitted, beforeSettling, onErased } = this.#ports;
    const hour = hourOf(clock.now());
    if (this.#closed || this.#cannotAct || !isRetentionDue(world, hour)) return;
    // What the clock made due is computed from facts that may be about to go.
    await this.#turn([]);
    if (this.#time.doneUntil < hour) return;
    try {
      await eraseHour(hour, clock.now(), {
        log,
        world,
        storage: this.#storage,
        node,
        beforeSettling: () => beforeSettling?.(),
        onCommitted,
        onErased: () => onErased?.(),
      });
    } catch (cause) {
      if (this.#failed(cause, 'writing') === 'fault') this.#fault([], cause);
    }
  }

  async #turn(batch: Waiting[]): Promise<void> {
    // Known to be away: nobody waits for it to say so again.
    if (this.#cannotAct) return this.#giveBack(batch, 'stockage');
    const began = performance.now();
    try {
      const now = this.#ports.clock.now();
      const isTimeDone = await this.#time.keep(now);
      const isBatchDone = await this.#decideAll(batch, now);
      if (isTimeDone === 'unchanged' && isBatchDone === 'unchanged') return;
      await this.#time.releaseUrgent(now);
      this.#ports.onCommitted();
      this.#ports.onTurn?.(performance.now() - began);
    } catch (cause) {
      if (this.#failed(cause, 'writing') === 'away') return this.#giveBack(batch, 'stockage');
      this.#fault(batch, cause);
    }
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
    const kept = await this.#storage.keep(draft.appends);
    if (kept === 'overtaken') {
      await this.#storage.catchUp();
      this.#tryAgain(batch);
      return 'changed';
    }
    for (const [{ id, answer }, outcome] of outcomes) answer({ ...outcome, id });
    return kept;
  }

  /** A clock that is wrong would close windows, and erase, at an hour that is not theirs, for all servers and for good. */
  get #cannotAct(): boolean {
    return this.isStorageAway || this.#ports.isClockWrong?.() === true;
  }

  #beside(): Beside {
    const { clock, raised } = this.#ports;
    return { raised: raised?.() ?? new Map(), cancelWithinMs: SLIP_MS * clock.speed };
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

  #failed(cause: unknown, what: 'writing' | 'all'): 'away' | 'fault' {
    // Some of what was asked may have been kept.
    this.#isBehind = true;
    return this.#storage.failed(cause, what);
  }

  #fault(batch: readonly Waiting[], cause: unknown): void {
    const reference = this.#ports.ids.faultReference();
    this.#ports.logger({ kind: 'fault', reference, cause });
    for (const { id, answer } of batch) answer({ outcome: 'fault', id, reference });
  }
}

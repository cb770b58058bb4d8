import { assertNever } from '#shared/kernel/assert-never';
import type { AlarmAnswers } from '#shared/domain/alarm/answers';
import { isForLeads, isOf, raisedAlarms, stateOfAlarm, type RaisedAlarms } from '#shared/domain/alarm/engine';
import type { AlarmFacts, AlarmThresholds } from '#shared/domain/alarm/facts';
import type { RefusalKind } from '#shared/domain/refusal';
import type { TeamId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { AlarmEntity, PlanEntity, SafetyEntity } from '#shared/view/dispatch';
import type { AlarmLine } from '#shared/view/wall-memory';
import type { Command } from '#shared/wire/up';
import type { Memory } from '#server/release/release';
import type { ViewKey } from '#server/release/views';
import { saidAtOf } from '#server/live/said-at';
import type { VolatileCommand } from '#server/commands/decide';
import type { AttentionMemory, ConnectionId } from '#server/presence/attention';
import type { PlanMemory, WhyNot } from '#server/presence/plans';
import type { PresenceMemory } from '#server/presence/presence';
import type { SafetyTimers } from '#server/presence/safety-timers';
import type { SceneMemory } from './scene-memory.ts';

/** What the memory asks of the facts. It reads them; nothing of it is ever written. */
export type KnownFacts = {
  /** The teams on a tour, and since when. */
  readonly out: () => ReadonlyMap<TeamId, Instant>;
  readonly whyNot: (now: Instant) => WhyNot;
  readonly alarmFacts: (
    timers: readonly SafetyEntity[],
    plans: readonly PlanEntity[],
    now: Instant,
  ) => AlarmFacts;
  readonly thresholds: () => AlarmThresholds;
  readonly answers: () => AlarmAnswers;
};

type Parts = {
  readonly presence: PresenceMemory;
  readonly timers: SafetyTimers;
  readonly plans: PlanMemory;
  readonly scenes: SceneMemory;
  readonly attention: AttentionMemory;
  readonly known: KnownFacts;
};

/** Everything live that no fact says, and the alarms that are made of it: for leads, teams about themselves, and walls. */
export class LiveMemory {
  readonly #parts: Parts;
  #raised: RaisedAlarms = new Map();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The alarms that stand, as of the last look. */
  get raised(): RaisedAlarms {
    return this.#raised;
  }

  /** Looks at the facts and the clock again: timers follow the tours, alarms follow their causes. */
  look(now: Instant): void {
    const { timers, plans, presence, known } = this.#parts;
    const out = known.out();
    for (const { team } of timers.current()) if (!out.has(team)) presence.forget(team);
    timers.follow(out, now);
    const facts = known.alarmFacts(timers.current(), plans.current(known.whyNot(now)), now);
    this.#raised = raisedAlarms(facts, known.thresholds(), this.#raised, known.answers(), now);
  }

  /** What this view is sent beside its entities: the whole of it; undefined where there is nothing. */
  of(view: ViewKey, now: Instant): Memory | undefined {
    const { presence, timers, plans, scenes, attention, known } = this.#parts;
    if (view === 'wall') return { alarms: this.#lines(now), scenes: scenes.current(now) };
    if (view.startsWith('outreach:')) return { safety: timers.of(view.slice('outreach:'.length) as TeamId) };
    if (view !== 'lead') return undefined;
    return {
      presence: presence.current(now),
      plans: plans.current(known.whyNot(now)),
      safety: timers.current(),
      alarms: this.#forLeads(now),
      looked: attention.current(),
    };
  }

  /** Whether this may be said only on a tour, and the team is on none (PRV-36: nothing is collected outside one). */
  isOutsideTour(team: TeamId | null, command: VolatileCommand): boolean {
    switch (command.type) {
      case 'DeclarePresence':
      case 'GoUnderground':
      case 'StayLonger':
      case 'ComeUp':
      case 'SayAllIsWell':
        return team === null || !this.#parts.known.out().has(team);
      case 'EndPresence':
      case 'PlanPass':
      case 'CancelPlan':
      case 'PushScene':
      case 'EndScene':
      case 'LookAtReport':
        return false;
      default:
        return assertNever(command);
    }
  }

  /** Any tap of a team is a sign of it, at the moment of the tap where its command says one. */
  heard(team: TeamId, command: Command, now: Instant): void {
    this.#parts.timers.sign(team, saidAtOf(command, now));
  }

  /** A socket is gone: what it had open is open there no more. */
  left(connection: ConnectionId): void {
    this.#parts.attention.leave(connection);
  }

  /** Takes what a team, or a lead (`team` null), says on a connection; or says which rule refuses it. */
  take(
    team: TeamId | null,
    command: VolatileCommand,
    now: Instant,
    connection: ConnectionId,
  ): RefusalKind | null {
    const { plans, scenes, attention, known } = this.#parts;
    if (this.isOutsideTour(team, command)) return 'MaraudeNotOpen';
    switch (command.type) {
      case 'PlanPass':
        return plans.plan(command.cell, command.team, known.whyNot(now));
      case 'CancelPlan':
        plans.cancel(command.cell);
        return null;
      case 'PushScene':
        return scenes.push(command.scene, now);
      case 'EndScene':
        scenes.clear();
        return null;
      case 'LookAtReport':
        attention.look(connection, command.report);
        return null;
      default:
        return team === null ? 'NotAllowed' : this.#takeFrom(team, command, now);
    }
  }

  #takeFrom(
    team: TeamId,
    command: Exclude<
      VolatileCommand,
      { type: 'PlanPass' | 'CancelPlan' | 'PushScene' | 'EndScene' | 'LookAtReport' }
    >,
    now: Instant,
  ): RefusalKind | null {
    const { presence, timers, known } = this.#parts;
    const at = saidAtOf(command, now);
    timers.follow(known.out(), now);
    timers.sign(team, at);
    switch (command.type) {
      case 'DeclarePresence':
      case 'EndPresence':
        return presence.declare(team, command, at);
      case 'GoUnderground':
        if (!presence.knows({ kind: 'station', id: command.station })) return 'PlaceUnknown';
        presence.descend(team, command.station, at);
        timers.goUnderground(team, command.exitIn, at);
        return null;
      case 'StayLonger':
        return timers.stayLonger(team, at);
      case 'ComeUp':
        timers.comeUp(team, at);
        presence.comeUp(team);
        return null;
      case 'SayAllIsWell':
        return null;
      default:
        return assertNever(command);
    }
  }

  /** The gravest first, then the oldest. */
  #forLeads(now: Instant): AlarmEntity[] {
    const answers = this.#parts.known.answers();
    return [...this.#raised]
      .filter(([key]) => isForLeads(key))
      .map(([key, raised]) => {
        const { priority, since } = raised;
        return { key, priority, since, state: stateOfAlarm(key, raised, answers, now) };
      })
      .sort((a, b) => (`${a.priority} ${a.since} ${a.key}` < `${b.priority} ${b.since} ${b.key}` ? -1 : 1));
  }

  /** One line for each kind of call that nobody has answered yet: a level and words. */
  #lines(now: Instant): AlarmLine[] {
    const calling = this.#forLeads(now).filter(({ state }) => state.kind === 'active');
    const has = (row: string, priority: string) =>
      calling.some((alarm) => isOf(row, alarm.key) && alarm.priority === priority);
    return [
      ...(has('A1', 'P1') ? [{ priority: 'P1', what: 'equipe-danger' } as const] : []),
      ...(has('A2', 'P1') ? [{ priority: 'P1', what: 'equipe-muette' } as const] : []),
      ...(has('A3', 'P2') ? [{ priority: 'P2', what: 'demande-ratp' } as const] : []),
    ];
  }
}

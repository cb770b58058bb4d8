import type { RefusalKind } from '#shared/domain/refusal';
import type { CommandId, FilingPost } from '#shared/kernel/ids';
import type { Ack } from '#shared/wire/ack';
import type { CommandSend } from '#shared/wire/up';
import { AUDITED_DESKS, tellOf, type Audit, type RefusedKind } from '#server/accounts/audit';
import { mayCommand, postOf, type Actor } from '#server/accounts/grants';
import type { Holder } from '#server/accounts/holder';
import type { DurableCommand, VolatileCommand } from '#server/commands/decide';
import type { LiveMemory } from '#server/live/live-memory';
import { LogUnavailable } from '#server/log/event-log';
import type { Clock } from '#server/ports/clock';
import type { ConnectionId } from '#server/presence/attention';
import type { DeclarationPace } from '#server/presence/declaration-pace';
import { malformedMessage, readCommand } from './inbound.ts';
import type { Violations } from './violations.ts';

export type CommandPorts = {
  readonly clock: Clock;
  readonly memory: Pick<LiveMemory, 'heard' | 'isOutsideTour' | 'take'>;
  readonly pace: Pick<DeclarationPace, 'take' | 'giveBack'>;
  readonly audit: Audit;
  readonly violations: Violations;
  /** Somebody asked for what they may not. */
  readonly turnedAway: (who: Holder, to: RefusedKind) => void;
  /** Someone did something through their session, which is then not idle. */
  readonly acted: (who: Holder) => void;
  readonly submit: (id: CommandId, command: DurableCommand, filedBy: FilingPost) => Promise<Ack>;
  /** Keeps that it was refused, or gives the answer that it has already. */
  readonly refuse: (id: CommandId, refusal: RefusalKind) => Promise<Ack>;
  /** Resolves once what was sent before is durable. */
  readonly settled: () => Promise<void>;
  /** Something was said that is memory only: other servers are to hold it too. */
  readonly remembered: () => void;
  /** What views are sent beside their entities may be another. */
  readonly touched: () => void;
  /** A failure of ours, with its cause. Gives the reference under which the journal has it. */
  readonly onFault: (cause: unknown) => string;
};

/** Who sends something, on which connection, and what they may act as now: null where that is nothing any more. */
export type Sender = {
  readonly holder: Holder;
  readonly actor: Actor | null;
  readonly connection: ConnectionId;
};

/** What becomes of a message that a client sends, until its sender is answered. */
export class CommandDesk {
  readonly #ports: CommandPorts;

  constructor(ports: CommandPorts) {
    this.#ports = ports;
  }

  /** Never rejects: what is malformed, what is not theirs to ask and a failure of ours are answers too. */
  async answer({ holder, actor, connection }: Sender, payload: unknown): Promise<Ack> {
    const { violations, turnedAway, acted, audit, clock, onFault } = this.#ports;
    const read = readCommand(payload);
    if (!read.ok) {
      violations.count('command');
      return read.ack;
    }
    const { id, command } = read.send;
    try {
      if (actor === null || !mayCommand(actor, command)) {
        turnedAway(holder, 'command');
        return { outcome: 'refused', id, refusal: 'NotAllowed' };
      }
      const ack = await this.#perform(actor, read.send, connection);
      const isTaken = ack.outcome === 'accepted' || ack.outcome === 'volatile';
      if (isTaken) acted(holder);
      // Looking is not a change: what was opened is told once, with its view.
      const isChange = isTaken && command.type !== 'LookAtReport';
      if (isChange && AUDITED_DESKS.some((role) => role === actor.role))
        tellOf(audit, holder, { kind: 'CommandSent', command: command.type }, clock.now());
      return ack;
    } catch (cause) {
      if (cause instanceof LogUnavailable) return { outcome: 'later', id, why: 'stockage' };
      return { outcome: 'fault', id, reference: onFault(cause) };
    }
  }

  async #perform(actor: Actor, { id, command }: CommandSend, connection: ConnectionId): Promise<Ack> {
    const { clock, pace, memory, submit, refuse, remembered } = this.#ports;
    if (actor.role === 'outreach') memory.heard(actor.team, command, clock.now());
    switch (command.type) {
      case 'DeclarePresence':
      case 'EndPresence':
      case 'GoUnderground':
      case 'StayLonger':
      case 'ComeUp':
      case 'SayAllIsWell':
      case 'PlanPass':
      case 'CancelPlan':
      case 'PushScene':
      case 'EndScene':
      case 'LookAtReport':
        return this.#remember(actor, id, command, connection);
      case 'DeclarePass': {
        if (actor.role !== 'outreach') return malformedMessage(id);
        // A repeat of a pass already kept is answered as it was: only a new one can be too many.
        if (!pace.take(actor.team, command.slot, id)) return refuse(id, 'DeclaredTooOften');
        remembered();
        const ack = await submit(id, command, postOf(actor));
        if (ack.outcome !== 'accepted') pace.giveBack(actor.team, command.slot, id);
        return ack;
      }
      default:
        return submit(id, command, postOf(actor));
    }
  }

  /** What is memory only, by nature: nothing of it waits for the log, but a tour that is about to open. */
  async #remember(
    actor: Actor,
    id: CommandId,
    command: VolatileCommand,
    connection: ConnectionId,
  ): Promise<Ack> {
    const { clock, memory, settled, remembered, touched } = this.#ports;
    const team = actor.role === 'outreach' ? actor.team : null;
    if (memory.isOutsideTour(team, command)) await settled();
    const refusal = memory.take(team, command, clock.now(), connection);
    remembered();
    touched();
    return refusal ? { outcome: 'refused', id, refusal } : { outcome: 'volatile', id };
  }
}

import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { CommandId } from '#shared/kernel/ids';
import { NO_REVISION } from '#shared/view/revision';
import type { Ack } from '#shared/wire/ack';
import type { FirstFrame, Hello, ViewReset } from '#shared/wire/down';
import {
  handshakeSchema,
  viewSyncSchema,
  type CommandSend,
  type Handshake,
  type ViewSync,
} from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { actorOf, GRANTS, mayCommand, type Actor } from '#server/accounts/grants';
import type { DurableCommand } from '#server/commands/decide';
import { securityHeaders } from '#server/http/headers';
import type { Clock } from '#server/ports/clock';
import type { Logger } from '#server/ports/logger';
import type { DeclarationPace } from '#server/presence/declaration-pace';
import type { PresenceMemory } from '#server/presence/presence';
import type { Released } from '#server/release/released';
import {
  releaseAck,
  releaseBeat,
  releaseFirstFrame,
  releaseHello,
  releaseReset,
  releaseToLead,
  releaseToWall,
  revisionOf,
  type Views,
} from '#server/release/release';
import type { Audience, ViewChanges } from '#shared/view/changes';
import type { Revision } from '#shared/view/revision';
import { malformedMessage, readCommand } from './inbound.ts';
import { Outbox, roomOf, type PasserelleSocket } from './outbox.ts';
import { Publisher } from './publisher.ts';

/** A screen that has lost its server must know within 20 s: it counts the silence of this beat, in real time. */
const BEAT_MS = 5_000;
/** Larger than any command of the protocol; a frame above it costs its sender the connection. */
const MAX_FRAME_BYTES = 16_384;
const EVENTS = ['command:send', 'view:sync'];
/** Who is further behind starts again from nothing: a frame has a bound, and what is gone since is not on it. */
const MAX_BEHIND = 4_000;

export type GatewayPorts = {
  /** A failure of ours, with its cause. Gives the reference under which the journal has it. */
  onFault: (cause: unknown) => string;
  clock: Clock;
  logger: Logger;
  presence: PresenceMemory;
  pace: DeclarationPace;
  views: () => Views;
  epoch: string;
  territory: string;
  policyHash: string;
  /** Doors exist only in a demonstration; otherwise no one enters before accounts do. */
  doorsOpen: boolean;
  submit: (id: CommandId, command: DurableCommand) => Promise<Ack>;
  isAnswered: (id: CommandId) => Promise<boolean>;
};

/** Sockets: who connects, what they hold, what they send, and the beat that says the link is alive. */
export class Gateway {
  readonly #ports: GatewayPorts;
  readonly #io: Server;
  readonly outbox: Outbox;
  readonly publisher: Publisher;
  readonly #beat: NodeJS.Timeout;
  /** Messages that were not of this protocol, by rule. A number for whoever watches over the machine, nothing more. */
  readonly violations = new Map<string, number>();

  constructor(http: HttpServer, ports: GatewayPorts) {
    this.#ports = ports;
    this.#io = new Server(http, {
      serveClient: false,
      perMessageDeflate: false,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      allowRequest: (request, decide) => decide(null, sameOrigin(request)),
    });
    // The socket's own requests do not pass through the pages' server.
    this.#io.engine.use(securityHeaders);
    this.outbox = new Outbox(this.#io);
    this.publisher = new Publisher({ ...ports, outbox: this.outbox });
    this.#io.use((socket, next) => {
      const entry = this.#enter(socket.handshake.auth);
      if (!entry.ok) {
        this.#violation(entry.why);
        return next(new Error(entry.why));
      }
      this.#welcome(socket, entry.actor, entry.handshake.since);
      next();
    });
    this.#beat = setInterval(() => this.#sendBeat(), BEAT_MS);
  }

  /** What a page of this audience is rendered with; null when its reader may not see it. */
  firstFrame(audience: Audience): FirstFrame | null {
    if (!this.#ports.doorsOpen) return null;
    return this.outbox.page(releaseFirstFrame(this.#hello(), this.#changes(audience, NO_REVISION)));
  }

  /** Tells everyone connected which clock runs now. */
  announceClock(): void {
    for (const audience of ['wall', 'lead'] as const)
      this.outbox.toAudience(audience, 'hello', this.#hello());
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    this.publisher.close();
    await this.#io.close();
  }

  #enter(auth: unknown): { ok: true; actor: Actor; handshake: Handshake } | { ok: false; why: string } {
    const parsed = handshakeSchema.safeParse(auth);
    if (!parsed.success) return { ok: false, why: 'handshake' };
    if (parsed.data.wire !== WIRE_VERSION) return { ok: false, why: 'version' };
    if (!this.#ports.doorsOpen) return { ok: false, why: 'identity' };
    return { ok: true, actor: actorOf(parsed.data.as), handshake: parsed.data };
  }

  #welcome(socket: PasserelleSocket, actor: Actor, since: ViewSync['since']): void {
    const audience = GRANTS[actor.role].view;
    socket.use(([event], next) => {
      if (EVENTS.includes(String(event))) return next();
      this.#violation('unknown-event');
    });
    socket.on('command:send', (payload: unknown, reply: unknown) => {
      if (typeof reply !== 'function') return this.#violation('no-reply');
      void this.#answer(actor, payload).then((ack) => {
        this.outbox.answer(reply as (ack: Ack) => void, releaseAck(ack));
      }, this.#ports.onFault);
    });
    socket.on('view:sync', (payload: unknown) => {
      const parsed = viewSyncSchema.safeParse(payload);
      if (!parsed.success || audience === null) return this.#violation('view:sync');
      this.#hydrate(socket, audience, parsed.data.since);
    });
    // After `next`: a message sent before the connection is open would be lost.
    process.nextTick(() => {
      this.outbox.toSocket(socket, 'hello', this.#hello());
      if (audience === null) return;
      void socket.join(roomOf(audience));
      this.#hydrate(socket, audience, since);
    });
  }

  /** Brings one client up to now from whatever it holds; from nothing when it holds another log's revisions. */
  #hydrate(socket: PasserelleSocket, audience: Audience, since: ViewSync['since']): void {
    const reset = since === null ? null : this.#whyReset(audience, since);
    if (reset !== null) this.outbox.toSocket(socket, 'view:reset', releaseReset(reset));
    const from = since !== null && reset === null ? since.revision : NO_REVISION;
    this.outbox.toSocket(socket, 'view:changes', this.#changes(audience, from));
    this.outbox.toSocket(
      socket,
      'view:beat',
      releaseBeat(this.#ports.views(), audience, this.#ports.clock.now()),
    );
  }

  /** Why a client must drop what it holds; null when it may go on from there. */
  #whyReset(audience: Audience, since: NonNullable<ViewSync['since']>): ViewReset['why'] | null {
    const revision = revisionOf(this.#ports.views(), audience);
    if (since.epoch !== this.#ports.epoch || since.revision > revision) return 'journal';
    return revision - since.revision > MAX_BEHIND ? 'retard' : null;
  }

  async #answer(actor: Actor, payload: unknown): Promise<Ack> {
    const read = readCommand(payload);
    if (!read.ok) {
      this.#violation('command');
      return read.ack;
    }
    try {
      return await this.#perform(actor, read.send);
    } catch (cause) {
      return { outcome: 'fault', id: read.send.id, reference: this.#ports.onFault(cause) };
    }
  }

  async #perform(actor: Actor, { id, command }: CommandSend): Promise<Ack> {
    if (!mayCommand(actor, command)) return { outcome: 'refused', id, refusal: 'NotAllowed' };
    switch (command.type) {
      case 'DeclarePresence':
      case 'EndPresence': {
        if (actor.role !== 'outreach') return malformedMessage(id);
        const refusal = this.#ports.presence.declare(actor.team, command, this.#ports.clock.now());
        this.publisher.touch();
        return refusal ? { outcome: 'refused', id, refusal } : { outcome: 'volatile', id };
      }
      case 'DeclarePass': {
        if (actor.role !== 'outreach') return malformedMessage(id);
        // A repeat of a pass already kept is answered as it was: only a new one can be too many.
        const { pace } = this.#ports;
        if (!pace.take(actor.team, command.slot, id) && !(await this.#ports.isAnswered(id))) {
          return { outcome: 'refused', id, refusal: 'DeclaredTooOften' };
        }
        const ack = await this.#ports.submit(id, command);
        if (ack.outcome !== 'accepted') pace.giveBack(actor.team, command.slot, id);
        return ack;
      }
      default:
        return this.#ports.submit(id, command);
    }
  }

  #changes(audience: Audience, since: Revision): Released<ViewChanges> {
    const { views, clock, presence } = this.#ports;
    const now = clock.now();
    switch (audience) {
      case 'wall':
        return releaseToWall(views(), since, now);
      case 'lead':
        return releaseToLead(views(), since, now, presence.current(now));
    }
  }

  #hello(): Released<Hello> {
    const { epoch, territory, policyHash, clock, doorsOpen } = this.#ports;
    return releaseHello({
      wire: WIRE_VERSION,
      epoch,
      territory,
      policy: policyHash,
      at: clock.now(),
      speed: clock.speed,
      simulated: doorsOpen,
    });
  }

  #sendBeat(): void {
    const now = this.#ports.clock.now();
    for (const audience of ['wall', 'lead'] as const) {
      this.outbox.toAudience(audience, 'view:beat', releaseBeat(this.#ports.views(), audience, now));
    }
  }

  #violation(rule: string): void {
    this.violations.set(rule, (this.violations.get(rule) ?? 0) + 1);
    this.#ports.logger({ kind: 'violation', rule });
  }
}

/** A browser names the page it comes from: another site's page may not speak for its reader. Tools name nothing. */
function sameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { CommandId, FilingPost } from '#shared/kernel/ids';
import { NO_REVISION, type Revision } from '#shared/view/revision';
import type { Ack } from '#shared/wire/ack';
import type { ViewChanges } from '#shared/view/changes';
import type { FirstFrame, Hello, ViewReset } from '#shared/wire/down';
import {
  handshakeSchema,
  viewSyncSchema,
  type CommandSend,
  type Handshake,
  type ViewSync,
} from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { nameOf, type GrantBook } from '#server/accounts/grant-book';
import { mayCommand, postOf, viewOf, type Actor } from '#server/accounts/grants';
import type { DurableCommand, VolatileCommand } from '#server/commands/decide';
import { securityHeaders } from '#server/http/headers';
import type { Clock } from '#server/ports/clock';
import type { Logger } from '#server/ports/logger';
import type { DeclarationPace } from '#server/presence/declaration-pace';
import type { LiveMemory } from '#server/live/live-memory';
import type { Released } from '#server/release/released';
import {
  releaseAck,
  releaseBeat,
  releaseFirstFrame,
  releaseFrameText,
  releaseHello,
  releaseReset,
  releaseView,
} from '#server/release/release';
import type { ViewKey, Views } from '#server/release/views';
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
  memory: LiveMemory;
  pace: DeclarationPace;
  views: Views;
  grants: GrantBook;
  epoch: string;
  territory: string;
  policyHash: string;
  /** Doors exist only in a demonstration; otherwise no one enters before accounts do. */
  doorsOpen: boolean;
  submit: (id: CommandId, command: DurableCommand, filedBy: FilingPost) => Promise<Ack>;
  isAnswered: (id: CommandId) => Promise<boolean>;
  /** Resolves once what was sent before is durable. */
  settled: () => Promise<void>;
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
      this.#welcome(socket, entry.handshake);
      next();
    });
    ports.grants.onChange((door) => this.#regrant(door));
    this.#beat = setInterval(() => this.#sendBeat(), BEAT_MS);
  }

  /** What a page of this view is rendered with; null when its reader may not see it, or nobody has such a view. */
  firstFrame(view: ViewKey): FirstFrame | null {
    if (!this.#ports.doorsOpen || !this.#ports.views.keys.includes(view)) return null;
    return this.outbox.page(releaseFirstFrame(this.#hello(), this.#changes(view, NO_REVISION)));
  }

  /** The exact text that a view is sent first, for a page that shows one audience to another. */
  frameText(view: ViewKey): string {
    const { views, clock, memory } = this.#ports;
    const now = clock.now();
    return this.outbox.text(releaseFrameText(views, view, now, memory.of(view, now)));
  }

  /** Tells everyone connected which clock runs now. */
  announceClock(): void {
    for (const view of this.#ports.views.keys) this.outbox.toView(view, 'hello', this.#hello());
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    this.publisher.close();
    await this.#io.close();
  }

  #enter(auth: unknown): { ok: true; handshake: Handshake } | { ok: false; why: string } {
    const parsed = handshakeSchema.safeParse(auth);
    if (!parsed.success) return { ok: false, why: 'handshake' };
    if (parsed.data.wire !== WIRE_VERSION) return { ok: false, why: 'version' };
    if (!this.#ports.doorsOpen) return { ok: false, why: 'identity' };
    const actor = this.#ports.grants.actorFor(parsed.data.as);
    if (actor === null || !this.#ports.views.keys.includes(viewOf(actor)))
      return { ok: false, why: 'identity' };
    return { ok: true, handshake: parsed.data };
  }

  #welcome(socket: PasserelleSocket, { as: door, since }: Handshake): void {
    // Asked again at each message: a right remembered on a socket outlives its removal.
    const actorNow = () => this.#ports.grants.actorFor(door);
    socket.use(([event], next) => {
      if (EVENTS.includes(String(event))) return next();
      this.#violation('unknown-event');
    });
    socket.on('command:send', (payload: unknown, reply: unknown) => {
      if (typeof reply !== 'function') return this.#violation('no-reply');
      void this.#answer(actorNow(), payload).then((ack) => {
        this.outbox.answer(reply as (ack: Ack) => void, releaseAck(ack));
      }, this.#ports.onFault);
    });
    socket.on('view:sync', (payload: unknown) => {
      const parsed = viewSyncSchema.safeParse(payload);
      const actor = actorNow();
      if (!parsed.success || actor === null) return this.#violation('view:sync');
      this.#hydrate(socket, viewOf(actor), parsed.data.since);
    });
    // After `next`: a message sent before the connection is open would be lost.
    process.nextTick(() => {
      const actor = actorNow();
      if (actor === null) return socket.disconnect(true);
      this.outbox.toSocket(socket, 'hello', this.#hello());
      void socket.join([roomOf(viewOf(actor)), doorRoom(nameOf(door))]);
      this.#hydrate(socket, viewOf(actor), since);
    });
  }

  /** A right changed: those connected through this door drop what they hold, and receive what they may see now. */
  #regrant(door: string): void {
    for (const id of this.#io.sockets.adapter.rooms.get(doorRoom(door)) ?? []) {
      const socket = this.#io.sockets.sockets.get(id);
      const parsed = handshakeSchema.safeParse(socket?.handshake.auth);
      if (!socket || !parsed.success) continue;
      for (const view of this.#ports.views.keys) void socket.leave(roomOf(view));
      this.outbox.toSocket(socket, 'view:reset', releaseReset('droits'));
      const actor = this.#ports.grants.actorFor(parsed.data.as);
      if (actor === null) {
        socket.disconnect(true);
        continue;
      }
      void socket.join(roomOf(viewOf(actor)));
      this.#hydrate(socket, viewOf(actor), null);
    }
  }

  /** Brings one client up to now from whatever it holds; from nothing when it holds another log's revisions. */
  #hydrate(socket: PasserelleSocket, view: ViewKey, since: ViewSync['since']): void {
    const reset = since === null ? null : this.#whyReset(view, since);
    if (reset !== null) this.outbox.toSocket(socket, 'view:reset', releaseReset(reset));
    const from = since !== null && reset === null ? since.revision : NO_REVISION;
    this.outbox.toSocket(socket, 'view:changes', this.#changes(view, from));
    this.outbox.toSocket(socket, 'view:beat', releaseBeat(this.#ports.views, view, this.#ports.clock.now()));
  }

  /** Why a client must drop what it holds; null when it may go on from there. */
  #whyReset(view: ViewKey, since: NonNullable<ViewSync['since']>): ViewReset['why'] | null {
    const { revision, floor } = this.#ports.views.of(view);
    if (since.epoch !== this.#ports.epoch || since.revision > revision) return 'journal';
    return since.revision < floor || revision - since.revision > MAX_BEHIND ? 'retard' : null;
  }

  async #answer(actor: Actor | null, payload: unknown): Promise<Ack> {
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

  async #perform(actor: Actor | null, { id, command }: CommandSend): Promise<Ack> {
    if (actor === null || !mayCommand(actor, command)) {
      return { outcome: 'refused', id, refusal: 'NotAllowed' };
    }
    const { clock, pace, memory, submit, isAnswered } = this.#ports;
    if (actor.role === 'outreach') memory.heard(actor.team, clock.now());
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
        return this.#remember(actor, id, command);
      case 'DeclarePass': {
        if (actor.role !== 'outreach') return malformedMessage(id);
        // A repeat of a pass already kept is answered as it was: only a new one can be too many.
        if (!pace.take(actor.team, command.slot, id) && !(await isAnswered(id))) {
          return { outcome: 'refused', id, refusal: 'DeclaredTooOften' };
        }
        const ack = await submit(id, command, postOf(actor));
        if (ack.outcome !== 'accepted') pace.giveBack(actor.team, command.slot, id);
        return ack;
      }
      default:
        return submit(id, command, postOf(actor));
    }
  }

  /** What is memory only, by nature: nothing of it waits for the log, but a tour that is about to open. */
  async #remember(actor: Actor, id: CommandId, command: VolatileCommand): Promise<Ack> {
    const { clock, memory, settled } = this.#ports;
    const team = actor.role === 'outreach' ? actor.team : null;
    if (memory.isOutsideTour(team, command)) await settled();
    const refusal = memory.take(team, command, clock.now());
    this.publisher.touch();
    return refusal ? { outcome: 'refused', id, refusal } : { outcome: 'volatile', id };
  }

  #changes(view: ViewKey, since: Revision): Released<ViewChanges> {
    const { views, clock, memory } = this.#ports;
    const now = clock.now();
    return releaseView(views, view, since, now, memory.of(view, now));
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
    for (const view of this.#ports.views.keys) {
      this.outbox.toView(view, 'view:beat', releaseBeat(this.#ports.views, view, now));
    }
  }

  #violation(rule: string): void {
    this.violations.set(rule, (this.violations.get(rule) ?? 0) + 1);
    this.#ports.logger({ kind: 'violation', rule });
  }
}

/** Everyone connected through one door. */
function doorRoom(door: string): string {
  return `door ${door}`;
}

/** A browser names the page it comes from: another site's page may not speak for its reader. Tools name nothing. */
function sameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

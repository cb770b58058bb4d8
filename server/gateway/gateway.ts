import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { Server } from 'socket.io';
import type { RefusalKind } from '#shared/domain/refusal';
import type { CommandId, FilingPost } from '#shared/kernel/ids';
import { NO_REVISION, type Revision } from '#shared/view/revision';
import type { Ack } from '#shared/wire/ack';
import type { Audience, ViewChanges } from '#shared/view/changes';
import type { FirstFrame } from '#shared/wire/down';
import type { Hello, ViewReset } from '#shared/wire/link';
import {
  handshakeSchema,
  viewSyncSchema,
  type CommandSend,
  type Door,
  type Handshake,
  type ViewSync,
} from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import {
  AUDITED_DESKS,
  AUDITED_VIEWS,
  type Audit,
  type Audited,
  type RefusedKind,
} from '#server/accounts/audit';
import type { GrantBook } from '#server/accounts/grant-book';
import { mayCommand, postOf, viewOf, type Actor } from '#server/accounts/grants';
import type { RefusalTrail } from '#server/accounts/refusal-trail';
import { isSameHolder, type Holder, type Holders } from '#server/accounts/holder';
import type { DurableCommand, VolatileCommand } from '#server/commands/decide';
import type { TrustedProxies } from '#server/limits/client-address';
import type { Limits } from '#server/limits/limits';
import { LogUnavailable } from '#server/log/event-log';
import type { Clock } from '#server/ports/clock';
import type { Logger } from '#server/ports/logger';
import type { DeclarationPace } from '#server/presence/declaration-pace';
import type { LiveMemory } from '#server/live/live-memory';
import type { ScreenWatch } from '#server/live/screen-watch';
import type { ConnectionId } from '#server/presence/attention';
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
import { audienceOf, type ViewKey, type Views } from '#server/release/views';
import { Crowd, type Link } from './crowd.ts';
import { malformedMessage, readCommand } from './inbound.ts';
import { mayConnect } from './origin.ts';
import { Outbox, roomOf, type PasserelleSocket } from './outbox.ts';
import { Publisher } from './publisher.ts';

/** A screen that has lost its server must know within 20 s: it counts the silence of this beat, in real time. */
const BEAT_MS = 5_000;
const LIMIT_TOLD_MS = 1_000;
/** Between two clients that are let go. */
const FAREWELL_MS = 20;
const EVENTS = ['command:send', 'view:sync'];
/** Who is further behind starts again from nothing: a frame has a bound, and what is gone since is not on it. */
const MAX_BEHIND = 4_000;

export type GatewayPorts = {
  /** A failure of ours, with its cause. Gives the reference under which the journal has it. */
  onFault: (cause: unknown) => string;
  clock: Clock;
  logger: Logger;
  memory: LiveMemory;
  /** Told which screens come and go. */
  screens: Pick<ScreenWatch, 'came' | 'left'>;
  pace: DeclarationPace;
  views: Views;
  holders: Holders;
  /** Resolves once whoever came in by this cookie on another server is known here. */
  heed: (cookie: string | undefined) => Promise<void>;
  grants: GrantBook;
  audit: Audit;
  /** Told who asked for what they may not. */
  refusals: Pick<RefusalTrail, 'tell'>;
  /** Someone did something through their session, which is then not idle. */
  acted: (who: Holder) => void;
  /** Whose pages may connect, when the server stands behind other names than the one it is asked by. */
  origins: readonly string[];
  limits: Limits['sockets'];
  /** How many times faster than life people write now. */
  pressure: () => number;
  proxies: TrustedProxies;
  /** What every response says, those of the socket's own requests included. */
  headers: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  epoch: string;
  territory: string;
  policyHash: string;
  /** Whether what it shows is a demonstration: every screen says so. */
  simulated: boolean;
  submit: (id: CommandId, command: DurableCommand, filedBy: FilingPost) => Promise<Ack>;
  /** Keeps that it was refused, or gives the answer that it has already. */
  refuse: (id: CommandId, refusal: RefusalKind) => Promise<Ack>;
  /** What each command came to. */
  answered: (ack: Ack) => void;
  /** Something was said that is memory only: other servers are to hold it too. */
  remembered: () => void;
  /** Resolves once what was sent before is durable. */
  settled: () => Promise<void>;
  /** Whether what is shown may be old: the storage cannot be read. */
  isStale: () => boolean;
  /** Resolves once what every server had kept is here; rejects when the storage cannot be reached. */
  caughtUp: () => Promise<void>;
};

/** Who is connected: whom its cookie said it is, once, and the door it asked for. What that opens is asked each time. */
type Seat = { readonly holder: Holder; readonly door: Door };

/** Sockets: who connects, what they hold, what they send, and the beat that says the link is alive. */
export class Gateway {
  readonly #ports: GatewayPorts;
  readonly #io: Server;
  readonly outbox: Outbox;
  readonly publisher: Publisher;
  readonly #beat: NodeJS.Timeout;
  readonly #seats = new Map<PasserelleSocket, Seat>();
  readonly #crowd: Crowd;
  #isLeaving = false;
  /** When each rule of a bound was last told to the journal, in real milliseconds. */
  readonly #told = new Map<string, number>();
  /** Messages that were not of this protocol, by rule. A number for whoever watches over the machine, nothing more. */
  readonly violations = new Map<string, number>();

  constructor(http: HttpServer, ports: GatewayPorts) {
    this.#ports = ports;
    const { limits, proxies } = ports;
    this.#crowd = new Crowd({
      limits,
      proxies,
      speed: () => ports.pressure(),
      violation: (rule) => this.overLimit(rule),
      tellBehind: (link) => this.#leaveBehind(link),
    });
    this.#io = new Server(http, {
      serveClient: false,
      perMessageDeflate: false,
      maxHttpBufferSize: limits.frameBytes,
      connectTimeout: limits.greetingMs,
      allowRequest: (request, decide) => {
        const { headers } = request;
        const ask = () => {
          const isOurs = mayConnect(headers, ports.origins, ports.holders.holderOf(headers.cookie));
          decide(null, isOurs && !this.#isLeaving && this.#crowd.hasRoomFor(request));
        };
        ports.heed(headers.cookie).then(ask, (cause: unknown) => {
          ports.onFault(cause);
          decide(null, false);
        });
      },
    });
    // The socket's own requests do not pass through the pages' server.
    this.#io.engine.use(ports.headers);
    this.#io.engine.on('connection', (link: Link) => this.#crowd.follow(link));
    this.outbox = new Outbox(this.#io);
    this.publisher = new Publisher({ ...ports, outbox: this.outbox });
    this.#io.use((socket, next) => {
      const holder = ports.holders.holderOf(socket.handshake.headers.cookie);
      const entry = this.#enter(socket.handshake.auth, holder);
      if (!entry.ok) {
        this.#violation(entry.why);
        if (entry.why === 'identity') ports.refusals.tell(holder, 'view', ports.clock.now());
        return next(new Error(entry.why));
      }
      this.#welcome(socket, holder, entry.handshake);
      next();
    });
    ports.holders.onChange((holder) => this.#review(holder));
    this.#beat = setInterval(() => this.#sendBeat(), BEAT_MS);
  }

  /** What a page of this view is rendered with; null when its reader may not see it, or nobody has such a view. */
  firstFrame(view: ViewKey, reader: Holder): FirstFrame | null {
    if (!this.#ports.views.keys.includes(view) || !this.#ports.grants.mayWatch(reader, view)) return null;
    this.#tellOpened(reader, view);
    return this.outbox.page(releaseFirstFrame(this.#hello(), this.#changes(view, NO_REVISION)));
  }

  /** The exact text that a view is sent first, for a page that shows one audience to another. */
  frameText(view: ViewKey): string {
    const { views, clock, memory } = this.#ports;
    const now = clock.now();
    return this.outbox.text(releaseFrameText(views, view, now, memory.of(view, now)));
  }

  /** How many are connected, by what they watch: never who, nor which team, space or post. */
  get connections(): { readonly audience: Audience; readonly count: number }[] {
    const counts = new Map<Audience, number>();
    for (const { holder, door } of this.#seats.values()) {
      const actor = this.#ports.grants.actorFor(holder, door);
      if (actor === null) continue;
      const audience = audienceOf(viewOf(actor));
      counts.set(audience, (counts.get(audience) ?? 0) + 1);
    }
    return [...counts].map(([audience, count]) => ({ audience, count }));
  }

  /** Tells everyone connected which clock runs now. */
  announceClock(): void {
    for (const view of this.#ports.views.keys) this.outbox.toView(view, 'hello', this.#hello());
  }

  /**
   * Takes nobody more, and lets go of everyone, one after the other over so many milliseconds: each comes back at once,
   * to another server, and goes on there from the revision it holds. Resolves once all are gone.
   */
  async sendAway(overMs: number): Promise<void> {
    this.#isLeaving = true;
    const sockets = [...this.#seats.keys()];
    const pause = Math.min(FAREWELL_MS, overMs / Math.max(1, sockets.length));
    for (const socket of sockets) {
      // The link, not the socket: a client that is told to go away waits before it asks again.
      socket.conn.close();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    this.publisher.close();
    await this.#io.close();
  }

  #enter(auth: unknown, holder: Holder): { ok: true; handshake: Handshake } | { ok: false; why: string } {
    const parsed = handshakeSchema.safeParse(auth);
    if (!parsed.success) return { ok: false, why: 'handshake' };
    if (parsed.data.wire !== WIRE_VERSION) return { ok: false, why: 'version' };
    const actor = this.#ports.grants.actorFor(holder, parsed.data.as);
    if (actor === null || !this.#ports.views.keys.includes(viewOf(actor)))
      return { ok: false, why: 'identity' };
    return { ok: true, handshake: parsed.data };
  }

  #welcome(socket: PasserelleSocket, holder: Holder, { as: door, since }: Handshake): void {
    // Asked again at each message: a right remembered on a socket outlives its removal.
    const actorNow = () => this.#ports.grants.actorFor(holder, door);
    this.#seats.set(socket, { holder, door });
    this.#crowd.knows(socket.conn, holder);
    socket.on('disconnect', () => this.#seats.delete(socket));
    socket.use(([event], next) => {
      if (EVENTS.includes(String(event))) return next();
      this.#violation('unknown-event');
    });
    socket.on('command:send', (payload: unknown, reply: unknown) => {
      if (typeof reply !== 'function') return this.#violation('no-reply');
      void this.#answer(holder, actorNow(), payload, socket.id).then((ack) => {
        this.#ports.answered(ack);
        this.outbox.answer(reply as (ack: Ack) => void, releaseAck(ack));
      }, this.#ports.onFault);
    });
    socket.on('view:sync', (payload: unknown) => {
      const parsed = viewSyncSchema.safeParse(payload);
      const actor = actorNow();
      if (!parsed.success || actor === null) return this.#violation('view:sync');
      const view = viewOf(actor);
      const { since: held } = parsed.data;
      // Most ask for what this server told them already, and are answered in the order of what they asked.
      if (held === null || held.revision <= this.#ports.views.of(view).revision)
        return this.#hydrate(socket, view, held);
      void this.#upTo(socket, held).then(() => {
        if (socket.connected) this.#hydrate(socket, view, held);
      });
    });
    // After `next`: a message sent before the connection is open would be lost.
    process.nextTick(() => {
      const actor = actorNow();
      if (actor === null) return this.#shut(socket);
      this.outbox.toSocket(socket, 'hello', this.#hello());
      void this.#upTo(socket, since).then(() => this.#seatAt(socket, holder, actorNow(), since));
    });
  }

  /** From here on this socket gets what its view gets. */
  #seatAt(socket: PasserelleSocket, holder: Holder, actor: Actor | null, since: ViewSync['since']): void {
    if (!socket.connected) return;
    if (actor === null) return this.#shut(socket);
    const view = viewOf(actor);
    this.publisher.level(view);
    void socket.join(roomOf(view));
    this.#ports.screens.came(view);
    this.#ports.remembered();
    socket.once('disconnect', () => this.#left(socket.id, view));
    this.#hydrate(socket, view, since);
    // A page told of its opening when it was drawn; a link that comes back opens nothing new.
    if (since === null) this.#tellOpened(holder, view);
  }

  /**
   * Resolves once this server knows what another one may have told this client before. Where the storage cannot be
   * reached, one that holds no more than what is here goes on from there, and the others are sent to another server.
   */
  async #upTo(socket: PasserelleSocket, since: ViewSync['since']): Promise<void> {
    if (since === null || since.epoch !== this.#ports.epoch) return;
    try {
      await this.#ports.caughtUp();
    } catch {
      const actor = this.#actorOf(socket);
      if (actor !== null && since.revision > this.#ports.views.of(viewOf(actor)).revision)
        socket.disconnect(true);
    }
  }

  #actorOf(socket: PasserelleSocket): Actor | null {
    const seat = this.#seats.get(socket);
    return seat ? this.#ports.grants.actorFor(seat.holder, seat.door) : null;
  }

  #left(connection: ConnectionId, view: ViewKey): void {
    this.#ports.screens.left(view, this.#ports.clock.now());
    this.#ports.memory.left(connection);
    this.#ports.remembered();
    this.publisher.touch();
  }

  /**
   * Rights changed, of this holder or of everyone: who may not be where it is any more drops what it holds and is
   * disconnected. A door is one view for whoever takes it: who may stay holds what it may hold.
   */
  #review(changed: Holder | null): void {
    for (const [socket, { holder, door }] of this.#seats) {
      if (changed !== null && !isSameHolder(changed, holder)) continue;
      if (this.#ports.grants.actorFor(holder, door) === null) this.#shut(socket);
    }
  }

  #shut(socket: PasserelleSocket): void {
    for (const view of this.#ports.views.keys) void socket.leave(roomOf(view));
    this.outbox.toSocket(socket, 'view:reset', releaseReset('droits'));
    socket.disconnect(true);
  }

  /** A client that does not read: nothing more waits for it, and it starts again from nothing when it comes back. */
  #leaveBehind(link: Link): void {
    for (const socket of this.#seats.keys()) {
      if (socket.conn !== link) continue;
      for (const view of this.#ports.views.keys) void socket.leave(roomOf(view));
      this.outbox.toSocket(socket, 'view:reset', releaseReset('retard'));
    }
  }

  #tellOpened(who: Holder, view: ViewKey): void {
    const audience = audienceOf(view);
    if (AUDITED_VIEWS.includes(audience)) this.#tell(who, { kind: 'ViewOpened', view: audience });
  }

  #tell(who: Holder, what: Audited): void {
    if (who.kind === 'account' || who.kind === 'screen')
      this.#ports.audit.record({ at: this.#ports.clock.now(), who, what });
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

  async #answer(
    holder: Holder,
    actor: Actor | null,
    payload: unknown,
    connection: ConnectionId,
  ): Promise<Ack> {
    const read = readCommand(payload);
    if (!read.ok) {
      this.#violation('command');
      return read.ack;
    }
    try {
      if (actor === null || !mayCommand(actor, read.send.command)) {
        this.turnedAway(holder, 'command');
        return { outcome: 'refused', id: read.send.id, refusal: 'NotAllowed' };
      }
      const ack = await this.#perform(actor, read.send, connection);
      const isTaken = ack.outcome === 'accepted' || ack.outcome === 'volatile';
      if (isTaken) this.#ports.acted(holder);
      // Looking is not a change: what was opened is told once, with its view.
      const isChange = isTaken && read.send.command.type !== 'LookAtReport';
      if (isChange && AUDITED_DESKS.some((role) => role === actor.role))
        this.#tell(holder, { kind: 'CommandSent', command: read.send.command.type });
      return ack;
    } catch (cause) {
      if (cause instanceof LogUnavailable) return { outcome: 'later', id: read.send.id, why: 'stockage' };
      return { outcome: 'fault', id: read.send.id, reference: this.#ports.onFault(cause) };
    }
  }

  async #perform(actor: Actor, { id, command }: CommandSend, connection: ConnectionId): Promise<Ack> {
    const { clock, pace, memory, submit, refuse } = this.#ports;
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
        this.#ports.remembered();
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
    const { clock, memory, settled } = this.#ports;
    const team = actor.role === 'outreach' ? actor.team : null;
    if (memory.isOutsideTour(team, command)) await settled();
    const refusal = memory.take(team, command, clock.now(), connection);
    this.#ports.remembered();
    this.publisher.touch();
    return refusal ? { outcome: 'refused', id, refusal } : { outcome: 'volatile', id };
  }

  #changes(view: ViewKey, since: Revision): Released<ViewChanges> {
    const { views, clock, memory } = this.#ports;
    const now = clock.now();
    return releaseView(views, view, since, now, memory.of(view, now));
  }

  #hello(): Released<Hello> {
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

  #sendBeat(): void {
    // A session that runs out tells nobody: it is found out here.
    this.#review(null);
    // Screens count the silence of the beat: they say themselves how old what they show is.
    if (this.#ports.isStale()) return;
    const now = this.#ports.clock.now();
    for (const view of this.#ports.views.keys) {
      this.outbox.toView(view, 'view:beat', releaseBeat(this.#ports.views, view, now));
    }
  }

  /** Somebody asked for what they may not: counted by kind, and told to the audit where it names them. */
  turnedAway(who: Holder, to: RefusedKind): void {
    this.overLimit(`refused-${to}`);
    this.#ports.refusals.tell(who, to, this.#ports.clock.now());
  }

  /** A bound was met: counted each time, told to the journal once a second at most, which a flood must not fill. */
  overLimit(rule: string): void {
    const now = performance.now();
    if (now - (this.#told.get(rule) ?? -Infinity) < LIMIT_TOLD_MS) {
      this.violations.set(rule, (this.violations.get(rule) ?? 0) + 1);
      return;
    }
    this.#told.set(rule, now);
    this.#violation(rule);
  }

  #violation(rule: string): void {
    this.violations.set(rule, (this.violations.get(rule) ?? 0) + 1);
    this.#ports.logger({ kind: 'violation', rule });
  }
}

import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { Server } from 'socket.io';
import { NO_REVISION } from '#shared/view/revision';
import type { Ack } from '#shared/wire/ack';
import type { FirstFrame } from '#shared/wire/down';
import { viewSyncSchema, type Handshake, type ViewSync } from '#shared/wire/up';
import { AUDITED_VIEWS, tellOf, type Audit } from '#server/accounts/audit';
import type { GrantBook } from '#server/accounts/grant-book';
import { viewOf, type Actor } from '#server/accounts/grants';
import type { Holder, Holders } from '#server/accounts/holder';
import type { RefusalTrail } from '#server/accounts/refusal-trail';
import type { TrustedProxies } from '#server/limits/client-address';
import type { Limits } from '#server/limits/limits';
import type { LiveMemory } from '#server/live/live-memory';
import type { ScreenWatch } from '#server/live/screen-watch';
import type { Clock } from '#server/ports/clock';
import type { ConnectionId } from '#server/presence/attention';
import { releaseAck, releaseReset } from '#server/release/release';
import { audienceOf, type ViewKey, type Views } from '#server/release/views';
import type { CommandDesk } from './command-desk.ts';
import { Crowd, type Link } from './crowd.ts';
import { enter } from './handshake.ts';
import { mayConnect } from './origin.ts';
import { Outbox, roomOf, type PasserelleSocket } from './outbox.ts';
import { Publisher } from './publisher.ts';
import { Seats } from './seats.ts';
import type { ViewFrames } from './view-frames.ts';
import type { Violations } from './violations.ts';

/** A screen that has lost its server must know within 20 s: it counts the silence of this beat, in real time. */
const BEAT_MS = 5_000;
/** Between two clients that are let go. */
const FAREWELL_MS = 20;
const EVENTS = ['command:send', 'view:sync'];

export type GatewayPorts = {
  /** A failure of ours, with its cause. Gives the reference under which the journal has it. */
  onFault: (cause: unknown) => string;
  clock: Clock;
  memory: Pick<LiveMemory, 'look' | 'of' | 'left'>;
  /** Told which screens come and go. */
  screens: Pick<ScreenWatch, 'came' | 'left'>;
  views: Views;
  frames: ViewFrames;
  commands: CommandDesk;
  violations: Violations;
  holders: Holders;
  /** Resolves once whoever came in by this cookie on another server is known here. */
  heed: (cookie: string | undefined) => Promise<void>;
  grants: GrantBook;
  audit: Audit;
  /** Told who asked for what they may not. */
  refusals: Pick<RefusalTrail, 'tell'>;
  /** Whose pages may connect, when the server stands behind other names than the one it is asked by. */
  origins: readonly string[];
  limits: Limits['sockets'];
  /** How many times faster than life people write now. */
  pressure: () => number;
  proxies: TrustedProxies;
  /** What every response says, those of the socket's own requests included. */
  headers: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  /** Which log it is: revisions of another one say nothing here. */
  epoch: string;
  /** What each command came to. */
  answered: (ack: Ack) => void;
  /** Something was said that is memory only: other servers are to hold it too. */
  remembered: () => void;
  /** Whether what is shown may be old: the storage cannot be read. */
  isStale: () => boolean;
  /** Resolves once what every server had kept is here; rejects when the storage cannot be reached. */
  caughtUp: () => Promise<void>;
};

/** Sockets: who connects, what they are brought up to, and the beat that says the link is alive. */
export class Gateway {
  readonly #ports: GatewayPorts;
  readonly #io: Server;
  readonly outbox: Outbox;
  readonly publisher: Publisher;
  readonly #beat: NodeJS.Timeout;
  readonly #seats: Seats;
  readonly #crowd: Crowd;
  #isLeaving = false;

  constructor(http: HttpServer, ports: GatewayPorts) {
    this.#ports = ports;
    const { limits, proxies, violations } = ports;
    this.#seats = new Seats(ports.grants);
    this.#crowd = new Crowd({
      limits,
      proxies,
      speed: () => ports.pressure(),
      violation: (rule) => violations.overLimit(rule),
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
      const entry = enter(socket.handshake.auth, holder, ports.grants, ports.views.keys);
      if (!entry.ok) {
        violations.count(entry.why);
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
    return this.outbox.page(this.#ports.frames.first(view));
  }

  /** The exact text that a view is sent first, for a page that shows one audience to another. */
  frameText(view: ViewKey): string {
    return this.outbox.text(this.#ports.frames.text(view));
  }

  get connections(): Seats['connections'] {
    return this.#seats.connections;
  }

  /** Tells everyone connected which clock runs now. */
  announceClock(): void {
    const { views, frames } = this.#ports;
    for (const view of views.keys) this.outbox.toView(view, 'hello', frames.hello());
  }

  /**
   * Takes nobody more, and lets go of everyone, one after the other over so many milliseconds: each comes back at once,
   * to another server, and goes on there from the revision it holds. Resolves once all are gone.
   */
  async sendAway(overMs: number): Promise<void> {
    this.#isLeaving = true;
    const { sockets } = this.#seats;
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

  #welcome(socket: PasserelleSocket, holder: Holder, { as: door, since }: Handshake): void {
    const { outbox } = this;
    const { commands, violations, frames, views, answered, onFault } = this.#ports;
    const actorNow = this.#seats.take(socket, holder, door);
    this.#crowd.knows(socket.conn, holder);
    socket.use(([event], next) => {
      if (EVENTS.includes(String(event))) return next();
      violations.count('unknown-event');
    });
    socket.on('command:send', (payload: unknown, reply: unknown) => {
      if (typeof reply !== 'function') return violations.count('no-reply');
      void commands
        .answer({ holder, actor: actorNow(), connection: socket.id }, payload)
        .then((ack) => {
          answered(ack);
          outbox.answer(reply as (ack: Ack) => void, releaseAck(ack));
        })
        .catch(onFault);
    });
    socket.on('view:sync', (payload: unknown) => {
      const parsed = viewSyncSchema.safeParse(payload);
      const actor = actorNow();
      if (!parsed.success || actor === null) return violations.count('view:sync');
      const view = viewOf(actor);
      const { since: held } = parsed.data;
      // Most ask for what this server told them already, and are answered in the order of what they asked.
      if (held === null || held.revision <= views.of(view).revision) return this.#hydrate(socket, view, held);
      void this.#upTo(socket, actorNow, held).then(() => {
        if (socket.connected) this.#hydrate(socket, view, held);
      });
    });
    // After `next`: a message sent before the connection is open would be lost.
    process.nextTick(() => {
      const actor = actorNow();
      if (actor === null) return this.#shut(socket);
      outbox.toSocket(socket, 'hello', frames.hello());
      void this.#upTo(socket, actorNow, since).then(() => this.#seatAt(socket, holder, actorNow(), since));
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
  async #upTo(
    socket: PasserelleSocket,
    actorNow: () => Actor | null,
    since: ViewSync['since'],
  ): Promise<void> {
    if (since === null || since.epoch !== this.#ports.epoch) return;
    try {
      await this.#ports.caughtUp();
    } catch {
      const actor = actorNow();
      if (actor !== null && since.revision > this.#ports.views.of(viewOf(actor)).revision)
        socket.disconnect(true);
    }
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
    for (const socket of this.#seats.withoutRight(changed)) this.#shut(socket);
  }

  #shut(socket: PasserelleSocket): void {
    for (const view of this.#ports.views.keys) void socket.leave(roomOf(view));
    this.outbox.toSocket(socket, 'view:reset', releaseReset('droits'));
    socket.disconnect(true);
  }

  /** A client that does not read: nothing more waits for it, and it starts again from nothing when it comes back. */
  #leaveBehind(link: Link): void {
    for (const socket of this.#seats.on(link)) {
      for (const view of this.#ports.views.keys) void socket.leave(roomOf(view));
      this.outbox.toSocket(socket, 'view:reset', releaseReset('retard'));
    }
  }

  #tellOpened(who: Holder, view: ViewKey): void {
    const audience = audienceOf(view);
    if (!AUDITED_VIEWS.includes(audience)) return;
    tellOf(this.#ports.audit, who, { kind: 'ViewOpened', view: audience }, this.#ports.clock.now());
  }

  /**
   * Brings one client up to now from whatever it holds; from nothing when it holds another log's revisions. What the gate
   * stops is our fault: the client keeps what it had, and sees by the beat that it is behind.
   */
  #hydrate(socket: PasserelleSocket, view: ViewKey, since: ViewSync['since']): void {
    const { frames, onFault } = this.#ports;
    try {
      const reset = since === null ? null : frames.whyReset(view, since);
      const changes = frames.changes(view, since !== null && reset === null ? since.revision : NO_REVISION);
      if (reset !== null) this.outbox.toSocket(socket, 'view:reset', releaseReset(reset));
      this.outbox.toSocket(socket, 'view:changes', changes);
      this.outbox.toSocket(socket, 'view:beat', frames.beat(view));
    } catch (cause) {
      onFault(cause);
    }
  }

  #sendBeat(): void {
    // A session that runs out tells nobody: it is found out here.
    this.#review(null);
    // Screens count the silence of the beat: they say themselves how old what they show is.
    const { views, frames, isStale } = this.#ports;
    if (isStale()) return;
    for (const view of views.keys) this.outbox.toView(view, 'view:beat', frames.beat(view));
  }
}

import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import express, { type Express } from 'express';
import type { Host } from '#shared/host';
import type { StationClosures } from '#shared/domain/station-closure/events';
import { elapsed, SECOND } from '#shared/kernel/instant';
import type { Territory } from '#shared/territory/schema';
import { noAudit, type Audit, type RefusedKind } from './accounts/audit.ts';
import { GrantBook } from './accounts/grant-book.ts';
import type { Holder, Holders } from './accounts/holder.ts';
import type { Identity } from './accounts/identity/identity.ts';
import type { RelyingParty } from './accounts/oidc/relying-party.ts';
import { RefusalTrail } from './accounts/refusal-trail.ts';
import { retentionStream } from './commands/aggregates.ts';
import { Snapshots } from './commands/snapshots.ts';
import { Turns } from './commands/turns.ts';
import { World } from './commands/world.ts';
import { CommandDesk } from './gateway/command-desk.ts';
import { Gateway } from './gateway/gateway.ts';
import { ViewFrames } from './gateway/view-frames.ts';
import { Violations } from './gateway/violations.ts';
import { hostOf } from './host.ts';
import { securityHeaders } from './http/headers.ts';
import { addRoutes } from './http/routes.ts';
import { boundedServer } from './http/server.ts';
import { statusOf, turnAway } from './http/turn-away.ts';
import { TrustedProxies } from './limits/client-address.ts';
import { LIMITS, type Limits } from './limits/limits.ts';
import { FeedWatch } from './live/feed-watch.ts';
import { openMemory } from './live/open-memory.ts';
import { ScreenWatch } from './live/screen-watch.ts';
import type { EventLog } from './log/event-log.ts';
import { startLooks } from './looks.ts';
import { Metrics } from './metrics/metrics.ts';
import { clockLine } from './nodes/clock-line.ts';
import { ClockWatch } from './nodes/clock-watch.ts';
import type { MemoryBus } from './nodes/memory-bus.ts';
import { shareMemory } from './nodes/share.ts';
import type { SharedMemory } from './nodes/shared-memory.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Logger } from './ports/logger.ts';
import { DeclarationPace } from './presence/declaration-pace.ts';
import { isReachedSecurely } from './reach.ts';
import type { SignedPolicy } from './release/policy.ts';
import { finishErasures } from './retention/finish.ts';
import { HealthReport } from './retention/health.ts';
import { nextPurge } from './retention/next-purge.ts';

/** So much faster than life that no allowance ever runs out. */
const PAST_PRESSURE = 1_000_000;

/** An express application says what to do with what it does not answer, by a third argument that its types leave out. */
type LastResort = (
  request: IncomingMessage,
  response: ServerResponse,
  otherwise: (cause?: unknown) => void,
) => void;

export type AppPorts = {
  log: EventLog;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  territory: Territory;
  policy: SignedPolicy;
  /** The last report of the adversary harness that was shipped, whatever it says. */
  harness?: unknown;
  /** Who stands behind a cookie, and what they may act as now. */
  holders: Holders;
  /** Where openings, commands and exports are recorded; nowhere unless given. */
  audit?: Audit;
  /** Who people and screens are, for the pages and routes by which they come in; none in most tests. */
  identity?: Identity;
  /** The providers at which people may sign in with an account they have there. */
  party?: RelyingParty;
  /** Proxies whose word is believed on where a request comes from: addresses or ranges. */
  trustedProxies?: readonly string[];
  /** The origins whose pages may connect, when they are not the host that is asked. */
  origins?: readonly string[];
  /** What strangers may ask of it at most. */
  limits?: Limits;
  /** Whether what it shows is simulated: every screen, page and file says so. */
  demo: boolean;
  /** The name of this server among those on the same log. */
  node?: string;
  /** How it and the others tell each other what is memory only; nothing where it is alone. */
  bus?: MemoryBus;
};

export type App = {
  readonly http: HttpServer;
  readonly express: Express;
  readonly host: Host;
  readonly world: World;
  /** Does everything due now, and resolves once it is durable. */
  settle(): Promise<void>;
  /** Resolves once what every server had kept when this was asked is known here. */
  caughtUp(): Promise<void>;
  /** Pages wait for this before they are answered: the first screen is never half of a day. */
  ready(): void;
  announceClock(): void;
  /** What the operator's feed says: every station that is closed. */
  tellClosures(closures: StationClosures): void;
  /** The operator's feed, asked every so many minutes, begins to be followed or has answered. */
  feedHeard(everyMin: number): void;
  readonly metrics: Metrics;
  /** Whether people may be sent here. */
  isReady(): boolean;
  /** Says that it takes nobody more, and some time later lets everyone go to another server, over some time. */
  drain(times: { noticeMs: number; overMs: number }): Promise<void>;
  close(): Promise<void>;
};

/** Builds the whole server on these ports, without listening: what `main.ts` starts, and what tests start. */
export async function createApp(ports: AppPorts): Promise<App> {
  const { log, clock, ids, logger, territory, policy, holders, demo, identity } = ports;
  const { trustedProxies = [], origins = [] } = ports;
  const audit = ports.audit ?? noAudit;
  const refusals = new RefusalTrail(audit, holders);
  const world = new World(territory, policy.policy);
  const snapshots = new Snapshots({ log, world, caughtUp: ports.bus ? () => turns.caughtUp() : null });
  const fromSnapshot = await snapshots.restore();
  logger({ kind: 'restored', position: world.position, fromSnapshot });

  function onFault(cause: unknown): string {
    const reference = ids.faultReference();
    logger({ kind: 'fault', reference, cause });
    return reference;
  }

  // A crash between the fact and the deed: nothing is served before what was declared erased is.
  const unfinished = await finishErasures(log, world.state(retentionStream));
  if (unfinished > 0) await snapshots.save();

  let isReady = false;
  let isDraining = false;
  const mayTakePeople = () => isReady && !isDraining && !turns.isStorageAway && clocks?.state !== 'wrong';
  const app = express();
  const limits = ports.limits ?? LIMITS;
  const proxies = new TrustedProxies(trustedProxies);
  const headers = securityHeaders(isReachedSecurely(origins));
  // A simulated day begins by its past, told by its own people in a second or two: until then they are not strangers.
  const pressure = () => (isReady ? Math.max(1, clock.speed) : PAST_PRESSURE);
  const http = boundedServer(limits.requests, (request, response) =>
    (app as LastResort)(request, response, (cause) => turnAway(response, statusOf(cause, onFault))),
  );
  const self = `${ports.node ?? 'seul'}:${ids.faultReference()}`;
  const screens = new ScreenWatch(undefined, self);
  const { bus } = ports;
  const clocks =
    bus &&
    new ClockWatch({
      self,
      now: () => clock.now(),
      storageTime: () => bus.time(),
      realMs: () => performance.now(),
      speed: Math.max(1, clock.speed),
      onChange: (is, aheadMs) => logger(clockLine(is, aheadMs)),
    });
  const feeds = new FeedWatch();
  const { parts, memory } = openMemory(world, { screens, feeds });
  const grants = new GrantBook(holders);
  const pace = new DeclarationPace(policy.policy.clock.slot_min, policy.policy.capture.min_interval_min);
  const turns = new Turns({
    log,
    world,
    clock,
    ids,
    logger,
    policyHash: policy.hash,
    node: ports.node ?? 'seul',
    raised: () => memory.raised,
    onCommitted: () => gateway.publisher.touch(),
    onTurn: (ms) => metrics.turnTook(ms),
    onStarved: () => shared?.tellStarved(),
    isClockWrong: () => clocks?.state === 'wrong',
    beforeSettling: () => gateway.publisher.flush(),
    onErased: () => void snapshots.keep().catch(onFault),
  });
  const shared: SharedMemory | undefined =
    bus &&
    clocks &&
    shareMemory(
      { ...parts, pace, screens, clocks },
      {
        self,
        bus,
        now: () => clock.now(),
        onChange: () => gateway.publisher.touch(),
        onStarved: () => turns.giveWay(),
        onIdentities: () => void identity?.hearOthers().catch(onFault),
        onViolation: () => violations.overLimit('memory-bus'),
      },
    );
  identity?.onKept(() => shared?.tellIdentities());
  const heed = async (cookie: string | undefined) => identity?.heed(cookie);
  const violations = new Violations(logger);
  function turnedAway(who: Holder, to: RefusedKind): void {
    violations.overLimit(`refused-${to}`);
    refusals.tell(who, to, clock.now());
  }
  const remembered = () => shared?.tell();
  const { views } = world;
  const frames = new ViewFrames({
    views,
    memory,
    clock,
    epoch: log.epoch,
    territory: territory.id,
    policyHash: policy.hash,
    simulated: demo,
  });
  const commands = new CommandDesk({
    clock,
    memory,
    pace,
    audit,
    violations,
    turnedAway,
    acted: (who) => void identity?.sessions.touch(who).catch(onFault),
    submit: (id, command, filedBy) => turns.submit(id, command, filedBy),
    refuse: (id, refusal) => turns.refuse(id, refusal),
    settled: () => turns.run(),
    remembered,
    touched: () => gateway.publisher.touch(),
    onFault,
  });
  const gateway = new Gateway(http, {
    onFault,
    clock,
    memory,
    screens,
    views,
    frames,
    commands,
    violations,
    holders,
    heed,
    grants,
    audit,
    refusals,
    origins,
    limits: limits.sockets,
    pressure,
    proxies,
    headers,
    epoch: log.epoch,
    answered: (ack) => metrics.answered(ack),
    remembered,
    isStale: () => turns.isStale,
    caughtUp: () => turns.caughtUp(),
  });

  const metrics = new Metrics({
    territory: territory.id,
    violations: violations.counts,
    connections: () => gateway.connections.reduce((sum, { count }) => sum + count, 0),
    isStorageUp: () => !turns.isStorageAway,
    isReady: mayTakePeople,
    lastFactAge: () => (world.latest === null ? null : elapsed(world.latest, clock.now()) / SECOND),
    clockSkew: () => {
      const aheadMs = clocks?.aheadMs ?? null;
      return aheadMs === null ? null : aheadMs / SECOND;
    },
  });
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const { outbox } = gateway;
  addRoutes(app, {
    outbox,
    headers,
    origins,
    trustedProxies,
    readiness: () => {
      const clockIs = clocks?.state;
      return {
        isReady: mayTakePeople(),
        clock: clockIs === 'off' || clockIs === 'wrong' ? clockIs : 'fine',
        storage: turns.whyStorageAway,
      };
    },
    heed,
    door: {
      limits: limits.requests,
      proxies,
      holders,
      origins,
      pressure,
      violation: (rule) => violations.overLimit(rule),
    },
    opened,
    pairing: identity ? { identity, outbox, logger, origins, onFault } : null,
    exports: {
      outbox,
      views,
      clock,
      logger,
      territory: () => world.territory,
      onFault,
      simulated: demo,
      holders,
      grants,
      audit,
      refusals,
      policy: policy.policy,
    },
  });
  const health = new HealthReport({
    log,
    retention: () => world.state(retentionStream),
    nextPurge: () => nextPurge(log, world, clock.now()),
    now: () => clock.now(),
    connections: () => gateway.connections,
    violations: violations.counts,
  });
  // Before anyone is served: what the others hold is not to be guessed here.
  await shared?.join();
  // A simulated day has a clock of its own, which no other clock says anything about.
  const compareClocks = async () => (demo ? undefined : clocks?.look());
  await compareClocks();
  const stopLooks = startLooks({
    clock,
    turns,
    snapshots,
    onTime: () => {
      void turns.run();
      shared?.tell();
      gateway.publisher.touch();
    },
    compareClocks,
    onFault,
  });

  return {
    http,
    express: app,
    world,
    host: hostOf({
      gateway,
      turns,
      world,
      log,
      clock,
      ids,
      holders,
      grants,
      turnedAway,
      identity,
      party: ports.party,
      policy,
      harness: ports.harness ?? null,
      health,
      demo,
      onFault,
    }),
    settle: () => turns.run(),
    caughtUp: () => turns.caughtUp(),
    ready: () => {
      isReady = true;
      open();
    },
    announceClock: () => gateway.announceClock(),
    tellClosures: (closures) => turns.tellClosures(closures),
    feedHeard: (everyMin) => feeds.heard('transport', everyMin, clock.now()),
    metrics,
    isReady: mayTakePeople,
    drain: async ({ noticeMs, overMs }) => {
      isDraining = true;
      logger({ kind: 'draining' });
      // Whoever leads people here finds out first, so that nobody who is let go comes back here.
      if (noticeMs > 0) await new Promise((resolve) => setTimeout(resolve, noticeMs));
      await gateway.sendAway(overMs);
    },
    close: async () => {
      stopLooks();
      await turns.close();
      await shared?.close();
      const closed = gateway.close();
      http.closeAllConnections();
      await closed;
      if (snapshots.isBehind) await snapshots.keep().catch(onFault);
      await log.close();
    },
  };
}

import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import type { Host } from '#shared/host';
import type { StationClosures } from '#shared/domain/station-closure/events';
import { elapsed, MINUTE, SECOND } from '#shared/kernel/instant';
import type { Territory } from '#shared/territory/schema';
import { noAudit, type Audit, type RefusedKind } from './accounts/audit.ts';
import { GrantBook } from './accounts/grant-book.ts';
import { RefusalTrail } from './accounts/refusal-trail.ts';
import type { Holder, Holders } from './accounts/holder.ts';
import type { Identity } from './accounts/identity/identity.ts';
import { pagesDesk } from './accounts/identity/pages-desk.ts';
import type { RelyingParty } from './accounts/oidc/relying-party.ts';
import { openingOf } from './accounts/opening.ts';
import { scopesIn } from './accounts/scopes.ts';
import { dispatchStream, retentionStream } from './commands/aggregates.ts';
import { whyNoDuty } from './commands/contexts.ts';
import { catchUp, Turns } from './commands/turns.ts';
import { SNAPSHOT_FORMAT, World } from './commands/world.ts';
import { CommandDesk } from './gateway/command-desk.ts';
import { Gateway } from './gateway/gateway.ts';
import { ViewFrames } from './gateway/view-frames.ts';
import { Violations } from './gateway/violations.ts';
import { exportRoutes } from './http/exports.ts';
import { doorkeeper } from './http/doorkeeper.ts';
import { securityHeaders } from './http/headers.ts';
import { pairingRoutes } from './http/pairing.ts';
import { boundPreferences } from './http/preferences.ts';
import { boundedServer } from './http/server.ts';
import { statusOf, turnAway } from './http/turn-away.ts';
import { TrustedProxies } from './limits/client-address.ts';
import { LIMITS, type Limits } from './limits/limits.ts';
import { whereFrom } from './http/where-from.ts';
import type { EventLog } from './log/event-log.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Logger } from './ports/logger.ts';
import { DeclarationPace } from './presence/declaration-pace.ts';
import { FeedWatch } from './live/feed-watch.ts';
import { LiveMemory } from './live/live-memory.ts';
import { SceneMemory } from './live/scene-memory.ts';
import { ScreenWatch } from './live/screen-watch.ts';
import { AttentionMemory } from './presence/attention.ts';
import { PlanMemory } from './presence/plans.ts';
import { PresenceMemory } from './presence/presence.ts';
import { SafetyTimers } from './presence/safety-timers.ts';
import { alarmFacts, alarmThresholds } from './projections/alarm-facts.ts';
import { Metrics } from './metrics/metrics.ts';
import { ClockWatch } from './nodes/clock-watch.ts';
import { clockLine } from './nodes/clock-line.ts';
import type { MemoryBus } from './nodes/memory-bus.ts';
import { shareMemory } from './nodes/share.ts';
import type { SharedMemory } from './nodes/shared-memory.ts';
import { isReachedSecurely } from './reach.ts';
import type { SignedPolicy } from './release/policy.ts';
import { finishErasures } from './retention/finish.ts';
import { HealthReport } from './retention/health.ts';
import { releaseHealth, releaseReadiness } from './release/release.ts';
import { nextPurge } from './retention/next-purge.ts';
import { audited, settingsDesk } from './territory/settings-desk.ts';

/**
 * How often the product's time is looked at, in real milliseconds: a timer is late by this much at most. Commands wait for
 * no look; at rest it is all that a territory costs, so that at the pace of life, where timers are minutes, it is rarer.
 */
const CLOCK_LOOK_MS = { life: 500, faster: 100 };
/** A start reads at most this many events beside the snapshot. */
const SNAPSHOT_EVERY_EVENTS = 20_000;
const SNAPSHOT_LOOK_MS = MINUTE;
const STORAGE_LOOK_MS = 2_000;
const COMPARE_CLOCKS_MS = 5_000;

/** The audiences that are shown side by side. */
const SAME_MINUTE = ['coordination', 'hospital', 'wall', 'ratp'] as const;

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
  const { log, clock, ids, logger, territory, policy, holders, demo } = ports;
  const audit = ports.audit ?? noAudit;
  const refusals = new RefusalTrail(audit, holders);
  const world = new World(territory, policy.policy);
  const snapshot = await log.loadSnapshot(SNAPSHOT_FORMAT);
  if (snapshot) world.restore(snapshot.position, snapshot.body);
  await catchUp(log, world);
  let snapshotAt = snapshot?.position ?? 0;
  logger({ kind: 'restored', position: world.position, fromSnapshot: snapshot !== undefined });

  function onFault(cause: unknown): string {
    const reference = ids.faultReference();
    logger({ kind: 'fault', reference, cause });
    return reference;
  }

  // A crash between the fact and the deed: nothing is served before what was declared erased is.
  const unfinished = await finishErasures(log, world.state(retentionStream));
  if (unfinished > 0) await writeSnapshot();

  let isReady = false;
  let isDraining = false;
  const mayTakePeople = () => isReady && !isDraining && !turns.isStorageAway && clocks?.state !== 'wrong';
  const app = express();
  const limits = ports.limits ?? LIMITS;
  const proxies = new TrustedProxies(ports.trustedProxies);
  const origins = ports.origins ?? [];
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
      onChange: (is, aheadMs) => logger(clockLine(is, aheadMs)),
    });
  const feeds = new FeedWatch();
  const parts = {
    presence: new PresenceMemory(policy.policy.roles.lead.presence.ttl_min, world.places),
    timers: new SafetyTimers(),
    plans: new PlanMemory(territory.teams),
    scenes: new SceneMemory(territory.surface.sectors),
    attention: new AttentionMemory(),
  };
  const memory = new LiveMemory({
    ...parts,
    known: {
      out: () => world.out,
      whyNot: (now) => whyNoDuty(world.places, world.windows, now),
      alarmFacts: (timers, plans, now) => ({
        ...alarmFacts(world, timers, plans, now),
        screens: screens.silent(),
        feeds: feeds.current(),
      }),
      thresholds: () => alarmThresholds(world),
      answers: () => world.state(dispatchStream).answers,
    },
  });
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
    onErased: () => void keepSnapshot().catch(onFault),
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
        onIdentities: () => void ports.identity?.hearOthers().catch(onFault),
        onViolation: () => violations.overLimit('memory-bus'),
      },
    );
  ports.identity?.onKept(() => shared?.tellIdentities());
  const heed = async (cookie: string | undefined) => ports.identity?.heed(cookie);
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
    acted: (who) => void ports.identity?.sessions.touch(who).catch(onFault),
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
  // A wake that was lost, and a storage that came back to a server which nobody asks anything, are found out here.
  const storageLook = setInterval(() => void turns.caughtUp().catch(() => {}), STORAGE_LOOK_MS);

  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const waitUntilReady: RequestHandler = (_request, _response, next) => void opened.then(() => next());

  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', [...(ports.trustedProxies ?? [])]);
  app.use(headers);
  app.use(whereFrom(origins));
  if (isReachedSecurely(origins)) app.use(boundPreferences);
  app.get('/api/health', (_request, response) => {
    gateway.outbox.document(response, 200, releaseHealth());
  });
  app.get('/api/ready', (_request, response) => {
    const may = mayTakePeople();
    const clockIs = clocks?.state === 'off' || clocks?.state === 'wrong' ? clocks.state : 'fine';
    gateway.outbox.document(response, may ? 200 : 503, releaseReadiness(may, clockIs));
  });
  // First of all: whoever came in on another server a moment ago is no stranger here.
  app.use((request, _response, next) => void heed(request.headers.cookie).then(() => next(), next));
  app.use(
    doorkeeper({
      limits: limits.requests,
      proxies,
      holders,
      origins,
      pressure,
      violation: (rule) => violations.overLimit(rule),
    }),
  );
  app.use(waitUntilReady);
  const { outbox } = gateway;
  const reading = {
    outbox,
    views: world.views,
    clock,
    logger,
    territory: () => world.territory,
    onFault,
    simulated: demo,
  };
  if (ports.identity)
    app.use(
      pairingRoutes({ identity: ports.identity, outbox, logger, origins: ports.origins ?? [], onFault }),
    );
  app.use(exportRoutes({ ...reading, holders, grants, audit, refusals, policy: policy.policy }));
  const health = new HealthReport({
    log,
    retention: () => world.state(retentionStream),
    nextPurge: () => nextPurge(log, world, clock.now()),
    now: () => clock.now(),
    connections: () => gateway.connections,
    violations: violations.counts,
  });
  const readerOf = (cookie: string | null) => holders.holderOf(cookie ?? undefined);

  const identityDesk = ports.identity
    ? pagesDesk({
        identity: ports.identity,
        party: ports.party ?? null,
        holderOf: (cookie) => holders.holderOf(cookie),
        demo,
        onFault,
        scopes: scopesIn(territory),
      })
    : null;

  // Before anyone is served: what the others hold is not to be guessed here.
  await shared?.join();
  // A simulated day has a clock of its own, which no other clock says anything about.
  const compareClocks = async () => (demo ? undefined : clocks?.look());
  await compareClocks();
  const clocksLook = setInterval(() => void compareClocks().catch(onFault), COMPARE_CLOCKS_MS);
  let clockLook: NodeJS.Timeout;
  const lookAgain = () => {
    clockLook = setTimeout(
      () => {
        lookAgain();
        void turns.run();
        shared?.tell();
        gateway.publisher.touch();
      },
      clock.speed > 1 ? CLOCK_LOOK_MS.faster : CLOCK_LOOK_MS.life,
    );
  };
  lookAgain();
  const snapshotLook = setInterval(() => {
    // Without it a start only reads more of the log: no reason to stop.
    if (world.position - snapshotAt >= SNAPSHOT_EVERY_EVENTS) void keepSnapshot().catch(onFault);
  }, SNAPSHOT_LOOK_MS);

  async function writeSnapshot(): Promise<void> {
    snapshotAt = world.position;
    await log.saveSnapshot({ position: world.position, format: SNAPSHOT_FORMAT, body: world.save() });
  }

  async function keepSnapshot(): Promise<void> {
    await writeSnapshot();
    if (!ports.bus) return;
    // Another server may have erased while this one wrote down what it still knew.
    const { erased } = world.state(retentionStream);
    await turns.caughtUp();
    if (world.state(retentionStream).erased !== erased) await keepSnapshot();
  }

  return {
    http,
    express: app,
    world,
    host: {
      firstFrame: (view, cookie) => gateway.firstFrame(view, readerOf(cookie)),
      mayOpen: (route, own, cookie) => openingOf(grants, readerOf(cookie), route, own),
      turnedAway: (cookie) => turnedAway(readerOf(cookie), 'page'),
      mayWatch: (view, cookie) => grants.mayWatch(readerOf(cookie), view),
      grantsOf: (cookie) => holders.grantsOf(readerOf(cookie)),
      policy: { text: policy.policy, hash: policy.hash, warnings: policy.warnings },
      harness: ports.harness ?? null,
      sameMinute: (cookie) => {
        const reader = readerOf(cookie);
        const shown = SAME_MINUTE.filter((audience) => grants.mayWatch(reader, audience));
        return shown.length > 0
          ? shown.map((audience) => ({ audience, bytes: gateway.frameText(audience) }))
          : null;
      },
      seenAs: (audience, cookie) =>
        grants.mayWatch(readerOf(cookie), 'lead') ? gateway.frameText(audience) : null,
      identity: identityDesk,
      inForce: () => {
        const { services, rhythm } = world.territory;
        return { restSpaces: services.restSpaces, thresholds: rhythm.thresholds };
      },
      settings: settingsDesk({
        world,
        log,
        clock,
        ids,
        holders,
        identity: ports.identity,
        audited: audited(ports.identity, identityDesk?.journal, demo),
        // Filed by nobody in particular: a setting is answered on its own page, and who set it is the audit's.
        submit: (id, command) => turns.submit(id, command, 'coordination'),
        onFault,
      }),
      health: (cookie) =>
        openingOf(grants, readerOf(cookie), '/admin/sante', null) === 'open'
          ? health.read()
          : Promise.resolve(null),
      simulated: demo,
      get speed() {
        return clock.speed;
      },
    },
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
      clearTimeout(clockLook);
      clearInterval(snapshotLook);
      clearInterval(storageLook);
      clearInterval(clocksLook);
      await turns.close();
      await shared?.close();
      const closed = gateway.close();
      http.closeAllConnections();
      await closed;
      if (world.position > snapshotAt) await keepSnapshot().catch(onFault);
      await log.close();
    },
  };
}

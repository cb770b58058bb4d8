import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isOpen } from '#shared/domain/admission/state';
import { provideHost } from '#shared/host';
import { DAY, MINUTE, type Instant } from '#shared/kernel/instant';
import { instantAtLocal, localDateOf, minutesOf } from '#shared/kernel/local-time';
import type { Territory } from '#shared/territory/schema';
import { demoHolders } from './accounts/holder.ts';
import type { Identity } from './accounts/identity/identity.ts';
import { firstRunNote, openIdentity } from './accounts/identity/open-identity.ts';
import { openProviders } from './accounts/oidc/open-providers.ts';
import { createApp, type App } from './app.ts';
import { d2oStream, placementStream } from './commands/aggregates.ts';
import { readConfig, type Config } from './config.ts';
import { demoStartsAt, startDemo } from './demo/demo.ts';
import { EVENING_BEGINS_AT } from './demo/evening/script.ts';
import { tellingSeed } from './demo/telling-seed.ts';
import { ADDRESS_HEADER, PROTOCOL_HEADER } from './http/where-from.ts';
import { serveMetrics } from './metrics/serve.ts';
import { openStorage } from './nodes/storage.ts';
import { SettableClock, systemClock } from './ports/clock.ts';
import { randomIds } from './ports/ids.ts';
import { consoleLogger, loggerOf, type Logger } from './ports/logger.ts';
import { loadPolicy } from './release/policy.ts';
import { followFeed } from './transport/follow.ts';
import { recordedClosures } from './transport/recorded.ts';
import { loadTerritory } from './territory/load-pack.ts';

/** At sixty times the pace of life, the hour at which a demonstration begins: evening tours are out, some areas are covered. */
const DEMO_BEGINS_AT = '19:12';
/** A demonstration stopped for less than this goes on where it was; later, a new day begins. */
const DEMO_RESUMES_WITHIN = 10 * MINUTE;
/** The longest that a stop takes beside the notice of it. */
const SHUTDOWN_MS = 8_000;
/** Clients are let go over this time at most, so that those who take them are not asked for all at once. */
const FAREWELL_MS = 3_000;
/** A session that time has ended is felt within this. */
const IDENTITY_LOOK_MS = 5_000;

let logger: Logger = consoleLogger;

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  logger = loggerOf({ node: config.nodes.node, territory: config.territory });
  const shared = new URL('../shared/', import.meta.url);
  const territory = loadTerritory(new URL(`territories/${config.territory}/`, shared).pathname);
  const policy = loadPolicy(new URL('policy/release.json', shared), territory, {
    demonstration: config.demo,
  });
  for (const warning of policy.warnings)
    logger({ kind: 'note', text: `policy: ${warning.invariant}: ${warning.reason}` });

  const folder = join(config.dataFolder, config.demo ? demoFolder(config) : 'live');
  if (config.demo && !resumes(folder, config)) rmSync(folder, { recursive: true, force: true });
  const { log, identities, bus } = await openStorage({
    folder,
    territory: config.territory,
    redis: config.nodes.redis,
    secret: config.identity.secret,
    note: (text) => logger({ kind: 'note', text }),
  });
  const present = demoPresent(config, territory);
  const identity = await openIdentity(folder, config.identity, {
    store: identities,
    clock: systemClock,
    policy: () => policy.hash,
    isSecure: config.isSecure,
    onFault,
    demo: config.demo,
  });
  // A demonstration has no account to sign in to.
  const party = openProviders(config.demo ? null : config.identity.providers, identity, territory, {
    origin: originOf(config),
    clock: systemClock,
    onFault,
  });
  const demoClock = config.demo ? new SettableClock(demoStartsAt(territory, present)) : undefined;

  const app = await createApp({
    log,
    clock: demoClock ?? systemClock,
    ids: randomIds,
    logger,
    territory,
    policy,
    harness: harnessReport(new URL('policy/harness-report.json', shared)),
    holders: config.demo ? demoHolders : identity.holders,
    // A simulated hour is nobody's: what is done in a demonstration is not audited by its borders.
    ...(config.demo ? {} : { audit: identity.audit }),
    identity,
    ...(party && { party }),
    origins: config.origins,
    trustedProxies: config.trustedProxies,
    limits: config.limits,
    demo: config.demo,
    node: config.nodes.node,
    ...(bus && { bus }),
  });
  provideHost(app.host);
  const pages = await servePages(app, config);
  await new Promise<void>((resolve) => app.http.listen(config.port, config.host, resolve));
  const demo = demoClock ? await beginDemo(app, demoClock, config, territory, present) : undefined;
  // A simulated day has its own closures: the real feed is for real days.
  const stopFeed =
    config.transport && !config.demo
      ? followFeed(config.transport, {
          territory,
          identifiers: identifiersOf(territory),
          clock: systemClock,
          logger,
          tell: (closures) => app.tellClosures(closures),
          heard: (everyMin) => app.feedHeard(everyMin),
        })
      : () => {};
  const stopIdentity = lookAfter(identity);
  const { metrics } = config.nodes;
  const stopMetrics = metrics ? await serveMetrics(app.metrics, metrics.port, metrics.host) : () => {};
  app.ready();
  logger({ kind: 'started', port: config.port, simulated: config.demo, policy: policy.hash });
  if (config.demo)
    process.stdout.write(`\n  Passerelle (données simulées) : http://localhost:${config.port}\n\n`);
  else process.stdout.write((await firstRunNote(identity, originOf(config))) ?? '');

  const shutdown = async () => {
    // An open tab must not hold the process.
    setTimeout(() => process.exit(0), config.nodes.drainNoticeMs + SHUTDOWN_MS).unref();
    stopFeed();
    await app.drain({ noticeMs: config.nodes.drainNoticeMs, overMs: FAREWELL_MS });
    stopIdentity();
    stopMetrics();
    await demo?.stop();
    await pages.close();
    await app.close();
    await bus?.close();
    await identity.close();
    logger({ kind: 'stopped' });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void shutdown());
}

/** The built pages, or in development Vite's. Both after the API and behind the same headers. */
async function servePages(app: App, config: Config): Promise<{ close(): Promise<void> }> {
  tellPages(config);
  if (config.dev) {
    const { createServer } = await import('vite');
    // The same port for hot updates: a second one would be blocked by the content security policy.
    const vite = await createServer({
      appType: 'custom',
      server: { middlewareMode: true, hmr: { server: app.http } },
    });
    app.express.use(vite.middlewares);
    return { close: () => vite.close() };
  }
  const built = new URL('../build/handler.js', import.meta.url);
  if (!existsSync(built))
    throw new Error('the pages are not built: npm run build, or npm start which builds first');
  const { handler } = (await import(built.href)) as { handler: Parameters<App['express']['use']>[0] };
  app.express.use(handler);
  return { close: async () => {} };
}

/**
 * What the pages' server reads from the environment when it is loaded. It compares the origin of a form with its own:
 * behind another name that is this name, the first of them; on this machine, the one that was asked.
 */
function tellPages({ origins: [origin], limits }: Config): void {
  delete process.env['ORIGIN'];
  if (origin !== undefined) process.env['ORIGIN'] = origin;
  process.env['ADDRESS_HEADER'] = ADDRESS_HEADER;
  process.env['PROTOCOL_HEADER'] = PROTOCOL_HEADER;
  process.env['BODY_SIZE_LIMIT'] = String(limits.requests.bodyBytes);
}

/** Its address in a browser: of this machine, unless the configuration gives another. */
function originOf({ origins: [origin], port }: Config): string {
  return origin ?? `http://localhost:${port}`;
}

/** Does what time makes due among identities, until it is stopped. */
function lookAfter(identity: Identity): () => void {
  const look = setInterval(() => void identity.settle().catch(onFault), IDENTITY_LOOK_MS);
  const forget = () => void identity.audit.forgetOld().catch(onFault);
  const daily = setInterval(forget, DAY);
  forget();
  return () => {
    clearInterval(look);
    clearInterval(daily);
  };
}

function onFault(cause: unknown): void {
  logger({ kind: 'fault', reference: randomIds.faultReference(), cause });
}

function beginDemo(app: App, clock: SettableClock, config: Config, territory: Territory, present: Instant) {
  const { latest } = app.world;
  const requests = [...app.world.state(d2oStream).requests];
  const openRequests = requests.flatMap(([code, request]) =>
    isOpen(request) ? [{ code, requestedAt: request.requestedAt }] : [],
  );
  const openPlacements = app.world.placements.flatMap((code) => {
    const placement = app.world.state(placementStream(code));
    return placement?.kind === 'ouvert' ? [{ code, openedAt: placement.openedAt }] : [];
  });
  if (latest) clock.set(latest);
  return startDemo({
    url: `http://${config.host}:${config.port}`,
    territory,
    clock: {
      now: () => clock.now(),
      jumpTo: (instant) => {
        clock.set(instant);
        return app.settle();
      },
      run: (speed) => {
        clock.run(speed);
        app.announceClock();
      },
    },
    seed: config.seed ?? tellingSeed(territory, present),
    speed: config.speed,
    scenario: config.scenario,
    readFeed: () => app.tellClosures(recordedClosures(territory, identifiersOf(territory), clock.now())),
    log: logger,
    newId: () => randomIds.command(),
    present,
    resume: latest ? { after: latest, openRequests, openPlacements } : undefined,
  });
}

/** The adversary harness's report that was shipped with this policy; null before the first one. */
function harnessReport(file: URL): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** Today at the hour asked for; at the pace of life, now. */
function demoPresent({ at, speed, scenario }: Config, { rhythm: { timezone } }: Territory): Instant {
  const now = systemClock.now();
  const begins = scenario === 'evening' ? EVENING_BEGINS_AT : at;
  if (begins === null && speed === 1) return now;
  return instantAtLocal(timezone, localDateOf(timezone, now), minutesOf(begins ?? DEMO_BEGINS_AT));
}

/** The operator's numbers of the stations of this territory. */
function identifiersOf({ id }: Territory): URL {
  return new URL(`../shared/territories/${id}/idfm.json`, import.meta.url);
}

/** Each scenario has a log of its own: none goes on where another was stopped. */
function demoFolder({ scenario }: Config): string {
  return scenario === 'ordinaire' ? 'demo' : `demo-${scenario}`;
}

/** A script is played from its first line or not at all. */
function resumes(folder: string, { fresh, at, scenario }: Config): boolean {
  if (fresh || at !== null || scenario === 'evening' || !existsSync(folder)) return false;
  return Date.now() - statSync(folder).mtimeMs < DEMO_RESUMES_WITHIN;
}

await main().catch((cause: unknown) => {
  // What stops a start is for the person who starts it: one sentence, not a stack of our files.
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
});

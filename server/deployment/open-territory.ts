import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DAY } from '#shared/kernel/instant';
import { demoHolders } from '#server/accounts/holder';
import type { Identity } from '#server/accounts/identity/identity';
import { firstRunNote, openIdentity } from '#server/accounts/identity/open-identity';
import { openProviders } from '#server/accounts/oidc/open-providers';
import { createApp, type App } from '#server/app';
import type { Config } from '#server/config';
import { openStorage } from '#server/nodes/storage';
import { systemClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import { loggerOf } from '#server/ports/logger';
import { isReachedSecurely } from '#server/reach';
import { loadPolicy } from '#server/release/policy';
import { loadTerritory } from '#server/territory/load-pack';
import { followFeed } from '#server/transport/follow';
import { Demonstration } from './demonstration.ts';
import type { TerritoryConfig } from './environment.ts';
import { servePages } from './pages.ts';

/** Clients are let go over this time at most, so that those who take them are not asked for all at once. */
const FAREWELL_MS = 3_000;
/** A session that time has ended is felt within this. */
const IDENTITY_LOOK_MS = 5_000;

const shared = new URL('../../shared/', import.meta.url);

/** One territory of this process: its own log, identities, policy, pages and figures. It listens nowhere itself. */
export type OpenTerritory = {
  readonly app: App;
  /** The names of its addresses with their ports, as a request says them; none where any name leads to it. */
  readonly hosts: readonly string[];
  /** Takes people, once somebody listens before it. Gives what its first start has to say to whoever reads the console. */
  begin(): Promise<string | null>;
  /** Says that it takes nobody more, and lets everyone go. */
  drain(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens what one territory needs, from its pack to its pages.
 * @throws Error with a sentence for who starts it
 */
export async function openTerritory(config: Config, own: TerritoryConfig): Promise<OpenTerritory> {
  const { id, origins } = own;
  const logger = loggerOf({ node: config.nodes.node, territory: id });
  const onFault = (cause: unknown) => logger({ kind: 'fault', reference: randomIds.faultReference(), cause });
  const pack = new URL(`territories/${id}/`, shared);
  const territory = loadTerritory(pack.pathname);
  if (territory.id !== id) throw new Error(`territory.json: id: the folder of this pack is ${id}`);
  const policyFile = own.policy === null ? new URL('policy/release.json', shared) : pathToFileURL(own.policy);
  const policy = loadPolicy(policyFile, territory, { demonstration: config.demo });
  for (const warning of policy.warnings)
    logger({ kind: 'note', text: `policy: ${warning.invariant}: ${warning.reason}` });

  const identifiers = new URL('idfm.json', pack);
  const demo = config.demo ? new Demonstration(config, territory, own.dataFolder, identifiers) : undefined;
  const folder = demo?.folder ?? join(own.dataFolder, 'live');
  const { log, identities, bus } = await openStorage({
    folder,
    territory: id,
    redis: config.nodes.redis,
    secret: own.identity.secret,
    note: (text) => logger({ kind: 'note', text }),
  });
  const identity = await openIdentity(folder, own.identity, {
    store: identities,
    clock: systemClock,
    policy: () => policy.hash,
    isSecure: isReachedSecurely(origins),
    onFault,
    demo: config.demo,
  });
  const origin = origins[0] ?? `http://localhost:${config.port}`;
  // A demonstration has no account to sign in to.
  const party = openProviders(config.demo ? null : own.identity.providers, identity, territory, {
    origin,
    clock: systemClock,
    onFault,
  });
  const app = await createApp({
    log,
    clock: demo?.clock ?? systemClock,
    ids: randomIds,
    logger,
    territory,
    policy,
    harness: harnessReport(new URL('harness-report.json', policyFile)),
    holders: config.demo ? demoHolders : identity.holders,
    // A simulated hour is nobody's: what is done in a demonstration is not audited by its borders.
    ...(config.demo ? {} : { audit: identity.audit }),
    identity,
    ...(party && { party }),
    origins,
    trustedProxies: config.trustedProxies,
    limits: config.limits,
    demo: config.demo,
    node: config.nodes.node,
    ...(bus && { bus }),
  });
  const pages = await servePages(app, { territory: id, dev: config.dev, limits: config.limits });
  let stopFeed = () => {};
  let stop = () => Promise.resolve();

  return {
    app,
    hosts: origins.map((address) => new URL(address).host),
    begin: async () => {
      const day = await demo?.begin(app, logger);
      // A simulated day has its own closures: the real feed is for real days.
      if (own.transport && !demo)
        stopFeed = followFeed(own.transport, {
          territory,
          identifiers,
          clock: systemClock,
          logger,
          tell: (closures) => app.tellClosures(closures),
          heard: (everyMin) => app.feedHeard(everyMin),
        });
      const stopIdentity = lookAfter(identity, onFault);
      stop = async () => {
        stopIdentity();
        await day?.stop();
      };
      app.ready();
      logger({ kind: 'started', port: config.port, simulated: config.demo, policy: policy.hash });
      return demo ? null : firstRunNote(identity, origin);
    },
    drain: () => {
      stopFeed();
      return app.drain({ noticeMs: config.nodes.drainNoticeMs, overMs: FAREWELL_MS });
    },
    close: async () => {
      await stop();
      await pages.close();
      await app.close();
      await bus?.close();
      await identity.close();
      logger({ kind: 'stopped' });
    },
  };
}

/** Does what time makes due among identities, until it is stopped. */
function lookAfter(identity: Identity, onFault: (cause: unknown) => void): () => void {
  const look = setInterval(() => void identity.settle().catch(onFault), IDENTITY_LOOK_MS);
  const forget = () => void identity.audit.forgetOld().catch(onFault);
  const daily = setInterval(forget, DAY);
  forget();
  return () => {
    clearInterval(look);
    clearInterval(daily);
  };
}

/** The adversary harness's report that was shipped with this policy; null before the first one. */
function harnessReport(file: URL): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

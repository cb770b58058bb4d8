import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Audit } from '#server/accounts/audit';
import { demoHolders, nobodyHolders, type Holders } from '#server/accounts/holder';
import type { Identity } from '#server/accounts/identity/identity';
import type { RelyingParty } from '#server/accounts/oidc/relying-party';
import { createApp, type App } from '#server/app';
import type { MemoryBus } from '#server/nodes/memory-bus';
import { openEmbeddedLog } from '#server/log/embedded';
import type { Limits } from '#server/limits/limits';
import type { EventLog } from '#server/log/event-log';
import { SettableClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import type { LogLine } from '#server/ports/logger';
import { loadPolicy } from '#server/release/policy';
import { loadTerritory } from '#server/territory/load-pack';
import type { Instant } from '#shared/kernel/instant';
import type { Territory } from '#shared/territory/schema';

const shared = new URL('../../shared/', import.meta.url);
export const territory = loadTerritory(new URL('territories/paris-nord-est/', shared).pathname);
export const policy = loadPolicy(new URL('policy/release.json', shared), territory, {
  demonstration: true,
});

export type Served = {
  app: App;
  url: string;
  clock: SettableClock;
  /** What the server wrote to its journal. */
  lines: LogLine[];
  /** Moves the product's time and waits until everything due then is done. */
  at(instant: Instant): Promise<void>;
  /** Stops the server; its folder goes too, unless another server is to take it over. */
  stop(options?: { keepFolder: boolean }): Promise<void>;
};

/** A folder for one server's log, in the system's temporary place. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'passerelle-'));
}

export type ServeOptions = {
  /** The log of several servers, instead of one of its own. */
  log?: EventLog;
  /** The clock of several servers, moved by whoever gave it. */
  clock?: SettableClock;
  /** Its name among the servers on one log. */
  node?: string;
  /** How it and the others tell each other what is memory only. */
  bus?: MemoryBus;
  /** Stands between the server and its log, to make it fail. */
  through?: (log: EventLog) => EventLog;
  /** Whether it is a demonstration, whose doors are open: it is unless a test is about that. */
  demo?: boolean;
  /** Who may do what; by default anyone anything in a demonstration, and nobody anything elsewhere. */
  holders?: Holders;
  /** Which territory it serves, instead of the default pack. */
  territory?: Territory;
  audit?: Audit;
  identity?: Identity;
  party?: RelyingParty;
  origins?: readonly string[];
  limits?: Limits;
  trustedProxies?: readonly string[];
  /** Where it listens; a free port unless told. */
  port?: number;
};

/** A whole server on a free port of this machine, with a log of its own and a clock that the test moves. */
export async function serveApp(
  start: Instant,
  folder = newFolder(),
  {
    through = (each) => each,
    demo = true,
    log,
    clock = new SettableClock(start),
    port = 0,
    ...more
  }: ServeOptions = {},
): Promise<Served> {
  const lines: LogLine[] = [];
  const app = await createApp({
    log: log ?? through(openEmbeddedLog({ folder, newEpoch: () => randomIds.epoch() })),
    clock,
    ids: randomIds,
    logger: (line) => lines.push(line),
    territory,
    policy,
    holders: demo ? demoHolders : nobodyHolders,
    ...more,
    demo,
  });
  await new Promise<void>((resolve) => app.http.listen(port, '127.0.0.1', resolve));
  app.ready();
  await app.settle();
  return {
    app,
    clock,
    lines,
    url: `http://127.0.0.1:${(app.http.address() as AddressInfo).port}`,
    at: async (instant) => {
      clock.set(instant);
      await app.settle();
    },
    stop: async ({ keepFolder } = { keepFolder: false }) => {
      await app.close();
      if (!keepFolder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isOpen } from '#shared/domain/admission/state';
import { MINUTE, type Instant } from '#shared/kernel/instant';
import { instantAtLocal, localDateOf, minutesOf } from '#shared/kernel/local-time';
import type { Territory } from '#shared/territory/schema';
import type { App } from '#server/app';
import { d2oStream, placementStream } from '#server/commands/aggregates';
import type { Config } from '#server/config';
import { demoStartsAt, startDemo } from '#server/demo/demo';
import { EVENING_BEGINS_AT } from '#server/demo/evening/script';
import { tellingSeed } from '#server/demo/telling-seed';
import { SettableClock, systemClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import type { Logger } from '#server/ports/logger';
import { recordedClosures } from '#server/transport/recorded';

/** At sixty times the pace of life, the hour at which a demonstration begins: evening tours are out, some areas are covered. */
const DEMO_BEGINS_AT = '19:12';
/** A demonstration stopped for less than this goes on where it was; later, a new day begins. */
const DEMO_RESUMES_WITHIN = 10 * MINUTE;

type Asked = Pick<Config, 'host' | 'port' | 'fresh' | 'at' | 'speed' | 'seed' | 'scenario'>;

/** A simulated day of a territory, as the command line asks for it. */
export class Demonstration {
  readonly clock: SettableClock;
  /** Where it rests: what is left there is of a day that goes on. */
  readonly folder: string;
  readonly #asked: Asked;
  readonly #territory: Territory;
  readonly #present: Instant;
  readonly #identifiers: URL;

  /** @param identifiers the operator's numbers of the stations of this territory */
  constructor(asked: Asked, territory: Territory, dataFolder: string, identifiers: URL) {
    this.#asked = asked;
    this.#territory = territory;
    this.#identifiers = identifiers;
    this.#present = presentOf(asked, territory);
    this.clock = new SettableClock(demoStartsAt(territory, this.#present));
    this.folder = join(dataFolder, nameOf(asked));
    if (!resumes(this.folder, asked)) rmSync(this.folder, { recursive: true, force: true });
  }

  /** Lives its past, then lets its clock run. The server listens by then: a demonstration is a client of it. */
  begin(app: App, logger: Logger): Promise<{ stop(): Promise<void> }> {
    const { host, port, seed, speed, scenario } = this.#asked;
    const { clock } = this;
    const territory = this.#territory;
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
      url: `http://${host}:${port}`,
      territory,
      clock: {
        now: () => clock.now(),
        jumpTo: (instant) => {
          clock.set(instant);
          return app.settle();
        },
        run: (pace) => {
          clock.run(pace);
          app.announceClock();
        },
      },
      seed: seed ?? tellingSeed(territory, this.#present),
      speed,
      scenario,
      readFeed: () => app.tellClosures(recordedClosures(territory, this.#identifiers, clock.now())),
      log: logger,
      newId: () => randomIds.command(),
      present: this.#present,
      resume: latest ? { after: latest, openRequests, openPlacements } : undefined,
    });
  }
}

/** Today at the hour asked for; at the pace of life, now. */
function presentOf({ at, speed, scenario }: Asked, { rhythm: { timezone } }: Territory): Instant {
  const now = systemClock.now();
  const begins = scenario === 'evening' ? EVENING_BEGINS_AT : at;
  if (begins === null && speed === 1) return now;
  return instantAtLocal(timezone, localDateOf(timezone, now), minutesOf(begins ?? DEMO_BEGINS_AT));
}

/** Each scenario has a log of its own: none goes on where another was stopped. */
function nameOf({ scenario }: Asked): string {
  return scenario === 'ordinaire' ? 'demo' : `demo-${scenario}`;
}

/** A script is played from its first line or not at all. */
function resumes(folder: string, { fresh, at, scenario }: Asked): boolean {
  if (fresh || at !== null || scenario === 'evening' || !existsSync(folder)) return false;
  return Date.now() - statSync(folder).mtimeMs < DEMO_RESUMES_WITHIN;
}

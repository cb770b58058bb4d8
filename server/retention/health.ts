import packageFile from '../../package.json' with { type: 'json' };
import type { KeptClass, ServerHealth } from '#shared/access/server-health';
import { HOUR, plus, type Instant } from '#shared/kernel/instant';
import type { EventLog } from '#server/log/event-log';
import { hourOf } from './due.ts';
import { keptLines } from './report.ts';
import type { RetentionState } from './state.ts';

export type HealthSources = {
  readonly log: EventLog;
  readonly retention: () => RetentionState;
  /** What the next hour erases, class by class. */
  readonly nextPurge: () => Promise<ReadonlyMap<KeptClass, number>>;
  readonly now: () => Instant;
  readonly connections: () => ServerHealth['connections'];
  readonly violations: ReadonlyMap<string, number>;
};

/** How the server is now. What the log holds is counted once an hour of its time, and after each erasure. */
export class HealthReport {
  readonly #sources: HealthSources;
  #counted: { readonly at: string; readonly kept: ServerHealth['kept'] } | null = null;

  constructor(sources: HealthSources) {
    this.#sources = sources;
  }

  async read(): Promise<ServerHealth> {
    const { log, retention, nextPurge, now, connections, violations } = this.#sources;
    const hour = hourOf(now());
    const { erased, hours } = retention();
    const at = `${hour} ${hours.at(-1)?.at} ${JSON.stringify(erased)}`;
    const counted =
      this.#counted?.at === at
        ? this.#counted
        : { at, kept: await keptLines(log, retention(), await nextPurge()) };
    this.#counted = counted;
    return {
      version: packageFile.version,
      upSeconds: Math.floor(process.uptime()),
      now: now(),
      kept: counted.kept,
      nextPurgeAt: plus(hour, HOUR),
      connections: connections(),
      violations: [...violations].map(([rule, count]) => ({ rule, count })),
    };
  }
}

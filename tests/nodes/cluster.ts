import { rmSync } from 'node:fs';
import { SettableClock } from '#server/ports/clock';
import type { Instant } from '#shared/kernel/instant';
import { newFolder, serveApp, type Served, type ServeOptions } from '../support/served-app.ts';
import { SharedLog, type SharedHandle } from '../support/shared-log.ts';

/** Several whole servers of this process on one log, under one clock that the test moves. */
export type Cluster = {
  readonly nodes: readonly Served[];
  readonly handles: readonly SharedHandle[];
  readonly log: SharedLog;
  readonly clock: SettableClock;
  /** Moves the time of all at once: each does what is due, in a race with the others. */
  at(instant: Instant): Promise<void>;
  /** Resolves once every server has folded what any of them kept. */
  level(): Promise<void>;
  stop(): Promise<void>;
};

export type ClusterOptions = { count?: number; wakeAfterMs?: number; more?: (index: number) => ServeOptions };

export async function serveCluster(
  start: Instant,
  { count = 2, wakeAfterMs = 0, more = () => ({}) }: ClusterOptions = {},
): Promise<Cluster> {
  const folder = newFolder();
  const log = new SharedLog(folder, { wakeAfterMs });
  const clock = new SettableClock(start);
  const handles = Array.from({ length: count }, () => log.handle());
  const nodes: Served[] = [];
  for (const [index, handle] of handles.entries())
    nodes.push(
      await serveApp(start, folder, { log: handle, clock, node: `noeud-${index + 1}`, ...more(index) }),
    );
  const cluster: Cluster = {
    nodes,
    handles,
    log,
    clock,
    at: async (instant) => {
      clock.set(instant);
      await Promise.all(nodes.map(({ app }) => app.settle()));
      await cluster.level();
    },
    level: () => leveled(nodes),
    stop: async () => {
      for (const node of nodes) await node.stop({ keepFolder: true });
      await log.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return cluster;
}

/** Resolves once all of these servers have folded what any of them kept. */
export async function leveled(nodes: readonly Served[]): Promise<void> {
  for (;;) {
    await Promise.all(nodes.map(({ app }) => app.caughtUp()));
    if (new Set(nodes.map(({ app }) => app.world.position)).size === 1) return;
  }
}

import { MINUTE, msOf, type Instant } from '#shared/kernel/instant';
import { retentionStream } from '#server/commands/aggregates';
import { Draft } from '#server/commands/draft';
import { noted } from '#server/commands/noted';
import type { Storage } from '#server/commands/storage';
import type { World } from '#server/commands/world';
import type { EventLog } from '#server/log/event-log';
import { finishErasures } from './finish.ts';
import { recordRetention } from './record.ts';

/** A server that took the hour's erasures and died leaves them to the others after so long. */
const ERASER_MS = 5 * MINUTE;

export type EraserPorts = {
  readonly log: EventLog;
  readonly world: World;
  readonly storage: Pick<Storage, 'keep' | 'catchUp'>;
  /** The name of this server among those on the same log. */
  readonly node: string;
  /** Called before views forget how they came to what they hold. */
  readonly beforeSettling: () => void;
  readonly onCommitted: () => void;
  /** Called once something was erased, with every snapshot from before. */
  readonly onErased: () => void;
};

/**
 * What the hour erases (PRV-51), by one server for all: what was left undone is finished first, then what is current is
 * carried and the rest declared erased, in one group, and erased.
 * @throws LogUnavailable when the storage cannot be reached; the next hour finishes it
 */
export async function eraseHour(hour: Instant, now: Instant, ports: EraserPorts): Promise<void> {
  const { log, world, storage, node, beforeSettling, onCommitted, onErased } = ports;
  if (!(await isEraserOf(hour, now, log, node))) return;
  await finishErasures(log, world.state(retentionStream));
  beforeSettling();
  const draft = new Draft(world);
  recordRetention(draft, world, hour);
  // Something of it may be for the next hour: what is carried is carried again, and what is cut was carried before.
  if ((await storage.keep(draft.appends)) === 'overtaken') await storage.catchUp();
  onCommitted();
  if ((await finishErasures(log, world.state(retentionStream))) > 0) onErased();
}

/** The first server to say so in the log, which keeps no fact of it; another one if they are still due minutes later. */
async function isEraserOf(hour: Instant, now: Instant, log: EventLog, node: string): Promise<boolean> {
  const turn = Math.floor((msOf(now) - msOf(hour)) / ERASER_MS);
  const [taken] = await log.appendGroup([noted(`eraser:${hour}:${turn}`, node)]);
  return taken?.kind === 'appended' || (taken?.kind === 'repeated' && taken.outcome === node);
}

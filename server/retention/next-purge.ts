import type { KeptClass } from '#shared/access/server-health';
import { HOUR, plus, type Instant } from '#shared/kernel/instant';
import { retentionStream } from '#server/commands/aggregates';
import { retentionOf, type LogEvent } from '#server/commands/event';
import type { World } from '#server/commands/world';
import type { EventLog } from '#server/log/event-log';
import { erasuresDue, hourOf } from './due.ts';
import type { Erased } from './events.ts';

const PAGE = 2_000;

/** How many facts of each class the next hour erases. Exact: what is over by then is so already, by the hour's own rule. */
export async function nextPurge(
  log: EventLog,
  world: World,
  now: Instant,
): Promise<ReadonlyMap<KeptClass, number>> {
  const state = world.state(retentionStream);
  const at = plus(hourOf(now), HOUR);
  const due = erasuresDue(state, at, world.position, world.closings, world.codedPositions);
  const counts = new Map<KeptClass, number>();
  for (const erased of due) {
    const before = state.erased[erased.retention];
    const from = before && 'upTo' in before ? before.upTo : 0;
    counts.set(erased.retention, await countOf(log, erased, from));
  }
  return counts;
}

async function countOf(log: EventLog, erased: Erased, from: number): Promise<number> {
  if ('positions' in erased) return erased.positions.length;
  let count = 0;
  let after = from;
  while (after < erased.upTo) {
    const records = await log.read(after, PAGE);
    count += records.filter(
      ({ position, event }) => position <= erased.upTo && retentionOf(event as LogEvent) === erased.retention,
    ).length;
    const last = records.at(-1);
    if (!last) break;
    after = last.position;
  }
  return count;
}

import { KEPT_CLASSES, type KeptClass, type KeptLine } from '#shared/access/server-health';
import { retentionOf, type LogEvent } from '#server/commands/event';
import type { EventLog } from '#server/log/event-log';
import type { RetentionState } from './state.ts';

const PAGE = 2_000;

/** What rests in the log, class by class, and when something of it was last erased. Reads the whole log. */
export async function keptLines(
  log: EventLog,
  { erased }: RetentionState,
  next: ReadonlyMap<KeptClass, number>,
): Promise<KeptLine[]> {
  const counts = new Map<KeptClass, number>();
  let after = 0;
  for (;;) {
    const records = await log.read(after, PAGE);
    for (const { event } of records) {
      const kept = retentionOf(event as LogEvent);
      counts.set(kept, (counts.get(kept) ?? 0) + 1);
    }
    const last = records.at(-1);
    if (!last || records.length < PAGE) break;
    after = last.position;
  }
  return KEPT_CLASSES.map((kept) => ({
    kept,
    about: roundedUp(counts.get(kept) ?? 0),
    nextErased: next.get(kept) ?? 0,
    lastErasedAt: kept === 'lasting' ? null : (erased[kept]?.at ?? null),
  }));
}

/** To ten, and above a thousand to a hundred: an exact count, read again each minute, would tell of each pass. */
export function roundedUp(count: number): number {
  const grain = count > 1_000 ? 100 : 10;
  return Math.ceil(count / grain) * grain;
}

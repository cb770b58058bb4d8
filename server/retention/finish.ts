import type { EventLog } from '#server/log/event-log';
import type { RetentionState } from './state.ts';

/**
 * Erases from the storage what the log says is erased. Only the last erasure of each class can be unfinished: none is
 * recorded before the one before it is done. Resolves to the number of events that were still there.
 */
export async function finishErasures(log: EventLog, { erased }: RetentionState): Promise<number> {
  let count = 0;
  for (const each of Object.values(erased)) count += await log.erase(each);
  return count;
}

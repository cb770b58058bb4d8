import type { EventLog, EventRecord } from '#server/log/event-log';
import type { World } from './world.ts';

const READ_PAGE = 5_000;

/**
 * Folds everything the log holds after the world's position. Returns how many records that was.
 * @param before called with each record before it is folded
 */
export async function catchUp(
  log: EventLog,
  world: World,
  before: (record: EventRecord) => void = () => {},
): Promise<number> {
  let read = 0;
  for (;;) {
    const page = await log.read(world.position, READ_PAGE);
    for (const record of page) {
      before(record);
      world.apply(record);
    }
    read += page.length;
    if (page.length < READ_PAGE) return read;
  }
}

import type { EventRecord } from '../event-log.ts';
import { CLASSES, eventsKey, firstOf, segmentOf } from './keys.ts';
import type { Call } from './link.ts';

/** An entry of a stream: its id, then names and values in the order in which `event-log.lua` adds them. */
type Entry = [id: string, fields: string[]];
/** A stream that holds something that was asked for. Where none does, XREAD answers nothing at all. */
type Stream = [key: string, entries: Entry[]];

const MOST_SEGMENTS = 64;

/**
 * A page of events across the classes, and the head it was read at.
 * The head is read first and nothing beyond it is given: all that it counts is there, since a group is kept whole, so no
 * smaller position can still come, whatever is written before the streams are read.
 * @param seen what the head is believed to be: how much to ask for at once
 */
export async function readPage(
  call: Call,
  log: string,
  { after, limit, seen }: { after: number; limit: number; seen: number },
): Promise<{ head: number; records: EventRecord[] }> {
  const records: EventRecord[] = [];
  const expected = Math.max(0, Math.min(limit, seen - after));
  let width = segmentOf(after + expected + 1) - segmentOf(after + 1) + 1;
  let head = Number.NaN;
  for (let from = after + 1; !(from > head) && records.length < limit;) {
    width = Math.min(width, MOST_SEGMENTS);
    const first = segmentOf(from);
    const keys = Array.from({ length: width }, (_, index) => first + index).flatMap((segment) =>
      CLASSES.map((retention) => eventsKey(log, retention, segment)),
    );
    const before = `${from - 1}-0`;
    // One batch on one connection: Redis takes them in this order.
    const [known, told] = await Promise.all([
      Number.isNaN(head) ? call(['HGET', log, 'head']) : head,
      call(['XREAD', 'COUNT', String(limit - records.length), 'STREAMS', ...keys, ...keys.map(() => before)]),
    ]);
    head = Number(known);
    const found = ((told ?? []) as Stream[])
      .flatMap(([, entries]) => entries.map(recordOf))
      .filter(({ position }) => position <= head);
    records.push(...found.sort((a, b) => a.position - b.position));
    from = firstOf(first + width);
    width *= 2;
  }
  return { head, records: records.slice(0, limit) };
}

function recordOf([id, fields]: Entry): EventRecord {
  const [, stream = '', , version, , commandId = '', , text = ''] = fields;
  const event = JSON.parse(text) as { type: string };
  return {
    position: Number.parseInt(id, 10),
    stream,
    version: Number(version),
    kind: event.type,
    event,
    commandId,
  };
}

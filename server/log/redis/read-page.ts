import type { EventRecord } from '../event-log.ts';
import { CLASSES, eventsKey, firstOf, segmentOf } from './keys.ts';
import type { Call } from './link.ts';

/** An entry of a stream: its id, then names and values in the order in which `event-log.lua` adds them. */
type Entry = [id: string, fields: string[]];

const MOST_SEGMENTS = 64;

/**
 * A page of events across the classes, and the head it was read at.
 * The head is read first and nothing beyond it is given: all that it counts is there, since a group is kept whole, so no
 * smaller position can still come, whatever is written between the ranges.
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
    const segments = Array.from({ length: width }, (_, index) => first + index);
    // One batch on one connection: Redis takes them in this order.
    const told = Number.isNaN(head) ? call(['HGET', log, 'head']) : head;
    const ranges = segments.map((segment) => {
      const count = String(limit - records.length);
      return CLASSES.map((retention) => {
        const key = eventsKey(log, retention, segment);
        return call(['XRANGE', key, `${from}-0`, '+', 'COUNT', count]) as Promise<Entry[]>;
      });
    });
    const [known, ...answers] = await Promise.all([told, ...ranges.map((each) => Promise.all(each))]);
    head = Number(known);
    for (const classes of answers) {
      const segment = classes
        .flat()
        .map(recordOf)
        .filter(({ position }) => position <= head);
      records.push(...segment.sort((a, b) => a.position - b.position));
    }
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

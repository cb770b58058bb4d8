import { writeSync } from 'node:fs';
import type { Append, EventLog, RetentionClass } from '#server/log/event-log';

const CLASSES: readonly RetentionClass[] = ['r72h', 'request', 'r13m', 'lasting'];

/** The same endless sequence of groups for the same seed, so that two processes can agree on what was attempted. */
export function* appendPlan(seed: number): Generator<Append[], never> {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const versions = new Map<string, number>();
  for (let number = 0; ;) {
    const group: Append[] = [];
    for (let size = 1 + below(24); size > 0; size -= 1) {
      const stream = `stream/${below(9)}`;
      const expectedVersion = versions.get(stream) ?? 0;
      const events = Array.from({ length: below(4) }, (_, index) => ({
        retention: CLASSES[below(4)] ?? 'lasting',
        event: { type: `E${index}`, filling: 'x'.repeat(below(1500)) },
      }));
      versions.set(stream, expectedVersion + events.length);
      group.push({
        commandId: `c${(number += 1)}`,
        stream,
        expectedVersion,
        events,
        answer: { retention: 'lasting', outcome: { number } },
      });
    }
    yield group;
  }
}

/** A snapshot body long enough to be killed in the middle of. */
export function snapshotBody(position: number): string {
  return `state at ${position} `.repeat(20_000);
}

/** Appends the plan from a group on, writing to standard output the ids of each group once it is acknowledged. */
export async function appendUntilKilled(log: EventLog, seed: number, from: number): Promise<never> {
  let skipped = 0;
  for (const group of appendPlan(seed)) {
    if ((skipped += 1) <= from) continue;
    await log.appendGroup(group);
    writeSync(1, `${group.map((append) => append.commandId).join(' ')}\n`);
    // Not awaited: the kill may then fall in the middle of it.
    if (skipped % 8 === 0) {
      void log.saveSnapshot({ position: log.head(), format: 1, body: snapshotBody(log.head()) });
    }
  }
  throw new Error('the plan has no end');
}

/**
 * Appends pairs of a short-lived and a lasting event and erases the older half of the short-lived ones, again and
 * again. Before each erasure it writes to standard output what it is about to ask for; `first` is the position after
 * the last erasure's.
 */
export async function eraseUntilKilled(log: EventLog, seed: number): Promise<never> {
  const random = seededRandom(seed);
  const id = (kind: string) => `${kind}-${draw()}-${draw()}`;
  const draw = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const one = (retention: RetentionClass, type: string): Append => {
    const commandId = id(type.toLowerCase());
    const events = [{ retention, event: { type, id: commandId, filling: 'x'.repeat(random() * 300) } }];
    return { commandId, stream: commandId, expectedVersion: 0, events, answer: { retention, outcome: 'ok' } };
  };
  for (let erasedUpTo = 0; ;) {
    for (let groups = 0; groups < 10; groups += 1) {
      await log.appendGroup(
        Array.from({ length: 40 }, () => [one('r72h', 'Short'), one('r13m', 'Long')]).flat(),
      );
    }
    await log.saveSnapshot({
      position: log.head(),
      format: 1,
      body: (await log.read(0, 500)).map(({ commandId }) => commandId).join(),
    });
    const upTo = log.head() - 200;
    writeSync(1, `${JSON.stringify({ upTo, first: erasedUpTo + 1 })}\n`);
    await log.erase({ retention: 'r72h', upTo });
    erasedUpTo = upTo;
  }
}

/** mulberry32: numbers from 0 to 1 (1 excluded), always the same for a seed. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Append, EventLog, RetentionClass } from '#server/log/event-log';
import { seededRandom } from './append-plan.ts';
import type { LogPlace } from './event-log.contract.ts';

/** What erasing owes on every engine: nothing of an erased event can be read from the storage, all else stays. */
export function describeErasure(name: string, createPlace: () => LogPlace | Promise<LogPlace>): void {
  describe(`erasure on ${name}`, () => {
    let place: LogPlace;
    let log: EventLog;

    beforeEach(async () => {
      place = await createPlace();
      log = await place.open();
    });

    afterEach(async () => {
      await log.close();
      await place.remove();
    });

    async function reopen(): Promise<void> {
      await log.close();
      log = await place.open();
    }
    const positions = async () => (await log.read(0, 10_000)).map(({ position }) => position);
    const found = async (text: string) => (await place.bytes()).includes(text);

    test('[ERA-1] everything of a class up to a position is erased, and nothing of another class or after it', async () => {
      await log.appendGroup([
        append('c1', 'a', 0, ['r72h', 'request', 'r72h', 'r13m', 'lasting']),
        append('c2', 'b', 0, ['r72h', 'r72h']),
      ]);
      expect(await log.erase({ retention: 'r72h', upTo: 6 })).toBe(3);
      expect(await positions()).toEqual([2, 4, 5, 7]);
      await reopen();
      expect(await positions()).toEqual([2, 4, 5, 7]);
    });

    test('[ERA-1] single events of a class are erased, and a position of another class is left alone', async () => {
      await log.appendGroup([append('c1', 'a', 0, ['request', 'request', 'r72h', 'request'])]);
      expect(await log.erase({ retention: 'request', positions: [1, 3, 4, 99] })).toBe(2);
      expect(await positions()).toEqual([2, 3]);
    });

    test('[ERA-2] no byte of an erased event is left, and all those of the others are', async () => {
      const secrets = [randomUUID(), randomUUID()];
      await log.appendGroup([
        append(secrets[0], 'a', 0, ['r72h', 'r72h'], { text: `event of ${secrets[0]}` }),
        append('kept-command', 'a', 2, ['r72h'], { text: 'kept-event' }),
        append(secrets[1], 'b', 0, [], {}, 'r72h'),
      ]);
      await log.saveSnapshot({ position: 3, format: 1, body: `snapshot of ${secrets.join()}` });
      for (const secret of secrets) expect(await found(secret)).toBe(true);
      await log.erase({ retention: 'r72h', upTo: 2 });
      expect(await found(String(secrets[0]))).toBe(false);
      expect(await found('kept-command')).toBe(true);
      expect(await found('kept-event')).toBe(true);
      await log.erase({ retention: 'r72h', upTo: 3 });
      expect(await found(String(secrets[1]))).toBe(false);
    });

    test(
      '[ERA-2] whatever was written and erased in whatever order, no byte of what is erased is left',
      { timeout: 60_000 },
      async () => {
        const random = seededRandom(20261121);
        const below = (limit: number) => Math.floor(random() * limit);
        // Ids drawn at random land anywhere in their index: that is what makes an engine move what it holds.
        const draw = () =>
          Array.from({ length: 4 }, () =>
            below(2 ** 32)
              .toString(16)
              .padStart(8, '0'),
          ).join('-');
        const alive = new Map<string, { retention: RetentionClass; at: number }>();
        const gone = new Set<string>();
        let number = 0;
        for (let round = 0; round < 8; round += 1) {
          const group = Array.from({ length: 2_000 }, () => {
            const id = draw();
            const retention = random() < 0.4 ? 'request' : 'r72h';
            alive.set(id, { retention, at: (number += 1) });
            const text = 'x'.repeat(below(random() < 0.02 ? 6_000 : 300));
            return append(id, `stream/${number}`, 0, [retention], { text }, retention);
          });
          for (let from = 0; from < group.length; from += 50)
            await log.appendGroup(group.slice(from, from + 50));
          const upTo = number - 700;
          const due = [...alive].filter(([, { retention }]) => retention === 'request' && random() < 0.6);
          const past = [...alive].filter(([, { retention, at }]) => retention === 'r72h' && at <= upTo);
          await log.erase({ retention: 'r72h', upTo });
          await log.erase({ retention: 'request', positions: due.map(([, { at }]) => at) });
          for (const [id] of [...due, ...past]) {
            alive.delete(id);
            gone.add(id);
          }
          const ids = new Set(
            (await place.bytes()).toString('latin1').match(/[0-9a-f]{8}(-[0-9a-f]{8}){3}/g),
          );
          expect([...gone].filter((id) => ids.has(id))).toEqual([]);
          expect([...alive.keys()].filter((id) => !ids.has(id))).toEqual([]);
        }
        expect(gone.size).toBeGreaterThan(10_000);
      },
    );

    test('[ERA-3] an answer goes with the last event of its command in its class', async () => {
      await log.appendGroup([append('c1', 'a', 0, ['request', 'r72h', 'request'], {}, 'request')]);
      await log.erase({ retention: 'r72h', upTo: 3 });
      expect(await log.answerOf('c1')).toBeDefined();
      await log.erase({ retention: 'request', positions: [1] });
      expect(await log.answerOf('c1')).toBeDefined();
      await log.erase({ retention: 'request', positions: [3] });
      expect(await log.answerOf('c1')).toBeUndefined();
    });

    test('[ERA-3] an answer without events goes with the events of its class before it', async () => {
      await log.appendGroup([append('c1', 'a', 0, ['r72h', 'r72h'])]);
      await log.appendGroup([append('refused', 'a', 2, [], {}, 'r72h')]);
      await log.appendGroup([append('c2', 'a', 2, ['r72h']), append('later', 'a', 3, [], {}, 'r72h')]);
      await log.erase({ retention: 'r72h', upTo: 1 });
      expect([await log.answerOf('c1'), await log.answerOf('refused')]).toEqual([ANSWERED, ANSWERED]);
      await log.erase({ retention: 'r72h', upTo: 2 });
      expect([await log.answerOf('c1'), await log.answerOf('refused')]).toEqual([undefined, undefined]);
      expect([await log.answerOf('c2'), await log.answerOf('later')]).toEqual([ANSWERED, ANSWERED]);
    });

    test('[ERA-4] positions go on after the newest events were erased', async () => {
      await log.appendGroup([append('c1', 'a', 0, ['r72h', 'r72h'])]);
      await log.erase({ retention: 'r72h', upTo: 2 });
      await reopen();
      expect(log.head()).toBe(2);
      const results = await log.appendGroup([append('c2', 'b', 0, ['r72h'])]);
      expect(results).toEqual([{ kind: 'appended', firstPosition: 3, lastPosition: 3 }]);
    });

    test('[ERA-4] a stream keeps its version as long as it keeps an event, of whatever class', async () => {
      await log.appendGroup([append('c1', 'a', 0, ['r13m', 'r72h', 'request', 'r72h'])]);
      await log.erase({ retention: 'r72h', upTo: 4 });
      await log.erase({ retention: 'request', positions: [3] });
      expect(await log.appendGroup([append('c2', 'a', 0, ['r72h'])])).toEqual([
        { kind: 'conflict', actualVersion: 4 },
      ]);
      await log.erase({ retention: 'r13m', upTo: 4 });
      expect(await log.appendGroup([append('c2', 'a', 0, ['r72h'])])).toMatchObject([{ kind: 'appended' }]);
    });

    test('[ERA-4] the name of a stream goes with its last event', async () => {
      await log.appendGroup([append('c1', 'stream-of-a-slot', 0, ['r72h']), append('c2', 'b', 0, ['r72h'])]);
      await log.erase({ retention: 'r72h', upTo: 1 });
      expect(await found('stream-of-a-slot')).toBe(false);
    });

    test('[ERA-5] erasing again, or nothing at all, changes nothing', async () => {
      expect(await log.erase({ retention: 'r72h', upTo: 5 })).toBe(0);
      await log.appendGroup([append('c1', 'a', 0, ['r72h', 'r13m'])]);
      expect(await log.erase({ retention: 'r72h', upTo: 2 })).toBe(1);
      expect(await log.erase({ retention: 'r72h', upTo: 2 })).toBe(0);
      expect(await log.erase({ retention: 'request', positions: [] })).toBe(0);
      expect(await positions()).toEqual([2]);
      expect(await log.answerOf('c1')).toBeUndefined();
    });

    test('[ERA-2] no snapshot from before is left', async () => {
      await log.appendGroup([append('c1', 'a', 0, ['r72h'])]);
      void log.saveSnapshot({ position: 1, format: 1, body: 'state of then' });
      await log.erase({ retention: 'r72h', upTo: 1 });
      expect(await log.loadSnapshot(1)).toBeUndefined();
      expect(await found('state of then')).toBe(false);
      await log.saveSnapshot({ position: 1, format: 1, body: 'state of now' });
      expect(await log.loadSnapshot(1)).toEqual({ position: 1, body: 'state of now' });
    });

    test('[ERA-1] what is appended while an erasure runs is kept', async () => {
      await log.appendGroup([append('c1', 'a', 0, ['r72h'])]);
      const erased = log.erase({ retention: 'r72h', upTo: 1 });
      const appended = log.appendGroup([append('c2', 'b', 0, ['r72h'])]);
      await Promise.all([erased, appended]);
      expect(await positions()).toEqual([2]);
    });
  });
}

const ANSWERED = { outcome: { ok: true } };

function append(
  commandId = '',
  stream: string,
  expectedVersion: number,
  classes: readonly RetentionClass[],
  fields: object = {},
  life: RetentionClass = classes[0] ?? 'r72h',
): Append {
  return {
    commandId,
    stream,
    expectedVersion,
    events: classes.map((retention) => ({ retention, event: { type: 'Something', ...fields } })),
    answer: { retention: life, outcome: ANSWERED.outcome },
  };
}

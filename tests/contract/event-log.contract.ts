import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Append, EventLog, EventRecord, RetentionClass } from '#server/log/event-log';

/** A place where one log lives, and what a test may do to it behind the engine's back. */
export type LogPlace = {
  /** Opens the log of this place; the same log each time. */
  open(): Promise<EventLog>;
  /** While the log is closed: from now on the storage refuses to write events of type `Unwritable`. */
  refuseUnwritable(): void | Promise<void>;
  /** While the log is closed: changes one character of the stored snapshot. */
  damageSnapshot(): void | Promise<void>;
  /** Every byte that the storage holds, open or closed. */
  bytes(): Buffer | Promise<Buffer>;
  remove(): void | Promise<void>;
};

/** The behaviour every engine owes, whoever stores the log. */
export function describeEventLog(name: string, createPlace: () => LogPlace | Promise<LogPlace>): void {
  describe(`event log on ${name}`, () => {
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

    async function reopen(whileClosed: () => void | Promise<void> = () => {}): Promise<void> {
      await log.close();
      await whileClosed();
      log = await place.open();
    }

    describe('order', () => {
      test('a new log is empty and its head is 0', async () => {
        expect(log.head()).toBe(0);
        expect(await log.read(0, 10)).toEqual([]);
      });

      test('an event is read back whole, with its place in the log and in its stream', async () => {
        await log.appendGroup([append('c1', 'bed/1', 0, [lasting('BedReserved', { until: 'é\u2028"\n' })])]);
        expect(await log.read(0, 10)).toEqual([
          {
            position: 1,
            stream: 'bed/1',
            version: 1,
            kind: 'BedReserved',
            event: { type: 'BedReserved', until: 'é\u2028"\n' },
            commandId: 'c1',
          },
        ]);
      });

      test('positions count the whole log without a hole, versions count each stream', async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1'), lasting('A2')])]);
        await log.appendGroup([append('c2', 'b', 0, [lasting('B1')]), append('c3', 'a', 2, [lasting('A3')])]);
        expect((await log.read(0, 10)).map(standing)).toEqual([
          [1, 'a', 1],
          [2, 'a', 2],
          [3, 'b', 1],
          [4, 'a', 3],
        ]);
      });

      test('the result of an append gives its first and last position, and the head follows', async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])]);
        const results = await log.appendGroup([append('c2', 'a', 1, [lasting('A2'), lasting('A3')])]);
        expect(results).toEqual([{ kind: 'appended', firstPosition: 2, lastPosition: 3 }]);
        expect(log.head()).toBe(3);
      });
    });

    describe('expected versions', () => {
      test('a wrong expected version is a conflict that gives the actual one and writes nothing', async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])]);
        const results = await log.appendGroup([append('c2', 'a', 0, [lasting('A2')])]);
        expect(results).toEqual([{ kind: 'conflict', actualVersion: 1 }]);
        expect(kinds(await log.read(0, 10))).toEqual(['A1']);
      });

      test('a version ahead of the stream is a conflict too', async () => {
        const results = await log.appendGroup([append('c1', 'a', 1, [lasting('A1')])]);
        expect(results).toEqual([{ kind: 'conflict', actualVersion: 0 }]);
      });

      test('a refusal decided on an outdated stream is a conflict, not an answer', async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])]);
        const results = await log.appendGroup([append('c2', 'a', 0, [])]);
        expect(results).toEqual([{ kind: 'conflict', actualVersion: 1 }]);
        expect(await log.answerOf('c2')).toBeUndefined();
      });

      test('a command that met a conflict may come again with the right version', async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])]);
        await log.appendGroup([append('c2', 'a', 0, [lasting('A2')])]);
        const results = await log.appendGroup([append('c2', 'a', 1, [lasting('A2')])]);
        expect(results).toEqual([{ kind: 'appended', firstPosition: 2, lastPosition: 2 }]);
      });

      test('inside one group a later append stands on the earlier ones of its stream', async () => {
        const results = await log.appendGroup([
          append('c1', 'a', 0, [lasting('A1'), lasting('A2')]),
          append('c2', 'a', 2, [lasting('A3')]),
          append('c3', 'a', 2, [lasting('TooLate')]),
        ]);
        expect(results).toEqual([
          { kind: 'appended', firstPosition: 1, lastPosition: 2 },
          { kind: 'appended', firstPosition: 3, lastPosition: 3 },
          { kind: 'conflict', actualVersion: 3 },
        ]);
      });

      test('what stands on an append that met a conflict meets one, whatever brought the stream to its version', async () => {
        await log.appendGroup([append('foreign', 'a', 0, [lasting('A1')])]);
        const results = await log.appendGroup([
          append('c1', 'a', 0, [lasting('Overtaken')]),
          append('c2', 'a', 1, [lasting('DecidedOnIt')]),
          append('c3', 'b', 0, [lasting('B1')]),
        ]);
        expect(results).toEqual([
          { kind: 'conflict', actualVersion: 1 },
          { kind: 'conflict', actualVersion: 1 },
          { kind: 'appended', firstPosition: 2, lastPosition: 2 },
        ]);
        expect(await log.answerOf('c2')).toBeUndefined();
      });

      test('so does what stands on a repeat, which may have been decided otherwise elsewhere', async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])]);
        const results = await log.appendGroup([
          append('c1', 'a', 0, [lasting('Otherwise')]),
          append('c2', 'a', 1, [lasting('DecidedOnIt')]),
        ]);
        expect(results).toEqual([
          { kind: 'repeated', outcome: { ok: true } },
          { kind: 'conflict', actualVersion: 1 },
        ]);
      });
    });

    describe('one answer for one command', () => {
      test('a repeated command gets the first answer again and writes nothing', async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1')], { ok: true, bed: 3 })]);
        const results = await log.appendGroup([append('c1', 'a', 1, [lasting('A1')], { ok: true, bed: 4 })]);
        expect(results).toEqual([{ kind: 'repeated', outcome: { ok: true, bed: 3 } }]);
        expect(log.head()).toBe(1);
      });

      test('a refusal is kept as an answer at the current head, without any event', async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])]);
        const results = await log.appendGroup([
          append('c2', 'a', 1, [], { ok: false, refusal: 'JaugeReached' }),
        ]);
        expect(results).toEqual([{ kind: 'appended', firstPosition: 1, lastPosition: 1 }]);
        expect(await log.answerOf('c2')).toEqual({ outcome: { ok: false, refusal: 'JaugeReached' } });
        expect(log.head()).toBe(1);
      });

      test('a refused command that comes again is refused again, even where it would now pass', async () => {
        await log.appendGroup([append('c1', 'a', 0, [], { ok: false })]);
        const results = await log.appendGroup([append('c1', 'a', 0, [lasting('A1')], { ok: true })]);
        expect(results).toEqual([{ kind: 'repeated', outcome: { ok: false } }]);
        expect(await log.appendGroup([append('c1', 'a', 0, [], { ok: true })])).toEqual(results);
        expect(await log.read(0, 10)).toEqual([]);
      });

      test('a repeat is recognised before its version is looked at', async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])]);
        const results = await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])]);
        expect(results).toEqual([{ kind: 'repeated', outcome: { ok: true } }]);
      });

      test('a command sent twice in one group is answered once and repeated once', async () => {
        const results = await log.appendGroup([
          append('c1', 'a', 0, [lasting('A1')], { ok: true, bed: 3 }),
          append('c1', 'a', 0, [lasting('A1')], { ok: true, bed: 4 }),
        ]);
        expect(results).toEqual([
          { kind: 'appended', firstPosition: 1, lastPosition: 1 },
          { kind: 'repeated', outcome: { ok: true, bed: 3 } },
        ]);
        expect(kinds(await log.read(0, 10))).toEqual(['A1']);
      });

      test('a command never seen has no answer, and an answer of null is an answer', async () => {
        await log.appendGroup([append('c1', 'a', 0, [], null)]);
        expect(await log.answerOf('c1')).toEqual({ outcome: null });
        expect(await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])])).toEqual([
          { kind: 'repeated', outcome: null },
        ]);
        expect(await log.answerOf('c2')).toBeUndefined();
      });
    });

    describe('groups', () => {
      test('a conflict and a repeat leave the other appends of their group untouched', async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])]);
        const results = await log.appendGroup([
          append('c2', 'b', 0, [lasting('B1')]),
          append('c1', 'a', 0, [lasting('A1')]),
          append('c3', 'a', 7, [lasting('A2')]),
          append('c4', 'b', 1, [lasting('B2')]),
        ]);
        expect(results.map((result) => result.kind)).toEqual([
          'appended',
          'repeated',
          'conflict',
          'appended',
        ]);
        expect(kinds(await log.read(0, 10))).toEqual(['A1', 'B1', 'B2']);
      });

      test('an empty group gives no result and moves nothing', async () => {
        expect(await log.appendGroup([])).toEqual([]);
        expect(log.head()).toBe(0);
      });

      test('groups sent without waiting are kept in the order they were sent', async () => {
        const numbers = Array.from({ length: 20 }, (_, n) => n);
        await Promise.all(numbers.map((n) => log.appendGroup([append(`c${n}`, 'a', n, [lasting(`A${n}`)])])));
        expect(kinds(await log.read(0, 100))).toEqual(numbers.map((n) => `A${n}`));
      });

      test('a group the storage cannot write is rejected and leaves nothing: no event, answer or version', async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])]);
        await reopen(() => place.refuseUnwritable());
        const group = [
          append('c2', 'a', 1, [lasting('A2'), inClass('r72h', 'A3')]),
          append('c3', 'b', 0, []),
          append('c4', 'b', 0, [inClass('r13m', 'B1'), lasting('Unwritable')]),
        ];
        await expect(log.appendGroup(group)).rejects.toThrow();
        expect(log.head()).toBe(1);
        expect(kinds(await log.read(0, 10))).toEqual(['A1']);
        for (const id of ['c2', 'c3', 'c4']) expect(await log.answerOf(id)).toBeUndefined();

        const results = await log.appendGroup(group.slice(0, 2));
        expect(results).toEqual([
          { kind: 'appended', firstPosition: 2, lastPosition: 3 },
          { kind: 'appended', firstPosition: 3, lastPosition: 3 },
        ]);
      });

      test('an event that is not JSON is a fault of its whole group', async () => {
        const circular: { type: string; self?: unknown } = { type: 'Circular' };
        circular.self = circular;
        const group = [
          append('c1', 'a', 0, [lasting('A1')]),
          append('c2', 'b', 0, [{ retention: 'lasting', event: circular }]),
        ];
        await expect(log.appendGroup(group)).rejects.toThrow();
        expect(await log.read(0, 10)).toEqual([]);
      });
    });

    describe('reading in pages', () => {
      const classes: RetentionClass[] = ['r13m', 'r72h', 'lasting', 'request'];
      const positions = Array.from({ length: 50 }, (_, index) => index + 1);

      beforeEach(async () => {
        const events = positions.map((n) => inClass(classes[((n * n + n) % 5) % 4] ?? 'lasting', `E${n}`));
        await log.appendGroup([append('c1', 'a', 0, events)]);
      });

      test('pages put end to end give every event once, in order, whatever its retention class', async () => {
        const read: EventRecord[] = [];
        for (;;) {
          const page = await log.read(read.at(-1)?.position ?? 0, 7);
          if (page.length === 0) break;
          read.push(...page);
        }
        expect(read.map((record) => record.position)).toEqual(positions);
        expect(kinds(read)).toEqual(positions.map((n) => `E${n}`));
      });

      test('a page starts after its position and holds no more than its limit', async () => {
        expect((await log.read(20, 3)).map((record) => record.position)).toEqual([21, 22, 23]);
        expect((await log.read(48, 10)).map((record) => record.position)).toEqual([49, 50]);
        expect(await log.read(50, 10)).toEqual([]);
        expect(await log.read(0, 0)).toEqual([]);
      });
    });

    describe('reopening', () => {
      test('events, answers, versions and head are there again', async () => {
        await log.appendGroup([
          append('c1', 'a', 0, [inClass('r72h', 'A1'), lasting('A2')], { ok: true, bed: 3 }),
        ]);
        await reopen();
        expect(log.head()).toBe(2);
        expect(kinds(await log.read(0, 10))).toEqual(['A1', 'A2']);
        expect(await log.appendGroup([append('c1', 'a', 0, [lasting('A1')])])).toEqual([
          { kind: 'repeated', outcome: { ok: true, bed: 3 } },
        ]);
        expect(await log.appendGroup([append('c2', 'a', 2, [lasting('A3')])])).toEqual([
          { kind: 'appended', firstPosition: 3, lastPosition: 3 },
        ]);
      });

      test('the epoch stays the same', async () => {
        const epoch = log.epoch;
        await reopen();
        expect(log.epoch).toBe(epoch);
      });

      test('another log has another epoch', async () => {
        const elsewhere = await createPlace();
        const other = await elsewhere.open();
        expect(other.epoch).not.toBe(log.epoch);
        await other.close();
        await elsewhere.remove();
      });

      test('a closed log can be closed again, and refuses to append', async () => {
        await log.close();
        await log.close();
        await expect(log.appendGroup([append('c1', 'a', 0, [])])).rejects.toThrow();
      });
    });

    describe('snapshot', () => {
      const body = '{"places":"ok",\n"text":"é\u2028"}';

      beforeEach(async () => {
        await log.appendGroup([append('c1', 'a', 0, [lasting('A1'), lasting('A2'), lasting('A3')])]);
      });

      test('none is there before one is saved', async () => {
        expect(await log.loadSnapshot(1)).toBeUndefined();
      });

      test('a saved snapshot comes back byte for byte, also after reopening', async () => {
        await log.saveSnapshot({ position: 2, format: 1, body });
        expect(await log.loadSnapshot(1)).toEqual({ position: 2, body });
        await reopen();
        expect(await log.loadSnapshot(1)).toEqual({ position: 2, body });
      });

      test('a second one replaces the first', async () => {
        await log.saveSnapshot({ position: 1, format: 1, body });
        await log.saveSnapshot({ position: 3, format: 1, body: 'second' });
        expect(await log.loadSnapshot(1)).toEqual({ position: 3, body: 'second' });
      });

      test('of two saved without waiting, the last one stays', async () => {
        const saves = [1, 2, 3].map((position) =>
          log.saveSnapshot({ position, format: 1, body: `at ${position}` }),
        );
        await Promise.all(saves);
        expect(await log.loadSnapshot(1)).toEqual({ position: 3, body: 'at 3' });
      });

      test('one of another format counts as none', async () => {
        await log.saveSnapshot({ position: 3, format: 1, body });
        expect(await log.loadSnapshot(2)).toBeUndefined();
      });

      test('a damaged one counts as none, and the log is whole without it', async () => {
        await log.saveSnapshot({ position: 3, format: 1, body });
        await reopen(() => place.damageSnapshot());
        expect(await log.loadSnapshot(1)).toBeUndefined();
        expect(kinds(await log.read(0, 10))).toEqual(['A1', 'A2', 'A3']);
      });

      test('one that is ahead of the log counts as none', async () => {
        await log.saveSnapshot({ position: 4, format: 1, body });
        expect(await log.loadSnapshot(1)).toBeUndefined();
      });

      test('a dropped one is gone, and dropping none is harmless', async () => {
        await log.saveSnapshot({ position: 3, format: 1, body });
        await log.dropSnapshot();
        await log.dropSnapshot();
        expect(await log.loadSnapshot(1)).toBeUndefined();
      });
    });
  });
}

function append(
  commandId: string,
  stream: string,
  expectedVersion: number,
  events: Append['events'],
  outcome: unknown = { ok: true },
): Append {
  return { commandId, stream, expectedVersion, events, answer: { retention: 'lasting', outcome } };
}

function inClass(retention: RetentionClass, type: string, fields: object = {}): Append['events'][number] {
  return { retention, event: { type, ...fields } };
}

function lasting(type: string, fields: object = {}): Append['events'][number] {
  return inClass('lasting', type, fields);
}

function kinds(records: readonly EventRecord[]): string[] {
  return records.map((record) => record.kind);
}

function standing(record: EventRecord): [number, string, number] {
  return [record.position, record.stream, record.version];
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Append, EventLog, EventRecord } from '#server/log/event-log';
import { appendPlan, seededRandom, snapshotBody } from './append-plan.ts';
import type { LogPlace } from './event-log.contract.ts';

/**
 * A place whose log another process can be sent to write, or to erase: `writer` are node's arguments before SEED and
 * FROM, `eraser` those before SEED.
 */
export type WrittenPlace = LogPlace & { writer: readonly string[]; eraser: readonly string[] };

const SEED = 20260302;
const ROUNDS = 5;

/** What a log still owes when the process that writes it is killed without warning (SIGKILL). */
export function describeKillSafety(
  name: string,
  createPlace: () => WrittenPlace | Promise<WrittenPlace>,
): void {
  describe(`killed writer on ${name}`, () => {
    let place: WrittenPlace;

    beforeEach(async () => {
      place = await createPlace();
    });

    afterEach(() => place.remove());

    test(`every acknowledged command is kept exactly once, through ${ROUNDS} kills of one log`, async () => {
      const random = seededRandom(SEED);
      let from = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        const acknowledged = await writeAndKill(place, from, 20 + Math.floor(random() * 180));
        const log = await place.open();
        try {
          const attempted = groupsUpTo(from + acknowledged.length + 1);
          expect(attempted.slice(from, -1).map(idsOf)).toEqual(acknowledged);
          const inFlight = attempted.at(-1) ?? [];

          const found = await readAll(log);
          await expectKeptOnce(log, found, attempted.slice(0, -1).flat());
          await expectAllOrNothing(log, found, inFlight);
          expect(found.map((record) => record.position)).toEqual(found.map((_, index) => index + 1));
          const snapshot = await log.loadSnapshot(1);
          if (snapshot) expect(snapshot.body === snapshotBody(snapshot.position)).toBe(true);

          for (const group of attempted) await log.appendGroup(group);
          await expectKeptOnce(log, await readAll(log), attempted.flat());
          const commands = acknowledged.flat().length;
          console.log(
            `round ${round}: ${commands} commands acknowledged in ${acknowledged.length} groups, 0 lost, 0 doubled; ` +
              `${found.length} events in the log; last group ${found.some(isOf(inFlight)) ? 'kept whole' : 'not kept'}`,
          );
          from = attempted.length;
        } finally {
          await log.close();
        }
      }
    }, 60_000);

    test(`[ERA-5] an erasure killed in the middle is whole or not begun, and asked again it is finished, ${ROUNDS} times`, async () => {
      const random = seededRandom(SEED + 1);
      for (let round = 1; round <= ROUNDS; round += 1) {
        const eraser = spawn(process.execPath, [...place.eraser, String(SEED + round)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const ended = once(eraser, 'close');
        // It says each erasure that it is about to ask for; the kill falls somewhere in the last one said.
        let asked = { upTo: 0, first: 0 };
        const killAt = 3 + Math.floor(random() * 4);
        let said = 0;
        for await (const line of createInterface({ input: eraser.stdout })) {
          asked = JSON.parse(line) as typeof asked;
          if ((said += 1) === killAt) {
            for (let spin = Math.floor(random() * 4e6); spin > 0; spin -= 1);
            eraser.kill('SIGKILL');
            break;
          }
        }
        expect(await ended).toEqual([null, 'SIGKILL']);

        let log = await place.open();
        const before = await readAfter(log, asked.first - 1);
        const left = before.filter(({ position, kind }) => position <= asked.upTo && kind === 'Short');
        const whole = before.filter(({ position, kind }) => position <= asked.upTo && kind === 'Long');
        expect([0, whole.length]).toContain(left.length);
        await log.erase({ retention: 'r72h', upTo: asked.upTo });
        const found = await idsIn(place);
        const after = await readAfter(log, 0);
        const kept = new Set(after.map(({ commandId }) => commandId));
        expect([...found].filter((id) => !kept.has(id))).toEqual([]);
        expect(after.filter(({ position, kind }) => position <= asked.upTo && kind === 'Short')).toEqual([]);
        await log.close();
        log = await place.open();
        expect((await readAfter(log, 0)).length).toBe(after.length);
        await log.close();
        console.log(
          `round ${round}: killed in erasure ${killAt} up to ${asked.upTo}, ${left.length === 0 ? 'which was whole' : 'which had not begun'}; ` +
            `asked again, 0 of its ids in ${found.size} found`,
        );
      }
    }, 60_000);
  });
}

/** Lets a writer run until it has acknowledged so many groups, kills it, and gives every id it acknowledged. */
async function writeAndKill(place: WrittenPlace, from: number, killAfter: number): Promise<string[][]> {
  const writer = spawn(process.execPath, [...place.writer, String(SEED), String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(writer, 'close');
  const acknowledged: string[][] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged.push(line.split(' '));
    if (acknowledged.length === killAfter) writer.kill('SIGKILL');
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
  return acknowledged;
}

function groupsUpTo(count: number): Append[][] {
  const groups: Append[][] = [];
  for (const group of appendPlan(SEED)) {
    if (groups.length === count) break;
    groups.push(group);
  }
  return groups;
}

async function readAfter(log: EventLog, after: number): Promise<EventRecord[]> {
  return log.read(after, 1_000_000);
}

/** The ids of commands that a search of the storage finds. */
async function idsIn(place: LogPlace): Promise<Set<string>> {
  const text = (await place.bytes()).toString('latin1');
  return new Set(text.match(/(short|long)-[0-9a-f]{8}-[0-9a-f]{8}/g));
}

async function readAll(log: EventLog): Promise<EventRecord[]> {
  const records: EventRecord[] = [];
  for (;;) {
    const page = await log.read(records.length, 500);
    if (page.length === 0) return records;
    records.push(...page);
  }
}

async function expectKeptOnce(
  log: EventLog,
  found: readonly EventRecord[],
  appends: readonly Append[],
): Promise<void> {
  const expected = appends.flatMap(({ commandId, stream, expectedVersion, events }) =>
    events.map(({ event }, index) => [commandId, stream, expectedVersion + index + 1, event]),
  );
  const kept = found.slice(0, expected.length);
  expect(kept.map(({ commandId, stream, version, event }) => [commandId, stream, version, event])).toEqual(
    expected,
  );
  expect(found.slice(expected.length).filter(isOf(appends))).toEqual([]);
  for (const { commandId, answer } of appends) {
    expect(await log.answerOf(commandId)).toEqual({ outcome: answer.outcome });
  }
}

async function expectAllOrNothing(
  log: EventLog,
  found: readonly EventRecord[],
  group: readonly Append[],
): Promise<void> {
  const answers = await Promise.all(group.map(({ commandId }) => log.answerOf(commandId)));
  const answered = answers.filter((answer) => answer !== undefined).length;
  expect([0, group.length]).toContain(answered);
  const events = answered === 0 ? 0 : group.flatMap((append) => append.events).length;
  expect(found.filter(isOf(group))).toHaveLength(events);
}

function idsOf(group: readonly Append[]): string[] {
  return group.map((append) => append.commandId);
}

function isOf(appends: readonly Append[]): (record: EventRecord) => boolean {
  const ids = new Set(idsOf(appends));
  return (record) => ids.has(record.commandId);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Append, EventLog, EventRecord } from '#server/log/event-log';
import { appendPlan, seededRandom, snapshotBody } from './append-plan.ts';
import type { LogPlace } from './event-log.contract.ts';

/** A place whose log another process can be sent to write: `writer` are node's arguments, before SEED and FROM. */
export type WrittenPlace = LogPlace & { writer: readonly string[] };

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

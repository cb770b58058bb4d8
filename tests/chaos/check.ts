import { World } from '#server/commands/world';
import { catchUp } from '#server/commands/catch-up';
import type { EventLog, EventRecord } from '#server/log/event-log';
import type { ViewKey } from '#server/release/views';
import { hashOf } from '../support/core.ts';
import type { Territory } from '#shared/territory/schema';
import { policy, territory } from '../support/served-app.ts';
import type { Ledger } from './device.ts';
import { outdated } from './outdated.ts';
import type { Screen } from './screen.ts';

export type Finding = { readonly rule: string; readonly found: readonly string[] };
type NodeReport = { readonly name: string; readonly position: number; readonly hash: string };

const PAGE = 5_000;

/** What a run must have left: each rule with everything that breaks it, nothing when all is well. */
export async function check(
  log: EventLog,
  ledger: Ledger,
  nodes: readonly NodeReport[],
  screens: readonly Screen[],
  pack: Territory = territory,
): Promise<Finding[]> {
  const records = await everyRecord(log);
  const world = new World(pack, policy.policy);
  await catchUp(log, world);
  const hash = hashOf(world);
  return [
    { rule: 'no acknowledged command is lost', found: await lost(log, ledger, records) },
    { rule: 'no command is applied twice', found: twice(records) },
    {
      rule: 'what is kept was decided on what stands before it',
      found: outdated(records, ledger, pack),
    },
    { rule: 'a command sent again is answered as it was', found: ledger.contradictions },
    { rule: 'the log counts without a hole, and so does each stream', found: holes(records) },
    {
      rule: 'every server holds what the log says',
      found: nodes.flatMap(({ name, position, hash: its }) =>
        position === world.position && its === hash
          ? []
          : [
              `${name} is at ${position} of ${world.position}, and holds ${its === hash ? 'the same' : 'something else'}`,
            ],
      ),
    },
    {
      rule: 'every screen holds the view computed from the first event',
      found: screens.flatMap((screen) => apart(screen, world)),
    },
    {
      rule: 'no screen goes back in time',
      found: screens.flatMap(({ door, backwards, resets }) => [
        ...(backwards > 0 ? [`${door.door}: ${backwards} times`] : []),
        ...(resets.has('journal') ? [`${door.door}: started again ${resets.get('journal')} times`] : []),
      ]),
    },
  ];
}

export async function everyRecord(log: EventLog): Promise<EventRecord[]> {
  const records: EventRecord[] = [];
  for (;;) {
    const page = await log.read(records.at(-1)?.position ?? 0, PAGE);
    records.push(...page);
    if (page.length < PAGE) return records;
  }
}

async function lost(log: EventLog, { answered }: Ledger, records: readonly EventRecord[]): Promise<string[]> {
  const kept = new Set(records.map(({ commandId }) => commandId));
  const found: string[] = [];
  for (const [id, { command, ack }] of answered) {
    if (ack.outcome !== 'accepted') {
      if (kept.has(id)) found.push(`${command.type} ${id} was refused, and has events`);
      continue;
    }
    const answer = (await log.answerOf(id))?.outcome;
    if (!same(answer, { ...ack, id: undefined }))
      found.push(`${command.type} ${id}: the log answers ${JSON.stringify(answer)}`);
    if (hasEvents(command.type) && !kept.has(id)) found.push(`${command.type} ${id} has no event`);
  }
  return found;
}

/** Who comes and goes is always an event; what confirms may change nothing. */
function hasEvents(type: string): boolean {
  return ['RecordArrival', 'RecordDeparture', 'DeclarePass', 'RequestAdmission'].includes(type);
}

function twice(records: readonly EventRecord[]): string[] {
  const last = new Map<string, number>();
  const events = new Map<string, number>();
  const found: string[] = [];
  for (const { commandId, position, kind } of records) {
    const before = last.get(commandId);
    if (before !== undefined && before !== position - 1)
      found.push(`${commandId} at ${before}, then at ${position}`);
    last.set(commandId, position);
    // A door counts one person a tap.
    const times = (events.get(`${commandId} ${kind}`) ?? 0) + 1;
    events.set(`${commandId} ${kind}`, times);
    if (times > 1 && ['RestSpaceEntered', 'RestSpaceLeft', 'PassDeclared'].includes(kind))
      found.push(`${commandId}: ${kind} ${times} times`);
  }
  return found;
}

function holes(records: readonly EventRecord[]): string[] {
  const versions = new Map<string, number>();
  const found: string[] = [];
  let position = records[0] ? records[0].position - 1 : 0;
  for (const record of records) {
    if (record.position !== position + 1) found.push(`after ${position} comes ${record.position}`);
    position = record.position;
    const version = versions.get(record.stream);
    if (version !== undefined && record.version !== version + 1)
      found.push(`${record.stream}: after ${version} comes ${record.version}`);
    versions.set(record.stream, record.version);
  }
  return found;
}

function apart({ door, held }: Screen, world: World): string[] {
  const view = world.views.of(door.door as ViewKey);
  const found =
    held.revision === view.revision ? [] : [`${door.door} is at ${held.revision} of ${view.revision}`];
  const expected = new Map(
    view
      .changesSince(0 as typeof view.revision)
      .flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const])),
  );
  for (const [key, value] of expected)
    if (!same(held.entities.get(key)?.value, value))
      found.push(`${door.door}: ${key} is ${told(held.entities.get(key))}, and should be ${told({ value })}`);
  for (const key of held.entities.keys())
    if (!expected.has(key)) found.push(`${door.door}: ${key} is no more`);
  return found;
}

function told(entity: { rev?: number; value: unknown } | undefined): string {
  return entity === undefined ? 'not there' : JSON.stringify(entity);
}

/** As JSON has it: what is absent and what is undefined are one. */
function same(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DurableCommand } from '#server/commands/decide';
import { Turns } from '#server/commands/turns';
import { SNAPSHOT_FORMAT, World } from '#server/commands/world';
import type { EventLog } from '#server/log/event-log';
import { SettableClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import { silentLogger } from '#server/ports/logger';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { slotOf } from '#shared/kernel/slot';
import { policy, territory } from '../../support/served-app.ts';
import { openLog } from '../log/workload.ts';
import { spaceOf } from '../tablet.ts';

const BEGINS_AT = '2026-09-01T06:00:00.000Z' as Instant;
/** After any history of this file. */
export const HISTORY_ENDS_BEFORE = '2027-09-01T06:00:00.000Z' as Instant;
/** Short enough for the longest history to fit in the life of its facts: what is past it would be erased. */
const STEP_MIN = 2;
const PASSES_A_STEP = 10;
const VISITS_A_STEP = 23;
const STEPS_A_REQUEST = 180;
export const LINES = 'lines';
const PAGE = 5_000;
/** Events of a step at least: what time makes due comes on top. */
const EVENTS_A_STEP = PASSES_A_STEP + 2 * VISITS_A_STEP + 2;

/** When a history of so many events begins, to be over a little before this moment. */
export function beginOf(events: number, endsBefore: Instant): Instant {
  return plus(endsBefore, -Math.ceil(events / EVENTS_A_STEP) * STEP_MIN * MINUTE);
}

/** What a start reads beside the snapshot. */
const TAIL = 200;

/**
 * A log as the server itself would have written it, at 58 commands every two minutes: doors that count, passes in every
 * place, beds that close and reopen, four requests a day, and all that time alone makes due. Its snapshot stands a
 * few events before its end.
 */
export async function createHistory(folder: string, events: number, begins = BEGINS_AT): Promise<void> {
  const log = openLog(folder);
  const world = new World(territory, policy.policy);
  const clock = new SettableClock(begins);
  const turns = new Turns({
    log,
    world,
    clock,
    ids: randomIds,
    logger: silentLogger,
    policyHash: policy.hash,
    onCommitted: () => {},
  });
  const submit = async (commands: DurableCommand[]) => {
    const acks = await Promise.all(
      commands.map((command) => turns.submit(randomIds.command(), command, 'hospital')),
    );
    // The turn that answered is not quite over: what is submitted before it is would wait for the next run.
    await turns.run();
    const refused = acks.find(({ outcome }) => outcome !== 'accepted');
    if (refused) throw new Error(`the history holds a refusal: ${JSON.stringify(refused)}`);
  };
  await submit([...FIRST_COMMANDS]);
  let isKept = false;
  for (let step = 0; world.position < events; step += 1) {
    if (!isKept && world.position >= events - TAIL) {
      await log.saveSnapshot({ position: world.position, format: SNAPSHOT_FORMAT, body: world.save() });
      isKept = true;
    }
    clock.set(plus(begins, step * STEP_MIN * MINUTE));
    await submit(commandsOf(step, clock.now()));
  }
  await turns.close();
  await writeLines(log, join(folder, LINES));
  await log.close();
}

/** The same records as a flat file, one a line: what a replay is set beside. */
async function writeLines(log: EventLog, path: string): Promise<void> {
  const lines: string[] = [];
  for (let after = 0; after < log.head();) {
    const page = await log.read(after, PAGE);
    for (const record of page) lines.push(JSON.stringify(record));
    after = page.at(-1)?.position ?? log.head();
  }
  writeFileSync(path, lines.join('\n'));
}

const BEDS = territory.services.ward.beds.value;
const PLACES = [
  ...territory.surface.zones.map(({ id }) => ({ kind: 'zone', id }) as const),
  ...territory.underground.stations.map(({ id }) => ({ kind: 'station', id }) as const),
];

/** What stands before the first step: three open spaces and a ward. */
export const FIRST_COMMANDS: readonly DurableCommand[] = [
  ...[0, 1, 2].map((number) => ({ type: 'OpenRestSpace', space: spaceOf(number), regime: 'jour' }) as const),
  ...BEDS.map((bed) => ({ type: 'InstallBed', bed, surge: false }) as const),
];

/** One step. Each number picks the next place, space or bed of its list. */
export function commandsOf(step: number, now: Instant): DurableCommand[] {
  const commands: DurableCommand[] = [];
  for (let pass = 0; pass < PASSES_A_STEP; pass += 1) {
    const place = nth(PLACES, step * PASSES_A_STEP + pass);
    commands.push({ type: 'DeclarePass', place, slot: slotOf(now), people: '5-9', needs: ['materiel'] });
  }
  for (let visit = 0; visit < VISITS_A_STEP; visit += 1) {
    const space = spaceOf(step + visit);
    commands.push(
      { type: 'RecordArrival', space, seenAt: now },
      { type: 'RecordDeparture', space, seenAt: now },
    );
  }
  const bed = nth(BEDS, step);
  commands.push({ type: 'CloseBed', bed, reason: 'autre', reopensAt: null }, { type: 'ReopenBed', bed });
  if (step % STEPS_A_REQUEST === 0) {
    commands.push({ type: 'RequestAdmission', origin: 'maraude', needs: ['bilan'], requestedAt: now });
  }
  return commands;
}

function nth<T>(list: readonly T[], number: number): T {
  const item = list[number % list.length];
  if (item === undefined) throw new Error('the territory has none of these');
  return item;
}

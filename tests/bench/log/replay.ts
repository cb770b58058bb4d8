import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog, EventRecord } from '#server/log/event-log';
import { canonicalJson, stateHash } from '#server/log/snapshot';
import { type Figure, figureOfPairs, milliseconds, timed } from './figure.ts';
import { commandSource, fill, inFolder, openLog } from './workload.ts';

const EVENTS = 100_000;
const SHORT = EVENTS / 10;
const PAGE = 5000;
const TAIL = 200;
const PAIRS = 11;

/**
 * R1: every event of the log, parsed, against JSON.parse of a file that holds the same records as lines.
 * R2: start from a snapshot and the 200 events after it, against a full replay; then against the same start on a
 * history ten times shorter. Each start opens the log anew.
 */
export async function run(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const long = join(folder, 'long');
    const short = join(folder, 'short');
    await createHistory(long, EVENTS);
    await createHistory(short, SHORT);
    if (stateHash(await startFromSnapshot(long)) !== stateHash(await startFromNothing(long))) {
      throw new Error('a start from the snapshot and a full replay do not give the same state');
    }
    return [await replay(long, join(folder, 'lines')), ...(await starts(long, short))];
  });
}

async function replay(folder: string, lines: string): Promise<Figure> {
  const log = openLog(folder);
  const records: string[] = [];
  for await (const record of recordsAfter(log, 0)) records.push(JSON.stringify(record));
  writeFileSync(lines, records.join('\n'));
  const product = async () => {
    let events = 0;
    for (let after = 0; ; after += PAGE) {
      const page = await log.read(after, PAGE);
      events += page.length;
      if (page.length < PAGE) break;
    }
    expectAll(events);
  };
  const anchor = () => {
    let events = 0;
    for (const line of readFileSync(lines, 'utf8').split('\n')) {
      events += (JSON.parse(line) as EventRecord).position > 0 ? 1 : 0;
    }
    expectAll(events);
  };
  const pairs = await interleaved(product, anchor);
  await log.close();
  return figureOfPairs(`R1 replay of ${EVENTS} events`, '<= 1.6', pairs, productOverAnchor, milliseconds);
}

async function starts(long: string, short: string): Promise<Figure[]> {
  const againstReplay = await interleaved(
    () => startFromSnapshot(long),
    () => startFromNothing(long),
  );
  const againstShort = await interleaved(
    () => startFromSnapshot(long),
    () => startFromSnapshot(short),
  );
  return [
    figureOfPairs(
      'R2 start on snapshot, full replay',
      '<= 0.05',
      againstReplay,
      productOverAnchor,
      milliseconds,
    ),
    figureOfPairs(
      `R2 history of ${EVENTS}, of ${SHORT}`,
      '<= 1.5',
      againstShort,
      productOverAnchor,
      milliseconds,
    ),
  ];
}

async function interleaved(product: () => unknown, anchor: () => unknown) {
  const pairs: { product: number; anchor: number }[] = [];
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    const measured = { product: await timed(product), anchor: await timed(anchor) };
    // The first pair warms up.
    if (pair > 0) pairs.push(measured);
  }
  return pairs;
}

function productOverAnchor({ product, anchor }: { product: number; anchor: number }): number {
  return product / anchor;
}

function expectAll(events: number): void {
  if (events !== EVENTS) throw new Error(`${events} events read of ${EVENTS}`);
}

/** What the bench folds: for each area a count and its recent events. Bounded, as a state that forgets is. */
type State = Record<string, { events: number; recent: unknown[] }>;

const RECENT = 28;

function evolve(state: State, record: EventRecord): void {
  const area = record.stream.slice(0, record.stream.lastIndexOf('/'));
  const known = (state[area] ??= { events: 0, recent: [] });
  known.recent[known.events % RECENT] = record.event;
  known.events += 1;
}

async function createHistory(folder: string, events: number): Promise<void> {
  const log = openLog(folder);
  const commands = commandSource();
  await fill(log, commands, events - TAIL);
  const state: State = {};
  for await (const record of recordsAfter(log, 0)) evolve(state, record);
  await log.saveSnapshot({ position: log.head(), format: 1, body: canonicalJson(state) });
  await fill(log, commands, TAIL);
  await log.close();
}

async function startFromSnapshot(folder: string): Promise<State> {
  const log = openLog(folder);
  const snapshot = await log.loadSnapshot(1);
  if (snapshot === undefined) throw new Error('the snapshot is gone');
  const state = JSON.parse(snapshot.body) as State;
  for await (const record of recordsAfter(log, snapshot.position)) evolve(state, record);
  await log.close();
  return state;
}

async function startFromNothing(folder: string): Promise<State> {
  const log = openLog(folder);
  const state: State = {};
  for await (const record of recordsAfter(log, 0)) evolve(state, record);
  await log.close();
  return state;
}

async function* recordsAfter(log: EventLog, position: number): AsyncGenerator<EventRecord> {
  for (let after = position; ;) {
    const page = await log.read(after, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.position ?? after;
  }
}

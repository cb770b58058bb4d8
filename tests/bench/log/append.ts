import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Append, EventLog } from '#server/log/event-log';
import { type Figure, figureOfPairs, milliseconds, timed } from './figure.ts';
import { commandSource, fill, inFolder, openLog } from './workload.ts';

const GROUP = 64;
const GROUPS_A_PAIR = 16;
const PAIRS = 25;
const HISTORY = 100_000;

/**
 * L1: durable groups of 64 commands against one append and fdatasync of the same bytes, prepared beforehand.
 * The ratio is of rates. Beyond the anchor, the log recognises a repeat, checks versions and keeps answers.
 */
export function run(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const log = openLog(folder);
    const raw = openSync(join(folder, 'raw'), 'a');
    const commands = commandSource();
    try {
      await pairs(log, raw, commands, 3);
      const young = await pairs(log, raw, commands, PAIRS);
      await fill(log, commands, HISTORY);
      const old = await pairs(log, raw, commands, PAIRS);
      return [figure('L1 durable append, groups of 64', young), figure(`L1 after ${HISTORY} commands`, old)];
    } finally {
      closeSync(raw);
      await log.close();
    }
  });
}

async function pairs(log: EventLog, raw: number, commands: (size: number) => Append[], count: number) {
  const measured: { product: number; anchor: number }[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    const groups = Array.from({ length: GROUPS_A_PAIR }, () => commands(GROUP));
    const bytes = groups.map((group) =>
      Buffer.from(group.map((append) => `${JSON.stringify(append)}\n`).join('')),
    );
    const product = async () => {
      for (const group of groups) await log.appendGroup(group);
    };
    const anchor = () => {
      for (const buffer of bytes) {
        writeSync(raw, buffer);
        fdatasyncSync(raw);
      }
    };
    // Turn about, so that neither always runs on the other's heels.
    const first = pair % 2 === 0 ? await timed(product) : undefined;
    const reference = await timed(anchor);
    measured.push({
      product: (first ?? (await timed(product))) / GROUPS_A_PAIR,
      anchor: reference / GROUPS_A_PAIR,
    });
  }
  return measured;
}

function figure(metric: string, measured: { product: number; anchor: number }[]): Figure {
  return figureOfPairs(metric, '>= 0.9', measured, ({ product, anchor }) => anchor / product, milliseconds);
}

import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedLog } from '#server/log/embedded';
import type { Append, EventLog, RetentionClass } from '#server/log/event-log';
import { randomIds } from '#server/ports/ids';

const CLASSES: readonly RetentionClass[] = ['r72h', 'r72h', 'r72h', 'request', 'r13m', 'lasting'];

/** A folder on the disk of the project (the system's temporary folder may be in memory), removed after the work. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const parent = join(import.meta.dirname, '../../../node_modules/.cache/bench');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'log-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function openLog(folder: string): EventLog {
  return openEmbeddedLog({ folder, newEpoch: () => randomIds.epoch() });
}

/** Gives groups of the asked size: one pass-like event of about 130 bytes per command, in streams of 40 areas a day, 2,500 commands
 * to a day. */
export function commandSource(): (size: number) => Append[] {
  const versions = new Map<string, number>();
  let number = 0;
  return (size) =>
    Array.from({ length: size }, () => {
      number += 1;
      const day = Math.floor(number / 2500);
      const stream = `pass/area-${number % 40}/day-${day}`;
      const expectedVersion = versions.get(stream) ?? 0;
      versions.set(stream, expectedVersion + 1);
      const retention = CLASSES[number % CLASSES.length] ?? 'lasting';
      const event = {
        type: 'PassDeclared',
        place: { kind: 'zone', zone: `zone-${number % 40}` },
        slot: `day-${day}T${number % 24}:30`,
        people: '1-4',
        needs: number % 3 === 0 ? ['soin', 'materiel'] : [],
      };
      return {
        commandId: randomUUID(),
        stream,
        expectedVersion,
        events: [{ retention, event }],
        answer: { retention, outcome: { ok: true } },
      };
    });
}

/** Appends so many commands as fast as can be. */
export async function fill(
  log: EventLog,
  commands: (size: number) => Append[],
  count: number,
): Promise<void> {
  for (let done = 0; done < count; done += 5000)
    await log.appendGroup(commands(Math.min(5000, count - done)));
}

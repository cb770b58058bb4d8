import { createClient } from 'redis';
import { openRedisLog } from '#server/log/redis/redis-log';
import { logKey } from '#server/log/redis/keys';
import { randomIds } from '#server/ports/ids';
import { check, everyRecord, type Finding } from '../chaos/check.ts';
import type { Ledger } from '../chaos/device.ts';
import type { Screen } from '../chaos/screen.ts';
import { packOf } from './names.ts';
import type { Held } from './node.ts';

export type Served = { readonly id: string; readonly ledger: Ledger; readonly screens: readonly Screen[] };
type NodeHeld = Held & { readonly name: string };

/** What only a tablet's command writes: everything else in a log may be the clock's. */
const BY_TABLET = ['RestSpaceOpened', 'RestSpaceEntered'];

/** What a run must have left, over all its territories: each rule with everything that breaks it. */
export async function checkAll(
  redis: string,
  served: readonly Served[],
  nodes: readonly NodeHeld[],
): Promise<{ findings: Finding[]; events: number }> {
  const found = new Map<string, string[]>();
  const note = (rule: string, more: readonly string[]) =>
    found.set(rule, [...(found.get(rule) ?? []), ...more]);
  const ownerOf = new Map<string, string>(
    served.flatMap(({ id, ledger }) =>
      [...ledger.answered.keys()].map((command): [string, string] => [command, id]),
    ),
  );
  let events = 0;
  for (const { id, ledger, screens } of served) {
    const log = await openRedisLog({ client: redis, territory: id, newEpoch: () => randomIds.epoch() });
    try {
      const reports = nodes.map(({ name, worlds }) => {
        const { position, hash } = worlds.find(({ territory }) => territory === id) ?? {
          position: 0,
          hash: '',
        };
        return { name, position, hash };
      });
      for (const { rule, found: more } of await check(log, ledger, reports, screens, packOf(id)))
        note(
          rule,
          more.map((line) => `${id}: ${line}`),
        );
      const records = await everyRecord(log);
      events += records.length;
      const told = records.filter(({ kind }) => BY_TABLET.includes(kind));
      note('a log holds its own commands and no others', [
        ...(told.length === accepted(ledger)
          ? []
          : [`${id}: ${told.length} of ${accepted(ledger)} commands`]),
        ...told
          .filter(({ commandId }) => ownerOf.get(commandId) !== id)
          .map(({ commandId }) => `${id}: ${commandId} of ${ownerOf.get(commandId) ?? 'nobody'}`),
      ]);
    } finally {
      await log.close();
    }
    note(
      'a screen is greeted by its own territory only',
      screens
        .filter(({ territories }) => territories.size !== 1 || !territories.has(id))
        .map(
          ({ door, territories }) => `${id}: ${door.door} was in ${[...territories].join(', ') || 'none'}`,
        ),
    );
  }
  note(
    'every key is of one territory, and answers its commands only',
    await misplaced(redis, served, ownerOf),
  );
  note(
    'no server failed',
    nodes.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`)),
  );
  return { findings: [...found].map(([rule, each]) => ({ rule, found: each })), events };
}

export function accepted({ answered }: Ledger): number {
  return [...answered.values()].filter(({ ack }) => ack.outcome === 'accepted').length;
}

/** Keys whose hash tag is no territory of the run, and answers kept under another territory than that of who asked. */
async function misplaced(
  url: string,
  served: readonly Served[],
  ownerOf: ReadonlyMap<string, string>,
): Promise<string[]> {
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  try {
    const ids = new Set(served.map(({ id }) => id));
    const found: string[] = [];
    for await (const keys of client.scanIterator({ COUNT: 1_000 }))
      for (const key of keys) {
        const [, tag] = /^passerelle:\{([^}]+)\}:/.exec(key) ?? [];
        if (tag === undefined || !ids.has(tag)) found.push(`${key} is nobody’s`);
      }
    for (const id of ids)
      for (const command of await client.hKeys(`${logKey(id)}:answers`)) {
        const owner = ownerOf.get(command);
        if (owner !== undefined && owner !== id) found.push(`${command} of ${owner} is answered in ${id}`);
      }
    return found;
  } finally {
    client.destroy();
  }
}

import { createClient } from 'redis';
import type { EventLog } from '#server/log/event-log';
import { LIBRARY } from '#server/log/redis/library';

/** Faults that a run must find: each is one line gone from a mechanism that everything rests on. */
export const BUGS = ['append', 'catch-up'] as const;
export type Bug = (typeof BUGS)[number];

/** A catch-up that now and then leaves out the last record of what another server wrote. */
export function forgetful(log: EventLog): EventLog {
  let pages = 0;
  return new Proxy(log, {
    get(target, name) {
      if (name !== 'read') {
        const part = Reflect.get(target, name, target) as unknown;
        return typeof part === 'function' ? (part.bind(target) as unknown) : part;
      }
      return async (after: number, limit: number) => {
        const page = await target.read(after, limit);
        if (page.length < 2) return page;
        pages += 1;
        return pages % 3 === 0 ? page.toSpliced(-2, 1) : page;
      };
    },
  });
}

/** Gives the server an append that does not know what it has already answered. */
export async function plantInAppend(url: string): Promise<void> {
  const broken = LIBRARY.replace('if earlier then', 'if false then');
  if (broken === LIBRARY) throw new Error('the append has no such line to break');
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  await client.sendCommand(['FUNCTION', 'LOAD', 'REPLACE', broken]);
  client.destroy();
}

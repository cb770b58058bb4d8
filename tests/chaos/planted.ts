import { createClient } from 'redis';
import type { EventLog } from '#server/log/event-log';
import { LIBRARY } from '#server/log/redis/library';

/** Lines of the append that a run takes away: what stood there, and what stands there then. */
type Lines = readonly (readonly [line: RegExp, instead: string])[];

const ITS_KEY: Lines[number] = [/if earlier then/, 'if false then'];
const ITS_VERSION: Lines[number] = [/elseif stream\.[^\n]* then/, 'elseif false then'];

/**
 * The two looks of the append stand behind each other: a command that two servers decided on the same facts is stopped by
 * either. So each is taken away alone, where the other one and the server's own look at earlier answers are all that is
 * left; then both; then what they look at.
 */
const APPEND = {
  // Bites where two servers decide the same command differently, a refusal first: it moves no version.
  'append:key': [ITS_KEY],
  // Bites where two commands meet on one stream: each server keeps what it decided on a past that is over.
  'append:version': [ITS_VERSION],
  // Bites wherever two servers are asked at once.
  'append:both': [ITS_KEY, ITS_VERSION],
  // Bites whenever a command comes again.
  'append:answer': [[/callWith\('HSET', log \.\. ':answers', answered\)/, '']],
} satisfies Record<string, Lines>;
type InAppend = keyof typeof APPEND;

/** Faults that a run must find, each a line gone from a mechanism that everything rests on. */
export type Bug = InAppend | 'catch-up';
export const BUGS = [...(Object.keys(APPEND) as InAppend[]), 'catch-up'] as const satisfies readonly Bug[];

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

/** Gives the server an append without those lines, in the place of the right one. */
export async function plantInAppend(url: string, bug: InAppend): Promise<void> {
  let broken = LIBRARY;
  for (const [line, instead] of APPEND[bug]) {
    if (!line.test(broken)) throw new Error(`the append has no line ${line} to take away`);
    broken = broken.replace(line, instead);
  }
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  await client.sendCommand(['FUNCTION', 'LOAD', 'REPLACE', broken]);
  client.destroy();
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Call } from './link.ts';

const TEXT = readFileSync(new URL('event-log.lua', import.meta.url), 'utf8');
/** Drawn from the text: two versions of this server stand side by side while they take over from each other. */
const VERSION = createHash('sha256').update(TEXT).digest('hex').slice(0, 12);
/** The library as it is given to a server. */
export const LIBRARY = TEXT.replaceAll('@@', VERSION);

export type LogFunction =
  | 'open'
  | 'append'
  | 'erase'
  | 'cleaned'
  | 'keep_snapshot'
  | 'import_begin'
  | 'import_events'
  | 'import_answers'
  | 'import_streams'
  | 'import_done';

/** The command that calls a function of the library on the log of this key. */
export function functionCall(name: LogFunction, log: string, ...args: string[]): string[] {
  return ['FCALL', `${name}_${VERSION}`, '1', log, ...args];
}

/** Gives the server the library, unless it has it: a server that is full takes nothing, and may still be read. */
export async function giveLibrary(call: Call): Promise<void> {
  const known = (await call(['FUNCTION', 'LIST', 'LIBRARYNAME', `passerelle_${VERSION}`])) as unknown[];
  if (known.length === 0) await call(['FUNCTION', 'LOAD', 'REPLACE', LIBRARY]);
}

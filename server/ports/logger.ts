import type { WhyAway } from '#server/log/event-log';

/** A line of the journal: a kind and a few facts about the machine. Never a payload, a place, a name or an address (PRV-53). */
export type LogLine =
  | { kind: 'started'; port: number; simulated: boolean; policy: string }
  | { kind: 'stopped' }
  | { kind: 'connection-refused'; why: string }
  | { kind: 'violation'; rule: string }
  | { kind: 'fault'; reference: string; cause: unknown }
  | { kind: 'restored'; position: number; fromSnapshot: boolean }
  /** Why it takes nothing, as far as it says, and what is to be done about it. */
  | { kind: 'storage'; is: 'away'; why: WhyAway; next: string }
  | { kind: 'storage'; is: 'back' }
  /** The clock of this server against the others': how far ahead, and what is to be done about it. */
  | { kind: 'clock'; is: 'right' | 'off' | 'wrong'; aheadSeconds: number; next: string }
  | { kind: 'draining' }
  | { kind: 'note'; text: string };

export type Logger = (line: LogLine) => void;

/**
 * One line of JSON on standard output for each event, with the server it is of among several. A cause keeps its stack: it
 * names our files, never what was sent to us.
 */
export function loggerOf(server: { node?: string; territory?: string }): Logger {
  return (line) => {
    const plain =
      line.kind === 'fault'
        ? { ...line, cause: line.cause instanceof Error ? line.cause.stack : String(line.cause) }
        : line;
    process.stdout.write(`${JSON.stringify({ ...plain, ...server })}\n`);
  };
}

/** Of a server that has no name yet. */
export const consoleLogger: Logger = loggerOf({});

export const silentLogger: Logger = () => {};

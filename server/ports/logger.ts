/** A line of the journal: a kind and a few facts about the machine. Never a payload, a place, a name or an address (PRV-53). */
export type LogLine =
  | { kind: 'started'; port: number; simulated: boolean; policy: string }
  | { kind: 'stopped' }
  | { kind: 'connection-refused'; why: string }
  | { kind: 'violation'; rule: string }
  | { kind: 'fault'; reference: string; cause: unknown }
  | { kind: 'restored'; position: number; fromSnapshot: boolean }
  | { kind: 'storage'; is: 'away' | 'back' }
  | { kind: 'draining' }
  | { kind: 'note'; text: string };

export type Logger = (line: LogLine) => void;

/** One line of JSON on standard output. A cause keeps its stack: it names our files, never what was sent to us. */
export const consoleLogger: Logger = (line) => {
  const plain =
    line.kind === 'fault'
      ? { ...line, cause: line.cause instanceof Error ? line.cause.stack : String(line.cause) }
      : line;
  process.stdout.write(`${JSON.stringify(plain)}\n`);
};

export const silentLogger: Logger = () => {};

import type { Append, AppendResult } from '../event-log.ts';
import { functionCall } from './library.ts';

type Result =
  [kind: 0, first: number, last: number] | [kind: 1, outcome: string] | [kind: 2, version: number];

/**
 * The one command that keeps a group. The texts are made here: Redis moves them and never looks inside.
 * @throws TypeError when an event or an outcome is not JSON
 */
export function appendCall(log: string, group: readonly Append[]): string[] {
  const args = [String(group.length)];
  for (const { commandId, stream, expectedVersion, events, answer } of group) {
    args.push(commandId, stream, String(expectedVersion), answer.retention, textOf(answer.outcome));
    args.push(String(events.length));
    for (const { retention, event } of events) args.push(retention, textOf(event));
  }
  return functionCall('append', log, ...args);
}

/** What it answered: the head that it found, the head that it left, and a result for each append. */
export function readAppended(answer: unknown): { before: number; head: number; results: AppendResult[] } {
  const [before, ...told] = answer as [number, ...Result[]];
  const results = told.map(resultOf);
  const last = results.findLast((result) => result.kind === 'appended');
  return { before, head: last?.lastPosition ?? before, results };
}

function resultOf(result: Result): AppendResult {
  switch (result[0]) {
    case 0:
      return { kind: 'appended', firstPosition: result[1], lastPosition: result[2] };
    case 1:
      return { kind: 'repeated', outcome: JSON.parse(result[1]) as unknown };
    case 2:
      return { kind: 'conflict', actualVersion: result[1] };
  }
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('an event or an outcome that is not JSON');
  return text;
}

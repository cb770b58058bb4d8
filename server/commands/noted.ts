import type { Append } from '#server/log/event-log';

/** Something to be said once among all servers, of which the log keeps an answer and no fact. */
export function noted(commandId: string, outcome: unknown): Append {
  return {
    commandId,
    stream: 'noted',
    expectedVersion: 0,
    events: [],
    answer: { retention: 'r72h', outcome },
  };
}

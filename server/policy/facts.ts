import { z } from 'zod';
import { retentionOf, type LogEvent } from '#server/commands/event';
import { EVENT_TABLES } from '#server/log/embedded-file';
import type { ReleaseEvent } from '#server/release/events';
import type { RetentionEvent } from '#server/retention/events';
import { RETENTION } from '#shared/domain/aggregates';
import type { PolicyFacts } from '#shared/policy/finding';
import type { JsonSchema } from '#shared/policy/json-schema';
import { wireSchemas } from '#shared/wire/describe';

/** An event of the server's own without a line does not compile. */
const SERVER_EVENTS: Record<(ReleaseEvent | RetentionEvent)['type'], true> = {
  CoverageReleased: true,
  CapacityReleased: true,
  WindowOpened: true,
  WindowClosed: true,
  WeekCounted: true,
  ShareComputed: true,
  FlowsCounted: true,
  Erased: true,
  Carried: true,
};

/** What the linter is told of this program: what crosses the border, what rests in the log and how long, under which names. */
export function programFacts(): Pick<PolicyFacts, 'wire' | 'events' | 'names'> {
  const types = [...Object.keys(RETENTION), ...Object.keys(SERVER_EVENTS)] as LogEvent['type'][];
  return {
    wire: Object.fromEntries(
      Object.entries(wireSchemas).map(([name, schema]) => [
        name,
        // What is accepted, not what is left after parsing: only there does an open object show as one.
        z.toJSONSchema(schema, { io: 'input', unrepresentable: 'throw' }) as JsonSchema,
      ]),
    ),
    events: types.map((type) => ({ type, retention: retentionOf({ type } as LogEvent) })),
    names: Object.values(EVENT_TABLES).map((name) => ({ of: 'table', name })),
  };
}

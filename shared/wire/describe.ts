import { z } from 'zod';
import { ackSchema } from './ack.ts';
import { downSchemas, firstFrameSchema } from './down.ts';
import { commandSendSchema, handshakeSchema, viewSyncSchema } from './up.ts';

/** Every schema that crosses the border, by message name. The wire test walks them all. */
export const wireSchemas: Record<string, z.ZodType> = {
  'up handshake': handshakeSchema,
  'up command:send': commandSendSchema,
  'up view:sync': viewSyncSchema,
  'down ack': ackSchema,
  'down hello': downSchemas.hello,
  'down view:changes': downSchemas['view:changes'],
  'down view:beat': downSchemas['view:beat'],
  'down view:reset': downSchemas['view:reset'],
  'page first-frame': firstFrameSchema,
};

/** The whole contract as one text: it changes when, and only when, a message changes. */
export function describeWire(): string {
  return JSON.stringify(
    Object.entries(wireSchemas).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { unrepresentable: 'throw' }),
    ]),
  );
}

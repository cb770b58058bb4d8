import { z } from 'zod';
import { refusalKindSchema } from '../domain/refusal.ts';
import { count } from '../kernel/count.ts';
import { admissionCodeSchema, bedIdSchema, commandIdSchema, placementCodeSchema } from '../kernel/ids.ts';
import { fieldSchema, ruleSchema } from './field.ts';

const MAX_LIMIT = 100_000;

/**
 * The answer to one `command:send`, given to its sender alone. It holds the outcome and nothing of the log (PRV-46).
 * - `accepted`: durable. `code` is there when the command created an admission request.
 * - `volatile`: kept in memory only, by nature (presence).
 * - `refused`: an expected rule said no; nothing changed; the same id always gets the same answer.
 * - `malformed`: not a command of this protocol; `field` names where, never what was written there.
 * - `later`: not taken now, and nobody knows it to be kept: the storage is away, or this server is stopping; send it
 *   again with the same id.
 * - `fault`: our side failed; nothing was kept; send it again with the same id.
 */
export const ackSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('accepted'),
    id: commandIdSchema,
    /** Of the request, or of the placement, that the command opened. */
    code: admissionCodeSchema.or(placementCodeSchema).optional(),
  }),
  z.strictObject({ outcome: z.literal('volatile'), id: commandIdSchema }),
  z.strictObject({
    outcome: z.literal('refused'),
    id: commandIdSchema,
    refusal: refusalKindSchema,
    /** The beds that were free when one was refused, so that the next move is in the answer. For the ward alone. */
    alternatives: z.array(bedIdSchema).max(99).optional(),
  }),
  z.strictObject({
    outcome: z.literal('malformed'),
    id: commandIdSchema.nullable(),
    field: fieldSchema,
    rule: ruleSchema,
    limit: count(MAX_LIMIT, 'what the field may hold at most').nullable(),
  }),
  z.strictObject({
    outcome: z.literal('later'),
    id: commandIdSchema,
    why: z.enum(['stockage', 'arret']),
  }),
  z.strictObject({
    outcome: z.literal('fault'),
    id: commandIdSchema,
    reference: z.string().regex(/^[0-9A-F]{8}$/),
  }),
]);
export type Ack = z.infer<typeof ackSchema>;

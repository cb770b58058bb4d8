import { z } from 'zod';
import { commandIdSchema } from '../../kernel/ids.ts';

/** What a console has open, so that two leads do not answer the same request unknowingly: memory only, nobody's name. */
export const attentionCommandSchema = z.discriminatedUnion('type', [
  /** This report, or none any more. */
  z.strictObject({ type: z.literal('LookAtReport'), report: commandIdSchema.nullable() }),
]);
export type AttentionCommand = z.infer<typeof attentionCommandSchema>;

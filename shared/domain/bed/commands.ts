import { z } from 'zod';
import { instantSchema } from '../../kernel/instant.ts';
import { bedIdSchema } from '../../kernel/ids.ts';

export const bedClosureReasonSchema = z.enum(['travaux', 'effectif', 'saison', 'autre']);
export type BedClosureReason = z.infer<typeof bedClosureReasonSchema>;

const bed = bedIdSchema;

/** What the ward says of its beds. Reserving and admitting concern a request too: see `admission/`. */
export const bedCommandSchema = z.discriminatedUnion('type', [
  /** Adding or removing a bed is an explicit fact, never a missing row. */
  z.strictObject({ type: z.literal('InstallBed'), bed }),
  z.strictObject({ type: z.literal('RemoveBed'), bed }),
  /** The person has left: the bed needs cleaning before it is available. */
  z.strictObject({ type: z.literal('DischargeBed'), bed }),
  z.strictObject({ type: z.literal('FinishCleaning'), bed }),
  z.strictObject({
    type: z.literal('CloseBed'),
    bed,
    reason: bedClosureReasonSchema,
    reopensAt: instantSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('ReopenBed'), bed }),
  /** `Toujours exact`: the whole board is confirmed in one tap. */
  z.strictObject({ type: z.literal('ConfirmWard') }),
]);
export type BedCommand = z.infer<typeof bedCommandSchema>;

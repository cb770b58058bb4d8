import { z } from 'zod';
import { instantSchema } from '../../kernel/instant.ts';
import { bedIdSchema } from '../../kernel/ids.ts';

export const bedClosureReasonSchema = z.enum(['travaux', 'effectif', 'saison', 'autre']);
export type BedClosureReason = z.infer<typeof bedClosureReasonSchema>;

/** Assessed every day by each of the three (continuum); the screen writes A, S and P. */
export const assessmentSchema = z.enum(['addictologie', 'somatique', 'psychiatrie']);
export type Assessment = z.infer<typeof assessmentSchema>;

const bed = bedIdSchema;

/** What the ward says of its beds. Reserving and admitting concern a request too: see `admission/`. */
export const bedCommandSchema = z.discriminatedUnion('type', [
  /** Adding or removing a bed is an explicit fact, never a missing row. */
  z.strictObject({
    type: z.literal('InstallBed'),
    bed,
    /** A bed added in a surge (06 *Supplémentaire*): outside the sum of the installed ones. */
    surge: z.boolean(),
  }),
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
  /** Takes back the last thing said of a bed by the ward, as long as nothing else has been said of it since. */
  z.strictObject({ type: z.literal('UndoBedChange'), bed }),
  /** One of the three daily assessments of the person in this bed was done, or was not after all: no content. */
  z.strictObject({ type: z.literal('TickAssessment'), bed, assessment: assessmentSchema, done: z.boolean() }),
  /** `Toujours exact`: the whole board is confirmed in one tap. */
  z.strictObject({ type: z.literal('ConfirmWard') }),
]);
export type BedCommand = z.infer<typeof bedCommandSchema>;

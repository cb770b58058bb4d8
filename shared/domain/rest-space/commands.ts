import { z } from 'zod';
import { count } from '../../kernel/count.ts';
import { instantSchema } from '../../kernel/instant.ts';
import { restSpaceIdSchema } from '../../kernel/ids.ts';

export const regimeSchema = z.enum(['jour', 'nuit']);
export type Regime = z.infer<typeof regimeSchema>;

export const recountReasonSchema = z.enum(['releve', 'oubli-entree', 'oubli-sortie', 'doute', 'autre']);
export type RecountReason = z.infer<typeof recountReasonSchema>;

export const closureReasonSchema = z.enum(['horaires', 'travaux', 'effectif', 'securite', 'autre']);
export type ClosureReason = z.infer<typeof closureReasonSchema>;

/** No count of people inside a space is larger: a value above is a slip of the finger. */
export const MAX_PRESENT = 500;

const space = restSpaceIdSchema;

export const restSpaceCommandSchema = z.discriminatedUnion('type', [
  /** One person comes in. Never refused because the space is full: `35 / 32` is a fact. */
  z.strictObject({ type: z.literal('RecordArrival'), space }),
  z.strictObject({ type: z.literal('RecordDeparture'), space }),
  /** The number of people counted inside replaces the running count; both stay on record. */
  z.strictObject({
    type: z.literal('RecountRestSpace'),
    space,
    present: count(MAX_PRESENT, 'people inside'),
    reason: recountReasonSchema,
  }),
  /** `RAS`: the count on screen is still right. */
  z.strictObject({ type: z.literal('ConfirmRestSpace'), space }),
  z.strictObject({ type: z.literal('OpenRestSpace'), space, regime: regimeSchema }),
  z.strictObject({
    type: z.literal('CloseRestSpace'),
    space,
    reason: closureReasonSchema,
    until: instantSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('SwitchRegime'), space, regime: regimeSchema }),
  /** Staff close entries whatever the count says. */
  z.strictObject({ type: z.literal('DeclareFull'), space }),
  z.strictObject({ type: z.literal('LiftFull'), space }),
]);
export type RestSpaceCommand = z.infer<typeof restSpaceCommandSchema>;

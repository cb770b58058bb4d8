import { z } from 'zod';
import { count } from '../../kernel/count.ts';
import { instantSchema } from '../../kernel/instant.ts';
import { restSpaceIdSchema } from '../../kernel/ids.ts';
import { localDateSchema } from '../../kernel/local-time.ts';
import { restSpaceServiceSchema } from '../../kernel/rest-space-service.ts';

export const regimeSchema = z.enum(['jour', 'nuit']);
export type Regime = z.infer<typeof regimeSchema>;

export const recountReasonSchema = z.enum(['releve', 'oubli-entree', 'oubli-sortie', 'doute', 'autre']);
export type RecountReason = z.infer<typeof recountReasonSchema>;

export const closureReasonSchema = z.enum(['horaires', 'travaux', 'effectif', 'securite', 'autre']);
export type ClosureReason = z.infer<typeof closureReasonSchema>;

/** What a tap at a door counts. */
export const doorCountSchema = z.enum(['entree', 'sortie']);
export type DoorCount = z.infer<typeof doorCountSchema>;

const figure = (what: string) => count(1_000, what);
const orientations = (to: string) => figure(`orientations to ${to}`);

/** The operator's activity sheet of one day (DOMAIN 3, 9). A visit is not a person. */
export const daySheetSchema = z.strictObject({
  visits: figure('visits'),
  women: figure('visits by women'),
  firstVisits: figure('first visits of the year'),
  nursingActs: figure('nursing acts'),
  rightsActs: figure('acts of access to rights'),
  meals: figure('meals'),
  showers: figure('showers'),
  orientations: z.strictObject({
    csapa: orientations('a CSAPA'),
    cmp: orientations('a CMP'),
    'hopital-de-jour': orientations('a day hospital'),
    urgences: orientations('emergencies'),
    d2o: orientations('the D2O beds'),
    hebergement: orientations('housing'),
  }),
});
export type DaySheet = z.infer<typeof daySheetSchema>;

/** No count of people inside a space is larger: a value above is a slip of the finger. */
export const MAX_PRESENT = 500;

const space = restSpaceIdSchema;

export const restSpaceCommandSchema = z.discriminatedUnion('type', [
  /** One person comes in. Never refused because the space is full: `35 / 32` is a fact. */
  z.strictObject({ type: z.literal('RecordArrival'), space, seenAt: instantSchema }),
  /** `seenAt`, here and above: when the door saw it, also when it had no network then. */
  z.strictObject({ type: z.literal('RecordDeparture'), space, seenAt: instantSchema }),
  /** The last tap at a door was a slip. `seenAt` is that of the tap: taken back late, it is of the same balance. */
  z.strictObject({ type: z.literal('UndoCount'), space, what: doorCountSchema, seenAt: instantSchema }),
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
  /** What is offered inside at this moment. */
  z.strictObject({
    type: z.literal('SwitchService'),
    space,
    service: restSpaceServiceSchema,
    on: z.boolean(),
  }),
  /** The day in figures, once, at the relève: how many, never who nor when (DOMAIN 3). Filed again, it replaces. */
  z.strictObject({ type: z.literal('FileDaySheet'), space, day: localDateSchema, figures: daySheetSchema }),
]);
export type RestSpaceCommand = z.infer<typeof restSpaceCommandSchema>;

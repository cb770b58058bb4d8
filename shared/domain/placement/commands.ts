import { z } from 'zod';
import { count } from '../../kernel/count.ts';
import { placementCodeSchema } from '../../kernel/ids.ts';

/** The twelve regions outside Île-de-France, by their usual letters (DOMAIN 8; Corse is `a-confirmer` in the pack). */
export const regionSchema = z.enum([
  'ARA',
  'BFC',
  'BRE',
  'CVL',
  'COR',
  'GES',
  'HDF',
  'NOR',
  'NAQ',
  'OCC',
  'PDL',
  'PAC',
]);
export type Region = z.infer<typeof regionSchema>;

/** Who sends: the four of the instruction, no other. */
export const sendingSchema = z.enum(['csapa-ambulatoire', 'service-hospitalier', 'assore', 'phase']);
export type Sending = z.infer<typeof sendingSchema>;

/** Who receives (DOMAIN 8): CTR, CT, SMR, ACT, AFT. */
export const residenceKindSchema = z.enum([
  'centre-therapeutique',
  'communaute-therapeutique',
  'soins-de-readaptation',
  'appartement-therapeutique',
  'famille-d-accueil',
]);
export type ResidenceKind = z.infer<typeof residenceKindSchema>;

/** What an establishment asks for; criteria in words are not public (DOMAIN 13). */
export const residenceConditionSchema = z.enum([
  'sevrage-prealable',
  'tso-accepte',
  'accueil-couple',
  'accueil-animal',
  'droits-ouverts',
]);
export type ResidenceCondition = z.infer<typeof residenceConditionSchema>;

/** Steps of a placement in their order (DOMAIN 8, to be validated with the field). */
export const placementStepSchema = z.enum([
  'reperage',
  'accord',
  'evaluation',
  'choix',
  'dossier',
  'concertation',
  'date-fixee',
  'accompagnement',
  'entree',
  'suivi-conjoint',
]);
export type PlacementStep = z.infer<typeof placementStepSchema>;

export const placementEndSchema = z.enum(['sortie', 'retour', 'reorientation', 'abandon', 'perdue-de-vue']);
export type PlacementEnd = z.infer<typeof placementEndSchema>;

const placement = placementCodeSchema;
const establishment = { region: regionSchema, residence: residenceKindSchema };

/** Care outside the region: a code, a clock, a region and a kind; no person, no establishment by name (PRV-61). */
export const placementCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('OpenPlacement'),
    sending: sendingSchema,
    /** A hospital addictologist helps with a complex case. */
    expertSupport: z.boolean(),
  }),
  /** One step forward; `accord` says that the person agrees, as a fact. */
  z.strictObject({ type: z.literal('AdvancePlacement'), placement, step: placementStepSchema }),
  /** Several may be asked at once: the first acceptance closes the others. */
  z.strictObject({ type: z.literal('AskResidence'), placement, ...establishment }),
  z.strictObject({ type: z.literal('AcceptResidence'), placement, ...establishment }),
  z.strictObject({ type: z.literal('DeclineResidence'), placement, ...establishment }),
  z.strictObject({ type: z.literal('EndPlacement'), placement, end: placementEndSchema }),
  /** Places that establishments of one kind say they have in one region, and what they ask for. */
  z.strictObject({
    type: z.literal('ReportResidences'),
    ...establishment,
    establishments: count(99, 'establishments of this kind in the region'),
    free: count(200, 'places free'),
    conditions: z
      .array(residenceConditionSchema)
      .max(residenceConditionSchema.options.length)
      .refine((conditions) => new Set(conditions).size === conditions.length, {
        message: 'a condition is given once',
      }),
  }),
]);
export type PlacementCommand = z.infer<typeof placementCommandSchema>;

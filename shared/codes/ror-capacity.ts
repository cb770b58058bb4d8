import { z } from 'zod';
import { count } from '../kernel/count.ts';
import { BED_STATE_DISPLAYS, emittedBedStateSchema } from './bed-states.ts';

// The capacity extension of the national directory of health offers (ROR), guide ans.fhir.fr.ror 0.7.0, a draft: what
// is written here is shaped after it and claims no conformance. The published JSON schema of FHIR checks no code, so
// that these lists are the only thing between a slip and a bed that does not exist.

/** TRE_R329, version 20250328: what a capacity is counted in. */
export const natureCodeSchema = z.enum(['01', '02', '03']);
export type NatureCode = z.infer<typeof natureCodeSchema>;
export const NATURE_DISPLAYS: Readonly<Record<NatureCode, string>> = {
  '01': 'Lit',
  '02': 'Place',
  '03': 'Logement',
};

/** TRE_R331: for when a capacity is told. */
const temporalityCodeSchema = z.enum(['01', '02', '03', '04', '05']);
const TEMPORALITY_DISPLAYS: Readonly<Record<z.infer<typeof temporalityCodeSchema>, string>> = {
  '01': 'Courant',
  '02': 'Prévisionnel 1 heure',
  '03': 'Prévisionnel 24 heures',
  '04': 'Prévisionnel 48 heures',
  '05': 'Prévisionnel 7 jours',
};

/** TRE_R335: where the number comes from. */
const sourceCodeSchema = z.enum(['01', '02', '03', '04']);
const SOURCE_DISPLAYS: Readonly<Record<z.infer<typeof sourceCodeSchema>, string>> = {
  '01': 'Saisie manuelle',
  '02': 'Bed management',
  '03': 'Gestion administrative du malade (GAM)',
  '04': 'Dossier patient informatisé (DPI)',
};

/** TRE_R337, version 20231215: whether beds are kept for some people only. */
const assignmentCodeSchema = z.enum(['01', '02', '03']);
const ASSIGNMENT_DISPLAYS: Readonly<Record<z.infer<typeof assignmentCodeSchema>, string>> = {
  '01': 'Aucune',
  '02': 'Covid+',
  '03': 'Covid-',
};

/** A table of codes: where it is published, the codes that may be written, and what each is called. */
function codeTable<Codes extends Readonly<Record<string, string>>>(
  id: string,
  codes: z.ZodEnum<Codes>,
  displays: Readonly<Record<string, string>>,
) {
  const system = `https://mos.esante.gouv.fr/NOS/TRE_${id}/FHIR/TRE-${id}`;
  const coding = z
    .strictObject({ system: z.literal(system), code: codes, display: z.enum(Object.values(displays)) })
    .refine(({ code, display }) => displays[code] === display, 'the display is that of another code');
  const schema = z.strictObject({ coding: z.tuple([coding]) });
  return {
    system,
    schema,
    of: (code: z.infer<typeof codes>): z.infer<typeof schema> => ({
      coding: [{ system, code, display: displays[code] ?? '' }],
    }),
  };
}

export const TRE_R329 = codeTable('R329-NatureCapacite', natureCodeSchema, NATURE_DISPLAYS);
export const TRE_R330 = codeTable('R330-TypeStatutCapacite', emittedBedStateSchema, BED_STATE_DISPLAYS);
export const TRE_R331 = codeTable('R331-TemporaliteCapacite', temporalityCodeSchema, TEMPORALITY_DISPLAYS);
export const TRE_R335 = codeTable('R335-TypeSourceCapacite', sourceCodeSchema, SOURCE_DISPLAYS);
export const TRE_R337 = codeTable('R337-AffectationTemporaire', assignmentCodeSchema, ASSIGNMENT_DISPLAYS);

/** A moment to the second on the wall clock, with its offset: `2026-11-21T17:30:00+01:00`. */
export const offsetDateSchema = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d[+-]\d{2}:\d{2}$/);

export const CAPACITY_EXTENSION_URL =
  'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-location-supported-capacity';

const codeChild = <Url extends string, Concept extends z.ZodType>(url: Url, concept: Concept) =>
  z.strictObject({ url: z.literal(url), valueCodeableConcept: concept });

/** One capacity: its seven mandatory children, once each, in this order. `temporaryAssignement` is the guide's spelling. */
export const capacityExtensionSchema = z.strictObject({
  url: z.literal(CAPACITY_EXTENSION_URL),
  extension: z.tuple([
    codeChild('capacityType', TRE_R329.schema),
    codeChild('capacityStatus', TRE_R330.schema),
    codeChild('temporalityCapacity', TRE_R331.schema),
    z.strictObject({
      url: z.literal('nbCapacity'),
      valueInteger: count(2_000, 'beds or places of one service'),
    }),
    codeChild('capacitySourceType', TRE_R335.schema),
    z.strictObject({ url: z.literal('capacityUpdateDate'), valueDateTime: offsetDateSchema }),
    codeChild('temporaryAssignement', TRE_R337.schema),
  ]),
});
export type CapacityExtension = z.infer<typeof capacityExtensionSchema>;

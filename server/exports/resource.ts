import { z } from 'zod';
import { offsetDateSchema } from '#shared/codes/ror-capacity';
import { housingLineSchema } from '#shared/domain/housing/commands';
import { restSpaceIdSchema, unitIdSchema } from '#shared/kernel/ids';
import { WARD_ID } from './capacities.ts';

// What every FHIR resource of ours begins with. Schemas are strict: what is not written here does not leave (PRV-41).

const SERVICE_IDS = [z.literal(WARD_ID), restSpaceIdSchema, unitIdSchema, housingLineSchema];

/** The id of a service: those of the pack and of the lines of housing, nothing else. */
export const serviceIdSchema = z
  .string()
  .refine((id) => SERVICE_IDS.some((schema) => schema.safeParse(id).success));

const SIMULATED = [
  {
    system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
    code: 'HTEST',
    display: 'test health data',
  },
  { system: 'urn:passerelle:simulation', code: 'donnees-simulees', display: 'DONNÉES SIMULÉES' },
] as const;

const tagSchema = z.strictObject({
  system: z.enum(SIMULATED.map(({ system }) => system)),
  code: z.enum(SIMULATED.map(({ code }) => code)),
  display: z.enum(SIMULATED.map(({ display }) => display)),
});

export const metaSchema = z.strictObject({
  lastUpdated: offsetDateSchema.optional(),
  tag: z.array(tagSchema).length(SIMULATED.length).optional(),
});
export type Meta = z.infer<typeof metaSchema>;

/** `lastUpdated` null: nobody has said anything yet. */
export function metaOf(lastUpdated: string | null, simulated: boolean): Meta {
  return {
    ...(lastUpdated === null ? {} : { lastUpdated }),
    ...(simulated ? { tag: SIMULATED.map((tag) => ({ ...tag })) } : {}),
  };
}

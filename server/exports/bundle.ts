import { z } from 'zod';
import { count } from '#shared/kernel/count';
import { healthcareServiceSchema, type FhirHealthcareService } from './healthcare-service.ts';
import { locationSchema, type FhirLocation } from './location.ts';
import { metaOf, metaSchema } from './resource.ts';

/** A search answers with this many resources at most; `total` says how many there are. */
export const MAX_ANSWERS = 200;

const resourceSchema = z.discriminatedUnion('resourceType', [locationSchema, healthcareServiceSchema]);
type Resource = FhirLocation | FhirHealthcareService;

export const bundleSchema = z.strictObject({
  resourceType: z.literal('Bundle'),
  type: z.literal('searchset'),
  meta: metaSchema,
  total: count(1_000, 'services that answer a search'),
  entry: z
    .array(
      z.strictObject({
        resource: resourceSchema,
        search: z.strictObject({ mode: z.enum(['match', 'include']) }),
      }),
    )
    .min(1)
    .max(2 * MAX_ANSWERS)
    .optional(),
});
export type FhirBundle = z.infer<typeof bundleSchema>;

/** What a search found, and what it was asked to bring along with the first of them. FHIR has no empty list. */
export function searchset(
  found: readonly Resource[],
  alongWith: (answer: Resource) => readonly Resource[],
  { asOf, simulated }: { asOf: string; simulated: boolean },
): FhirBundle {
  const matches = found.slice(0, MAX_ANSWERS);
  const entry = [
    ...matches.map((resource) => ({ resource, search: { mode: 'match' as const } })),
    ...matches
      .flatMap((match) => alongWith(match))
      .map((resource) => ({ resource, search: { mode: 'include' as const } })),
  ];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    meta: metaOf(asOf, simulated),
    total: found.length,
    ...(entry.length === 0 ? {} : { entry }),
  };
}

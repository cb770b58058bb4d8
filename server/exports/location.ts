import { z } from 'zod';
import {
  CAPACITY_EXTENSION_URL,
  capacityExtensionSchema,
  TRE_R329,
  TRE_R330,
  TRE_R331,
  TRE_R335,
  TRE_R337,
  type CapacityExtension,
} from '#shared/codes/ror-capacity';
import type { Instant } from '#shared/kernel/instant';
import { bandSchema, freeBedsSchema, sourceAgeSchema } from '#shared/view/capacity';
import type { Capacity } from './capacity.ts';
import { metaOf, metaSchema, serviceIdSchema } from './resource.ts';

/** A class of available places is not a number of theirs: it has an extension of its own, which is ours and says so. */
export const BAND_EXTENSION_URL = 'urn:passerelle:band';
export const FRESHNESS_EXTENSION_URL = 'urn:passerelle:freshness';

const freshnessSchema = z.enum(sourceAgeSchema.options.map(({ shape }) => shape.freshness.value));

/** One service as a place that takes people in, in the form of FHIR R4. */
export const locationSchema = z
  .strictObject({
    resourceType: z.literal('Location'),
    id: serviceIdSchema,
    meta: metaSchema,
    status: z.enum(['active', 'suspended']).optional(),
    name: z.string().min(1).max(60),
    mode: z.literal('instance'),
    extension: z
      .array(
        z.discriminatedUnion('url', [
          capacityExtensionSchema,
          z.strictObject({
            url: z.literal(BAND_EXTENSION_URL),
            valueCode: z.union([bandSchema, freeBedsSchema]),
          }),
          z.strictObject({ url: z.literal(FRESHNESS_EXTENSION_URL), valueCode: freshnessSchema }),
        ]),
      )
      .min(1)
      .optional(),
  })
  .superRefine((location, context) => {
    const counts = Object.fromEntries(capacitiesIn(location).map(({ state, count }) => [state, count]));
    const { '01': installed, '02': available, '03': occupied, '04': reserved = 0, '05': closed } = counts;
    const isWhole = [installed, available, occupied, closed].every((count) => count !== undefined);
    if (isWhole && installed !== Number(available) + Number(occupied) + reserved + Number(closed))
      context.addIssue('installed is not the sum of available, occupied, reserved and closed');
    if (location.status === 'suspended' && (available ?? 0) > 0)
      context.addIssue('a closed service has nothing available');
  });
export type FhirLocation = z.infer<typeof locationSchema>;

/** The capacities of a location, read back from what is written in it. */
export function capacitiesIn({ extension = [] }: Pick<FhirLocation, 'extension'>) {
  return extension.flatMap((written) => {
    if (written.url !== CAPACITY_EXTENSION_URL) return [];
    const [nature, state, , count, , updated] = written.extension;
    return {
      nature: nature.valueCodeableConcept.coding[0].code,
      state: state.valueCodeableConcept.coding[0].code,
      count: count.valueInteger,
      updated: updated.valueDateTime,
    };
  });
}

/** `at`: how a moment is written where the service is. */
export function locationOf(
  capacity: Capacity,
  at: (instant: Instant) => string,
  simulated: boolean,
): FhirLocation {
  const { counted, band, freshness, open } = capacity;
  const updated = counted && at(counted.at);
  const extension: NonNullable<FhirLocation['extension']> = [
    ...(counted?.states ?? []).map(([state, count]): CapacityExtension => ({
      url: CAPACITY_EXTENSION_URL,
      extension: [
        { url: 'capacityType', valueCodeableConcept: TRE_R329.of(capacity.nature) },
        { url: 'capacityStatus', valueCodeableConcept: TRE_R330.of(state) },
        { url: 'temporalityCapacity', valueCodeableConcept: TRE_R331.of('01') },
        { url: 'nbCapacity', valueInteger: count },
        { url: 'capacitySourceType', valueCodeableConcept: TRE_R335.of('01') },
        { url: 'capacityUpdateDate', valueDateTime: updated ?? '' },
        { url: 'temporaryAssignement', valueCodeableConcept: TRE_R337.of('01') },
      ],
    })),
    ...(band === null ? [] : [{ url: BAND_EXTENSION_URL, valueCode: band } as const]),
    ...(freshness === null ? [] : [{ url: FRESHNESS_EXTENSION_URL, valueCode: freshness } as const]),
  ];
  return {
    resourceType: 'Location',
    id: capacity.id,
    meta: metaOf(updated, simulated),
    ...(open === null ? {} : { status: open ? 'active' : 'suspended' }),
    name: capacity.name,
    mode: 'instance',
    ...(extension.length === 0 ? {} : { extension }),
  };
}

import { z } from 'zod';
import { offsetDateSchema } from '#shared/codes/ror-capacity';
import type { Instant } from '#shared/kernel/instant';
import type { Capacity } from './capacity.ts';
import { metaOf, metaSchema, serviceIdSchema } from './resource.ts';

const daySchema = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:00$/);

/** What a place offers, and when: the hours of the pack where it has some, and a closure where one is told. */
export const healthcareServiceSchema = z.strictObject({
  resourceType: z.literal('HealthcareService'),
  id: serviceIdSchema,
  meta: metaSchema,
  active: z.literal(true),
  name: z.string().min(1).max(60),
  location: z.tuple([z.strictObject({ reference: z.string().regex(/^Location\/[A-Za-z0-9-]{1,40}$/) })]),
  availableTime: z
    .tuple([
      z.union([
        z.strictObject({ daysOfWeek: z.array(daySchema).length(7), allDay: z.literal(true) }),
        z.strictObject({
          daysOfWeek: z.array(daySchema).length(7),
          availableStartTime: timeSchema,
          availableEndTime: timeSchema,
        }),
      ]),
    ])
    .optional(),
  notAvailable: z
    .tuple([
      z.strictObject({
        description: z.literal('Fermé'),
        during: z.strictObject({ end: offsetDateSchema }).optional(),
      }),
    ])
    .optional(),
});
export type FhirHealthcareService = z.infer<typeof healthcareServiceSchema>;

export function healthcareServiceOf(
  capacity: Capacity,
  at: (instant: Instant) => string,
  simulated: boolean,
): FhirHealthcareService {
  const { counted, hours, open, reopensAt } = capacity;
  return {
    resourceType: 'HealthcareService',
    id: capacity.id,
    meta: metaOf(counted && at(counted.at), simulated),
    active: true,
    name: capacity.name,
    location: [{ reference: `Location/${capacity.id}` }],
    ...(hours === null ? {} : { availableTime: [availableTime(hours)] }),
    ...(open === false
      ? {
          notAvailable: [
            { description: 'Fermé', ...(reopensAt === null ? {} : { during: { end: at(reopensAt) } }) },
          ],
        }
      : {}),
  };
}

function availableTime(hours: NonNullable<Capacity['hours']>) {
  const daysOfWeek = [...daySchema.options];
  return hours.kind === 'continu'
    ? { daysOfWeek, allDay: true as const }
    : {
        daysOfWeek,
        availableStartTime: `${hours.opens}:00`,
        availableEndTime: `${hours.closes}:00`,
      };
}

import { z } from 'zod';
import { admissionNeedSchema, originTypeSchema } from '../domain/admission/commands.ts';
import { bedClosureReasonSchema } from '../domain/bed/commands.ts';
import { regimeSchema } from '../domain/rest-space/commands.ts';
import { count } from '../kernel/count.ts';
import { admissionCodeSchema, bedIdSchema, restSpaceIdSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { bandSchema, freeBedsSchema, queueLevelSchema, sourceAgeSchema } from './capacity.ts';

const jauges = {
  jaugeJour: count(500, 'people allowed inside by day'),
  jaugeNuit: count(500, 'people allowed inside by night'),
};

/** A space as a class of free places, for everyone but its own staff and the leads. */
export const restSpaceBandSchema = z.strictObject({
  kind: z.literal('rest-space-band'),
  id: restSpaceIdSchema,
  band: bandSchema,
  regime: regimeSchema,
  ...jauges,
  source: sourceAgeSchema,
});
export type RestSpaceBand = z.infer<typeof restSpaceBandSchema>;

/** The same for the transport operator: whether to send someone there, and nothing of the limit or the regime. */
export const restSpaceDoorSchema = restSpaceBandSchema.omit({
  jaugeJour: true,
  jaugeNuit: true,
  regime: true,
});
export type RestSpaceDoor = z.infer<typeof restSpaceDoorSchema>;

/** The same on the wall, with the band at each of the last half-hours, oldest first: made of released bands only. */
export const wallRestSpaceSchema = z.strictObject({
  ...restSpaceBandSchema.shape,
  kind: z.literal('rest-space'),
  trend: z.array(bandSchema).max(8),
});

/** A space exactly: its own staff, and the leads (PRV-25). */
export const exactRestSpaceSchema = z.strictObject({
  kind: z.literal('rest-space'),
  id: restSpaceIdSchema,
  state: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('ouvert'),
      present: count(1000, 'people inside'),
      regime: regimeSchema,
      declaredFull: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('ferme'), until: instantSchema.nullable() }),
    z.strictObject({ kind: z.literal('jamais-recu') }),
  ]),
  ...jauges,
  lastSignAt: instantSchema.nullable(),
});

const beds = (what: string) => count(99, what);

/** The ward in numbers: hospital, coordination, leads (PRV-29). */
export const exactBedsSchema = z.strictObject({
  kind: z.literal('beds'),
  installed: beds('beds installed'),
  available: beds('beds available'),
  reserved: beds('beds reserved'),
  occupied: beds('beds occupied'),
  cleaning: beds('beds being cleaned'),
  closed: beds('beds closed, cleaning apart'),
  confirmedAt: instantSchema.nullable(),
});

/** Free beds as a class: the wall, mobile teams, outreach. */
export const freeBedsClassSchema = z.strictObject({
  kind: z.literal('beds'),
  free: freeBedsSchema,
  source: sourceAgeSchema,
});

/** One bed: the hospital alone. */
export const bedSchema = z.strictObject({
  kind: z.literal('bed'),
  id: bedIdSchema,
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('disponible') }),
    z.strictObject({ kind: z.literal('reserve'), code: admissionCodeSchema, until: instantSchema }),
    z.strictObject({ kind: z.literal('occupe'), since: instantSchema }),
    z.strictObject({ kind: z.literal('menage'), since: instantSchema }),
    z.strictObject({
      kind: z.literal('ferme'),
      reason: bedClosureReasonSchema,
      reopensAt: instantSchema.nullable(),
    }),
  ]),
});

export const queueSchema = z.strictObject({ kind: z.literal('queue'), level: queueLevelSchema });

export const requestStepSchema = z.enum([
  'demandee',
  'vue',
  'en-evaluation',
  'acceptee',
  'en-route',
  'admise',
  'reorientee',
  'refusee',
  'retiree',
  'perdue-de-vue',
]);

/** A request as those who act on it see it: a code and a clock, no person, no place, no post (PRV-30, 31). */
export const requestSchema = z.strictObject({
  kind: z.literal('request'),
  code: admissionCodeSchema,
  origin: originTypeSchema,
  /** What care is asked for; not the needs of a pass, which leads alone may know. */
  care: z.array(admissionNeedSchema).max(admissionNeedSchema.options.length),
  requestedAt: instantSchema,
  step: requestStepSchema,
  closedAt: instantSchema.nullable(),
});

import { z } from 'zod';
import { regimeSchema } from '../domain/rest-space/commands.ts';
import { count } from '../kernel/count.ts';
import { restSpaceIdSchema } from '../kernel/ids.ts';
import { bandSchema, freeBedsSchema, queueLevelSchema, sourceAgeSchema } from './capacity.ts';

// What is offered, as classes: all that a wall is told of the services, hence apart from what a desk is told.

export const jauges = {
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

/** Free beds as a class: the wall, mobile teams, outreach. */
export const freeBedsClassSchema = z.strictObject({
  kind: z.literal('beds'),
  free: freeBedsSchema,
  source: sourceAgeSchema,
});

export const queueSchema = z.strictObject({ kind: z.literal('queue'), level: queueLevelSchema });

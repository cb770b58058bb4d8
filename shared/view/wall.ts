import { z } from 'zod';
import { regimeSchema } from '../domain/rest-space/commands.ts';
import { count } from '../kernel/count.ts';
import { metroSectorIdSchema, restSpaceIdSchema, sectorIdSchema, windowIdSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { localDateSchema } from '../kernel/local-time.ts';
import { bandSchema, freeBedsSchema, queueLevelSchema, sourceAgeSchema } from './capacity.ts';

/** `fin proche` is not a state: the screen derives it from the clock alone. */
export const coverageCellStateSchema = z.enum([
  'passe',
  'a-couvrir',
  'manque',
  'non-du',
  'pas-encore-diffuse',
]);
export type CoverageCellState = z.infer<typeof coverageCellStateSchema>;

const cells = z.array(z.strictObject({ window: windowIdSchema, state: coverageCellStateSchema })).max(4);

/** Everything a wall may ever receive. Areas carry words only; numbers belong to services (PRV-3). */
export const wallEntitySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sector'), id: sectorIdSchema, cells }),
  z.strictObject({ kind: z.literal('metro-sector'), id: metroSectorIdSchema, cells }),
  /** What the coverage above describes: the end of the last half-hour released, and the operational day. */
  z.strictObject({
    kind: z.literal('situation'),
    day: localDateSchema,
    describes: instantSchema.nullable(),
    releasedAt: instantSchema.nullable(),
    /** Four hexadecimal digits of the released bytes: two screens that show the same mark show the same thing. */
    mark: z.string().regex(/^[0-9A-F]{4}$/),
  }),
  z.strictObject({
    kind: z.literal('rest-space'),
    id: restSpaceIdSchema,
    band: bandSchema,
    regime: regimeSchema,
    jaugeJour: count(500, 'people allowed inside by day'),
    jaugeNuit: count(500, 'people allowed inside by night'),
    /** The band at each of the last half-hours, oldest first: made of released bands only. */
    trend: z.array(bandSchema).max(8),
    source: sourceAgeSchema,
  }),
  z.strictObject({ kind: z.literal('beds'), free: freeBedsSchema, source: sourceAgeSchema }),
  z.strictObject({ kind: z.literal('queue'), level: queueLevelSchema }),
]);
export type WallEntity = z.infer<typeof wallEntitySchema>;

/** The key under which a client keeps this entity. */
export function wallKeyOf(entity: WallEntity): string {
  switch (entity.kind) {
    case 'sector':
    case 'metro-sector':
    case 'rest-space':
      return `${entity.kind}:${entity.id}`;
    case 'situation':
    case 'beds':
    case 'queue':
      return entity.kind;
  }
}

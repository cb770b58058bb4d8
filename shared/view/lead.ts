import { z } from 'zod';
import { needsSchema, peopleClassSchema, placeSchema } from '../domain/pass/commands.ts';
import { presenceStatusSchema } from '../domain/presence/commands.ts';
import { regimeSchema } from '../domain/rest-space/commands.ts';
import { count } from '../kernel/count.ts';
import {
  restSpaceIdSchema,
  sectorIdSchema,
  stationGroupIdSchema,
  stationIdSchema,
  teamIdSchema,
  windowIdSchema,
  zoneIdSchema,
} from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { localDateSchema } from '../kernel/local-time.ts';
import { slotSchema } from '../kernel/slot.ts';
import { queueLevelSchema } from './capacity.ts';

/** One pass as a lead sees it: when (half-hour), how many (class), what was needed. `late`: after its slot was sealed. */
const passesSchema = z
  .array(
    z.strictObject({ slot: slotSchema, people: peopleClassSchema, needs: needsSchema, late: z.boolean() }),
  )
  .max(200);
export type LeadPass = z.infer<typeof passesSchema>[number];

const beds = (what: string) => count(99, what);

/** Everything a shift lead may ever receive, durable part. */
export const leadEntitySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('zone'), id: zoneIdSchema, passes: passesSchema }),
  z.strictObject({ kind: z.literal('station'), id: stationIdSchema, passes: passesSchema }),
  /** One due cell of coverage: a sector or a station group, in one half-day of one day. */
  z.strictObject({
    kind: z.literal('duty'),
    area: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('sector'), id: sectorIdSchema }),
      z.strictObject({ kind: z.literal('group'), id: stationGroupIdSchema }),
    ]),
    day: localDateSchema,
    window: windowIdSchema,
    state: z.enum(['a-faire', 'fait', 'manque']),
    /** The half-hour of the last pass, when there was one. */
    slot: slotSchema.nullable(),
  }),
  z.strictObject({
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
    jaugeJour: count(500, 'people allowed inside by day'),
    jaugeNuit: count(500, 'people allowed inside by night'),
    lastSignAt: instantSchema.nullable(),
  }),
  z.strictObject({
    kind: z.literal('beds'),
    installed: beds('beds installed'),
    available: beds('beds available'),
    reserved: beds('beds reserved'),
    occupied: beds('beds occupied'),
    cleaning: beds('beds being cleaned'),
    closed: beds('beds closed, cleaning apart'),
    confirmedAt: instantSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('queue'), level: queueLevelSchema }),
]);
export type LeadEntity = z.infer<typeof leadEntitySchema>;

/** Where a team says it is: memory only, 45 min, leads only. Sent whole, outside the revisions: it is never in the log. */
export const presenceEntitySchema = z.strictObject({
  team: teamIdSchema,
  place: placeSchema,
  status: presenceStatusSchema,
  declaredAt: instantSchema,
});
export type PresenceEntity = z.infer<typeof presenceEntitySchema>;

/** The key under which a client keeps this entity. */
export function leadKeyOf(entity: LeadEntity): string {
  switch (entity.kind) {
    case 'zone':
    case 'station':
    case 'rest-space':
      return `${entity.kind}:${entity.id}`;
    case 'duty':
      return `duty:${entity.area.id}:${entity.day}:${entity.window}`;
    case 'beds':
    case 'queue':
      return entity.kind;
  }
}

import { z } from 'zod';
import { needsSchema, peopleClassSchema, placeSchema } from '../domain/pass/commands.ts';
import { presenceStatusSchema } from '../domain/presence/commands.ts';
import {
  commandIdSchema,
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
import { missionReasonSchema } from '../domain/mission/commands.ts';
import {
  alarmSchema,
  alertSchema,
  fieldReportSchema,
  maraudeSchema,
  missionSchema,
  planEntitySchema,
  safetyEntitySchema,
  stationClosureSchema,
} from './dispatch.ts';
import { queueSchema } from './offered.ts';
import {
  exactBedsSchema,
  exactRestSpaceSchema,
  flowsSchema,
  hospitalTeamSchema,
  housingSchema,
  outingSchema,
  residencesSchema,
  saturationSchema,
  unitSchema,
} from './services.ts';

/** One pass as a lead sees it: when (half-hour), how many (class), what was needed. `late`: after its slot was sealed. */
const passesSchema = z
  .array(
    z.strictObject({ slot: slotSchema, people: peopleClassSchema, needs: needsSchema, late: z.boolean() }),
  )
  .max(200);
export type LeadPass = z.infer<typeof passesSchema>[number];

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
    /** `planifie`, `en-cours` and `en-peril` are the screen's: from the plans, which are memory, and the clock. */
    state: z.enum(['a-faire', 'fait', 'manque', 'impossible']),
    /** Why nobody can pass there, as a lead said; kept beside a pass that was made all the same. */
    reason: missionReasonSchema.nullable(),
    /** The half-hour of the last pass, when there was one. */
    slot: slotSchema.nullable(),
  }),
  exactRestSpaceSchema,
  saturationSchema,
  exactBedsSchema,
  queueSchema,
  unitSchema,
  hospitalTeamSchema,
  outingSchema,
  housingSchema,
  residencesSchema,
  flowsSchema,
  fieldReportSchema,
  missionSchema,
  maraudeSchema,
  alertSchema,
  stationClosureSchema,
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

/** What is sent to leads beside the entities, outside the revisions: memory, each list whole, when any has changed. */
export const leadMemory = {
  presence: z.array(presenceEntitySchema).max(20).optional(),
  plans: z.array(planEntitySchema).max(200).optional(),
  safety: z.array(safetyEntitySchema).max(20).optional(),
  alarms: z.array(alarmSchema).max(200).optional(),
  /** The report that each console has open, once for each of them; never which console. */
  looked: z.array(commandIdSchema).max(200).optional(),
};

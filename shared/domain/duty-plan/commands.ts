import { z } from 'zod';
import { sectorIdSchema, stationGroupIdSchema, teamIdSchema, windowIdSchema } from '../../kernel/ids.ts';
import { localDateSchema } from '../../kernel/local-time.ts';
import { missionReasonSchema } from '../mission/commands.ts';

/** A due cell of coverage: where a pass is owed, in which half-day. */
export const dutyCellSchema = z.strictObject({
  area: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('sector'), id: sectorIdSchema }),
    z.strictObject({ kind: z.literal('group'), id: stationGroupIdSchema }),
  ]),
  day: localDateSchema,
  window: windowIdSchema,
});
export type DutyCell = z.infer<typeof dutyCellSchema>;

/** What a lead says of a due cell. A plan tells where a team will be: memory only, like presence (DOMAIN 4). */
export const dutyPlanCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('PlanPass'), cell: dutyCellSchema, team: teamIdSchema }),
  z.strictObject({ type: z.literal('CancelPlan'), cell: dutyCellSchema }),
  /** A fact: nobody can pass there in this half-day, for this reason. */
  z.strictObject({ type: z.literal('MarkImpossible'), cell: dutyCellSchema, reason: missionReasonSchema }),
  z.strictObject({ type: z.literal('MarkPossible'), cell: dutyCellSchema }),
]);
export type DutyPlanCommand = z.infer<typeof dutyPlanCommandSchema>;

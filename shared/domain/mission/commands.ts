import { z } from 'zod';
import { commandIdSchema, teamIdSchema } from '../../kernel/ids.ts';
import { placeSchema } from '../pass/commands.ts';

export const missionReasonSchema = z.enum([
  'effectif',
  'meteo',
  'acces',
  'station-fermee',
  'securite',
  'autre',
]);
export type MissionReason = z.infer<typeof missionReasonSchema>;

/** A mission is named by the random id of the command that gave it. */
const mission = commandIdSchema;

/** This team, that place: an acknowledged fact, for leads and that team, erased 24 h after its end (PRV-37). */
export const missionCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('GiveMission'),
    team: teamIdSchema,
    place: placeSchema,
    /** The report it answers; null for a pass that is due. */
    report: commandIdSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('TakeMission'), mission }),
  z.strictObject({ type: z.literal('DeclineMission'), mission, reason: missionReasonSchema }),
  z.strictObject({ type: z.literal('ReachMission'), mission }),
  z.strictObject({ type: z.literal('FinishMission'), mission }),
  /** The lead takes it back: the team's phone says so. */
  z.strictObject({ type: z.literal('WithdrawMission'), mission }),
]);
export type MissionCommand = z.infer<typeof missionCommandSchema>;

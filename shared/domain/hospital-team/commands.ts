import { z } from 'zod';
import { commandIdSchema, hospitalTeamIdSchema } from '../../kernel/ids.ts';
import { slotSchema } from '../../kernel/slot.ts';

export const availabilitySchema = z.enum(['disponible', 'en-sortie', 'indisponible']);
export type Availability = z.infer<typeof availabilitySchema>;

export const outingRefusalReasonSchema = z.enum(['effectif', 'deja-en-sortie', 'hors-criteres', 'autre']);
export type OutingRefusalReason = z.infer<typeof outingRefusalReasonSchema>;

const hospitalTeam = hospitalTeamIdSchema;
/** A joint outing is named by the random id of the command that asked for it. */
const outing = commandIdSchema;

/** The hospital mobile teams, and the joint outings a maraude asks of them. No place: it is said by voice. */
export const hospitalTeamCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('SetHospitalTeam'),
    hospitalTeam,
    availability: availabilitySchema,
    /** The half-hour from which the team is free again; null when nobody knows. */
    next: slotSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('AskJointOuting'), hospitalTeam }),
  z.strictObject({ type: z.literal('AcceptJointOuting'), outing }),
  z.strictObject({ type: z.literal('RefuseJointOuting'), outing, reason: outingRefusalReasonSchema }),
  z.strictObject({ type: z.literal('CompleteJointOuting'), outing }),
  z.strictObject({ type: z.literal('WithdrawJointOuting'), outing }),
]);
export type HospitalTeamCommand = z.infer<typeof hospitalTeamCommandSchema>;

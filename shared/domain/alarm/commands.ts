import { z } from 'zod';

/** An alarm's row in UX 3.4, and what it is about: a team, a report, a bed, a code, an area, a space. */
export const alarmKeySchema = z
  .string()
  .regex(/^A([1-9]|1[0-3]):[A-Za-z0-9-]{1,48}(:[A-Za-z0-9-]{1,20}){0,2}$/)
  .brand<'AlarmKey'>();
export type AlarmKey = z.infer<typeof alarmKeySchema>;

export const shelveReasonSchema = z.enum(['connue', 'en-cours', 'capteur', 'effectif', 'autre']);
export type ShelveReason = z.infer<typeof shelveReasonSchema>;

export const alarmCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('AcknowledgeAlarm'), alarm: alarmKeySchema }),
  /** Set aside for an hour at most: it comes back by itself, and is listed at the handover. */
  z.strictObject({
    type: z.literal('ShelveAlarm'),
    alarm: alarmKeySchema,
    minutes: z.enum(['15', '30', '60']),
    reason: shelveReasonSchema,
  }),
]);
export type AlarmCommand = z.infer<typeof alarmCommandSchema>;

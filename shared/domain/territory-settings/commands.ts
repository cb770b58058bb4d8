import { z } from 'zod';
import { count } from '../../kernel/count.ts';
import { commandIdSchema, restSpaceIdSchema } from '../../kernel/ids.ts';
import { instantSchema } from '../../kernel/instant.ts';
import { localHourSchema } from '../../kernel/local-time.ts';
import { restSpaceServiceSchema } from '../../kernel/rest-space-service.ts';
import { closureReasonSchema } from '../rest-space/commands.ts';

/** No room of the territory is larger; the pack says the same. */
const jauge = count(500, 'people allowed inside');
const minutes = count(240, 'minutes');
const minutesOfADay = count(1_440, 'minutes');

export const openingHoursSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('continu') }),
  z.strictObject({ kind: z.literal('plage'), opens: localHourSchema, closes: localHourSchema }),
]);
export type OpeningHours = z.infer<typeof openingHoursSchema>;

/**
 * The delays of the alarms (UX 3.4), in minutes, and no other number of the rhythm. A request at risk is not among them:
 * its eighteen hours are the policy's too, and every screen writes them.
 */
export const alarmDelaysSchema = z.strictObject({
  reportAcknowledgeMin: minutes,
  silentWarnMin: minutes,
  silentMin: minutes,
  exitGraceMin: count(120, 'minutes'),
  holdEndsSoonMin: minutes,
  cleaningMin: minutesOfADay,
  restSpaceSilentMin: minutesOfADay,
  perilMin: minutes,
});
export type AlarmDelays = z.infer<typeof alarmDelaysSchema>;

/** When it is to hold; null for at once. */
const from = instantSchema.nullable();
/** The last change of the same thing that its author was shown; null when there was none. */
const seen = commandIdSchema.nullable();
const space = restSpaceIdSchema;

export const territorySettingsCommandSchema = z.discriminatedUnion('type', [
  /** The most people inside at once, in each regime. */
  z.strictObject({
    type: z.literal('ChangeJauges'),
    space,
    jaugeJour: jauge,
    jaugeNuit: jauge,
    from,
    seen,
  }),
  z.strictObject({ type: z.literal('ChangeOpeningHours'), space, hours: openingHoursSchema, from, seen }),
  /** A space is closed, or one of its services is off, from that moment. It is its own staff who open it again. */
  z.strictObject({
    type: z.literal('PlanClosure'),
    space,
    service: restSpaceServiceSchema.nullable(),
    from,
    /** When it should be over; null when nobody knows. */
    until: instantSchema.nullable(),
    reason: closureReasonSchema,
  }),
  /** Null: those of the pack. They hold at once: an alarm waits for nobody's date. */
  z.strictObject({ type: z.literal('ChangeAlarmDelays'), delays: alarmDelaysSchema.nullable(), seen }),
  /** The change never was: what held before it holds again. A closure that has begun stays until its staff open. */
  z.strictObject({ type: z.literal('UndoSetting'), setting: commandIdSchema }),
]);
export type TerritorySettingsCommand = z.infer<typeof territorySettingsCommandSchema>;

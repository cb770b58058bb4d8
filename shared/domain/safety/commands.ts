import { z } from 'zod';
import { stationIdSchema } from '../../kernel/ids.ts';
import { saidAtSchema } from '../presence/commands.ts';

/** Minutes underground that may be announced; a longer stay is announced again. */
export const exitMinutesSchema = z.enum(['20', '40', '60']);
export type ExitMinutes = z.infer<typeof exitMinutesSchema>;

/**
 * How a team stays safe. Timers are memory and hold no place; the station is presence and is forgotten as presence is
 * (PRV-36). An alert is a fact: it is kept until somebody answers for it, and says no place either (A1).
 */
export const safetyCommandSchema = z.discriminatedUnion('type', [
  /** The exit is announced from when it was said, however late that is heard. */
  z.strictObject({
    type: z.literal('GoUnderground'),
    station: stationIdSchema,
    exitIn: exitMinutesSchema,
    saidAt: saidAtSchema,
  }),
  z.strictObject({ type: z.literal('StayLonger'), saidAt: saidAtSchema }),
  z.strictObject({ type: z.literal('ComeUp'), saidAt: saidAtSchema }),
  /** The answer to `Tout va bien ?`: a sign, and nothing else. */
  z.strictObject({ type: z.literal('SayAllIsWell'), saidAt: saidAtSchema }),
  z.strictObject({ type: z.literal('RaiseAlert') }),
  /** Within five seconds: it was a slip. */
  z.strictObject({ type: z.literal('CancelAlert') }),
]);
export type SafetyCommand = z.infer<typeof safetyCommandSchema>;

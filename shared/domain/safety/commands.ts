import { z } from 'zod';
import { stationIdSchema } from '../../kernel/ids.ts';

/** Minutes underground that may be announced; a longer stay is announced again. */
export const exitMinutesSchema = z.enum(['20', '40', '60']);
export type ExitMinutes = z.infer<typeof exitMinutesSchema>;

/**
 * How a team stays safe. Timers are memory and hold no place; the station is presence and is forgotten as presence is
 * (PRV-36). An alert is a fact: it is kept until somebody answers for it, and says no place either (A1).
 */
export const safetyCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('GoUnderground'), station: stationIdSchema, exitIn: exitMinutesSchema }),
  z.strictObject({ type: z.literal('StayLonger') }),
  z.strictObject({ type: z.literal('ComeUp') }),
  /** The answer to `Tout va bien ?`: a sign, and nothing else. */
  z.strictObject({ type: z.literal('SayAllIsWell') }),
  z.strictObject({ type: z.literal('RaiseAlert') }),
  /** Within five seconds: it was a slip. */
  z.strictObject({ type: z.literal('CancelAlert') }),
]);
export type SafetyCommand = z.infer<typeof safetyCommandSchema>;

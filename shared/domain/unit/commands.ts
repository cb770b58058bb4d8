import { z } from 'zod';
import { count } from '../../kernel/count.ts';
import { unitIdSchema } from '../../kernel/ids.ts';

/** No addictology unit has more beds: a value above is a slip of the finger. */
export const MAX_UNIT_BEDS = 99;

const beds = (what: string) => count(MAX_UNIT_BEDS, what);

/** What an addictology unit says of its beds: counts by state, nothing of who is in them (PRV-61). */
export const unitCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ReportUnit'),
    unit: unitIdSchema,
    free: beds('beds free'),
    occupied: beds('beds occupied'),
    closed: beds('beds closed'),
  }),
  /** `Toujours exact`: the last report is still right. */
  z.strictObject({ type: z.literal('ConfirmUnit'), unit: unitIdSchema }),
]);
export type UnitCommand = z.infer<typeof unitCommandSchema>;

import { z } from 'zod';
import { count } from '../../kernel/count.ts';

/** Lines of housing, each one network total: no hotel, no address, no site (PRV-61, DOMAIN 7). */
export const housingLineSchema = z.enum(['assore', 'phase', 'appartements-therapeutiques', 'uhs']);
export type HousingLine = z.infer<typeof housingLineSchema>;

const places = (what: string) => count(2_000, what);

export const housingCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ReportHousing'),
    line: housingLineSchema,
    capacity: places('places of the line'),
    taken: places('places taken'),
    /** Places that nobody can be given: works, damage, a decision. */
    blocked: places('places blocked'),
    exitsThisWeek: places('people who left the line this week'),
  }),
  z.strictObject({ type: z.literal('ConfirmHousing'), line: housingLineSchema }),
]);
export type HousingCommand = z.infer<typeof housingCommandSchema>;

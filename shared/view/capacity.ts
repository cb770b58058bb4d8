import { z } from 'zod';
import { slotSchema } from '../kernel/slot.ts';

/** Free places under the limit in force, as classes only; `ouvert` where a class would tell too much (PRV-26). */
export const bandSchema = z.enum(['complet', '1-4', '5-9', '10+', '5+', '1+', 'ouvert', 'ferme', 'inconnu']);
export type Band = z.infer<typeof bandSchema>;

/** Free D2O beds outside the wards and their coordination (PRV-29). */
export const freeBedsSchema = z.enum(['0', '1', '2', '3+', 'inconnu']);
export type FreeBeds = z.infer<typeof freeBedsSchema>;

/** Longest wait of the open admission requests; the lowest class includes none (PRV-32). */
export const waitSchema = z.enum(['<6', '6-12', '12-18', '18-24', '>24']);
export type Wait = z.infer<typeof waitSchema>;

/** Share admitted under 24 h over four closed weeks, rounded to 5 and kept within 5-95 (PRV-32). */
export const shareSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('part'),
    percent: z.enum([
      '5',
      '10',
      '15',
      '20',
      '25',
      '30',
      '35',
      '40',
      '45',
      '50',
      '55',
      '60',
      '65',
      '70',
      '75',
      '80',
      '85',
      '90',
      '95',
    ]),
  }),
  z.strictObject({ kind: z.literal('trop-peu-de-demandes') }),
]);
export type Share = z.infer<typeof shareSchema>;

export const queueLevelSchema = z.strictObject({
  wait: waitSchema,
  atRisk: z.enum(['0', '1+']),
  share: shareSchema,
});
export type QueueLevel = z.infer<typeof queueLevelSchema>;

/**
 * How old a value's source is against its own rhythm: fresh within one cadence, ageing within two, stale beyond,
 * unknown when it never came. A stale one says since which half-hour; nothing finer, or each tap would show.
 */
export const sourceAgeSchema = z.discriminatedUnion('freshness', [
  z.strictObject({ freshness: z.literal('frais') }),
  z.strictObject({ freshness: z.literal('vieillissant') }),
  z.strictObject({ freshness: z.literal('perime'), since: slotSchema }),
  z.strictObject({ freshness: z.literal('inconnu') }),
]);
export type SourceAge = z.infer<typeof sourceAgeSchema>;

import { z } from 'zod';
import { commandIdSchema, stationIdSchema, zoneIdSchema } from '../../kernel/ids.ts';
import { slotSchema } from '../../kernel/slot.ts';

/** Surface or underground, never both: a pass in a station says nothing about its zone (PRV-8). */
export const placeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('zone'), id: zoneIdSchema }),
  z.strictObject({ kind: z.literal('station'), id: stationIdSchema }),
]);
export type Place = z.infer<typeof placeSchema>;

/** How many people were met, as one of four classes; the lowest holds zero (PRV-4, PRV-23). */
export const peopleClassSchema = z.enum(['0-4', '5-9', '10-19', '20+']);
export type PeopleClass = z.infer<typeof peopleClassSchema>;

export const needSchema = z.enum([
  'materiel',
  'soin',
  'avis-medical',
  'psy',
  'hebergement',
  'd2o',
  'espace-repos',
]);
export type Need = z.infer<typeof needSchema>;
export const needsSchema = z
  .array(needSchema)
  .max(needSchema.options.length)
  .refine((needs) => new Set(needs).size === needs.length, { message: 'a need is given once' });

/** A team has left a place. The pass takes the id of its command; it has no team, no exact time, no text (PRV-4). */
export const declarePassSchema = z.strictObject({
  type: z.literal('DeclarePass'),
  place: placeSchema,
  slot: slotSchema,
  people: peopleClassSchema,
  needs: needsSchema,
});
export type DeclarePass = z.infer<typeof declarePassSchema>;

/** Takes a pass back before its slot is sealed. Knowing its id, kept by the phone alone, proves the right to (PRV-7). */
export const withdrawPassSchema = z.strictObject({
  type: z.literal('WithdrawPass'),
  pass: commandIdSchema,
  slot: slotSchema,
});
export type WithdrawPass = z.infer<typeof withdrawPassSchema>;

export const passCommandSchema = z.discriminatedUnion('type', [declarePassSchema, withdrawPassSchema]);
export type PassCommand = z.infer<typeof passCommandSchema>;

/** Issued by the server's own clock when a slot's time is over, never received from outside. */
export type SealSlot = { type: 'SealSlot'; slot: z.infer<typeof slotSchema> };

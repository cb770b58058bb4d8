import { z } from 'zod';
import { instantSchema } from '../../kernel/instant.ts';
import { placeSchema } from '../pass/commands.ts';

export const presenceStatusSchema = z.enum(['disponible', 'en-route', 'sur-place', 'sous-terre', 'pause']);
export type PresenceStatus = z.infer<typeof presenceStatusSchema>;

/**
 * When it was said, by a phone that may have had no network since: memory takes the moment of the tap, not the one of
 * the network's return. Absent: when it arrives. Never on a pass, which has its half-hour and nothing finer (PRV-4).
 */
export const saidAtSchema = instantSchema.optional();

/** Where a team says it is. Never an event, never written: memory only, 45 min, leads only (PRV-36). The team is the session's. */
export const declarePresenceSchema = z.strictObject({
  type: z.literal('DeclarePresence'),
  place: placeSchema,
  status: presenceStatusSchema,
  saidAt: saidAtSchema,
});

/** The team's shift ends: its presence is forgotten at once. */
export const endPresenceSchema = z.strictObject({ type: z.literal('EndPresence') });

export const presenceCommandSchema = z.discriminatedUnion('type', [declarePresenceSchema, endPresenceSchema]);
export type PresenceCommand = z.infer<typeof presenceCommandSchema>;

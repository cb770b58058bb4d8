import { z } from 'zod';
import { placeSchema } from '../pass/commands.ts';

export const presenceStatusSchema = z.enum(['disponible', 'en-route', 'sur-place', 'sous-terre', 'pause']);
export type PresenceStatus = z.infer<typeof presenceStatusSchema>;

/** Where a team says it is. Never an event, never written: memory only, 45 min, leads only (PRV-36). The team is the session's. */
export const declarePresenceSchema = z.strictObject({
  type: z.literal('DeclarePresence'),
  place: placeSchema,
  status: presenceStatusSchema,
});

/** The team's shift ends: its presence is forgotten at once. */
export const endPresenceSchema = z.strictObject({ type: z.literal('EndPresence') });

export const presenceCommandSchema = z.discriminatedUnion('type', [declarePresenceSchema, endPresenceSchema]);
export type PresenceCommand = z.infer<typeof presenceCommandSchema>;

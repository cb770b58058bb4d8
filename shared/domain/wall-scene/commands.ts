import { z } from 'zod';
import { sectorIdSchema } from '../../kernel/ids.ts';
import { MINUTE } from '../../kernel/instant.ts';

/** What a lead may write on the wall: a closed list, since nobody can be written about in it. */
export const wallMessageSchema = z.enum(['point-equipes', 'appel-chef', 'grand-froid', 'canicule', 'autre']);
export type WallMessage = z.infer<typeof wallMessageSchema>;

/** A scene drawn only from what the wall is sent anyway: the one thing it names is a sector. */
export const wallSceneSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secteur'), sector: sectorIdSchema }),
  z.strictObject({ kind: z.literal('souterrain') }),
  z.strictObject({ kind: z.literal('message'), message: wallMessageSchema }),
  z.strictObject({ kind: z.literal('releve') }),
  /** The curtain: people from outside are in the room. */
  z.strictObject({ kind: z.literal('visite') }),
]);
export type WallScene = z.infer<typeof wallSceneSchema>;

/** A pushed scene ends by itself after this (UX 4.3): a wall that nobody touches must not stay on it. */
export const SCENE_MS = 15 * MINUTE;

/** What a lead says to the wall. Memory only: it is no fact of the field. */
export const wallSceneCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('PushScene'), scene: wallSceneSchema }),
  z.strictObject({ type: z.literal('EndScene') }),
]);
export type WallSceneCommand = z.infer<typeof wallSceneCommandSchema>;

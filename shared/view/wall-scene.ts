import { z } from 'zod';
import { wallSceneSchema } from '../domain/wall-scene/commands.ts';
import { instantSchema } from '../kernel/instant.ts';

/** A scene that a lead has pushed, until it ends by itself. */
export const pushedSceneSchema = z.strictObject({ scene: wallSceneSchema, until: instantSchema });
export type PushedScene = z.infer<typeof pushedSceneSchema>;

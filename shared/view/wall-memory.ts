import { z } from 'zod';
import { pushedSceneSchema } from './wall-scene.ts';

export const prioritySchema = z.enum(['P1', 'P2', 'P3']);

/** The wall's alarm line: a level and words, once each, neither place nor team (UX 3.4). The others it derives itself. */
export const alarmLineSchema = z.strictObject({
  priority: prioritySchema,
  what: z.enum(['equipe-danger', 'equipe-muette', 'demande-ratp']),
});
export type AlarmLine = z.infer<typeof alarmLineSchema>;

/** To a wall: what calls, and the scene that a lead pushed, if one did. */
export const wallMemory = {
  alarms: z.array(alarmLineSchema).max(3).optional(),
  scenes: z.array(pushedSceneSchema).max(1).optional(),
};

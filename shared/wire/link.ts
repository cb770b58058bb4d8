import { z } from 'zod';
import { count } from '../kernel/count.ts';
import { territoryIdSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { revisionSchema } from '../view/revision.ts';

// What a link says of itself, whoever it is drawn for.

/** A log drawn anew is another epoch: revisions of two logs are not compared. */
export const epochSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** First message of a connection: which log, which rules, which clock. */
export const helloSchema = z.strictObject({
  wire: z.string().regex(/^[0-9a-f]{16}$/),
  epoch: epochSchema,
  territory: territoryIdSchema,
  /** Hash of the release policy in force, shown on the wall (PRV-60). */
  policy: z.string().regex(/^[0-9a-f]{64}$/),
  /** The product's time now, and how many of its seconds pass in a real one (1 outside a demonstration). */
  at: instantSchema,
  speed: count(3600, 'simulated seconds in a real one'),
  simulated: z.boolean(),
});
export type Hello = z.infer<typeof helloSchema>;

/** Every 5 s of real time: the link is alive, this is the time, and this is how far the view has come. */
export const viewBeatSchema = z.strictObject({ at: instantSchema, revision: revisionSchema });
export type ViewBeat = z.infer<typeof viewBeatSchema>;

/** Drop what you hold: your rights or the log changed. What you may hold now follows. */
export const viewResetSchema = z.strictObject({ why: z.enum(['droits', 'journal', 'retard']) });
export type ViewReset = z.infer<typeof viewResetSchema>;

import { z } from 'zod';

const nameSchema = z.string().min(1).max(96);

/**
 * One thing that servers hold together: whose part it is, under which name, and who said it last. `at` counts what was
 * said, as in Lamport's clocks; 0: nobody said it, it was made of facts. No value: it is over.
 */
const entrySchema = z.strictObject({
  part: z.string().max(16),
  name: z.string().min(1).max(200),
  at: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  by: nameSchema,
  value: z.unknown().optional(),
});
export type Entry = z.infer<typeof entrySchema>;

/** What servers tell each other about their memory. */
export const messageSchema = z.discriminatedUnion('kind', [
  /** It has just begun, or hears again: what do the others hold? */
  z.strictObject({ kind: z.literal('ask'), from: nameSchema }),
  /** What it holds: all of it, or what has changed. */
  z.strictObject({
    kind: z.literal('hold'),
    from: nameSchema,
    whole: z.boolean(),
    entries: z.array(entrySchema).max(20_000),
  }),
  /** It stops: nobody is connected there any more. */
  z.strictObject({ kind: z.literal('leave'), from: nameSchema }),
  /** Accounts, sessions or screens were changed there: they are to be asked for. */
  z.strictObject({ kind: z.literal('identities'), from: nameSchema }),
  /** The others keep overtaking it on the log, and it asks to go first. */
  z.strictObject({ kind: z.literal('starved'), from: nameSchema }),
]);
export type Message = z.infer<typeof messageSchema>;

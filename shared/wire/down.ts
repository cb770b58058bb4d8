import { z } from 'zod';
import { viewChangesSchema } from '../view/changes.ts';
import { helloSchema, viewBeatSchema, viewResetSchema } from './link.ts';

/** Everything the server may ever push, by event name. */
export const downSchemas = {
  hello: helloSchema,
  'view:changes': viewChangesSchema,
  'view:beat': viewBeatSchema,
  'view:reset': viewResetSchema,
} as const;
export type DownMessages = { [Name in keyof typeof downSchemas]: z.infer<(typeof downSchemas)[Name]> };

/** What the server renders into a page and what a socket then continues from. */
export const firstFrameSchema = z.strictObject({ hello: helloSchema, changes: viewChangesSchema });
export type FirstFrame = z.infer<typeof firstFrameSchema>;

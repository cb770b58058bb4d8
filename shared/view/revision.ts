import { z } from 'zod';
import { count } from '../kernel/count.ts';

/** The ordinal of one audience's own changes, the same on every node; never the log position (PRV-46). */
export const revisionSchema = count(Number.MAX_SAFE_INTEGER, 'changes of one audience').brand<'Revision'>();
export type Revision = z.infer<typeof revisionSchema>;
export const NO_REVISION = 0 as Revision;

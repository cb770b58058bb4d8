import { z } from 'zod';
import { changesOf } from './changes-of.ts';
import { outreachMemory } from './dispatch.ts';
import { leadEntitySchema, leadMemory } from './lead.ts';
import { wallChangesSchema } from './wall-changes.ts';
import {
  coordinationEntitySchema,
  hospitalEntitySchema,
  mobileEntitySchema,
  outreachEntitySchema,
  ratpEntitySchema,
  restspaceEntitySchema,
} from './weaker.ts';

/** One strict list per audience: what is sent is parsed by it on the way out. */
export const changesSchemas = {
  wall: wallChangesSchema,
  lead: changesOf('lead', leadEntitySchema).extend(leadMemory),
  hospital: changesOf('hospital', hospitalEntitySchema),
  coordination: changesOf('coordination', coordinationEntitySchema),
  mobile: changesOf('mobile', mobileEntitySchema),
  ratp: changesOf('ratp', ratpEntitySchema),
  restspace: changesOf('restspace', restspaceEntitySchema),
  outreach: changesOf('outreach', outreachEntitySchema).extend(outreachMemory),
} as const;
export const leadChangesSchema = changesSchemas.lead;

/** What one audience receives: on first load (from 0), at each tick and on each reconnection, always in this one form. */
export const viewChangesSchema = z.discriminatedUnion('audience', [
  changesSchemas.wall,
  changesSchemas.lead,
  changesSchemas.hospital,
  changesSchemas.coordination,
  changesSchemas.mobile,
  changesSchemas.ratp,
  changesSchemas.restspace,
  changesSchemas.outreach,
]);
export type ViewChanges = z.infer<typeof viewChangesSchema>;
export type Audience = keyof typeof changesSchemas;
export const AUDIENCES = Object.keys(changesSchemas) as Audience[];

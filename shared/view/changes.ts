import { z } from 'zod';
import { instantSchema } from '../kernel/instant.ts';
import { outreachMemory, wallMemory } from './dispatch.ts';
import { leadEntitySchema, leadMemory } from './lead.ts';
import { revisionSchema } from './revision.ts';
import { wallEntitySchema } from './wall.ts';
import {
  coordinationEntitySchema,
  hospitalEntitySchema,
  mobileEntitySchema,
  outreachEntitySchema,
  ratpEntitySchema,
  restspaceEntitySchema,
} from './weaker.ts';

const keySchema = z.string().regex(/^[a-z][a-z-]{1,20}(:[A-Za-z0-9-]{1,48}){0,3}$/);

function changesOf<Name extends string, EntitySchema extends z.ZodType>(
  audience: Name,
  entity: EntitySchema,
) {
  return z.strictObject({
    audience: z.literal(audience),
    /** Who holds everything up to here may apply this; who holds less has a gap and asks again. */
    from: revisionSchema,
    to: revisionSchema,
    at: instantSchema,
    /** `value` null: the entity is gone. */
    changes: z
      .array(z.strictObject({ key: keySchema, rev: revisionSchema, value: entity.nullable() }))
      .max(5_000),
  });
}

/** One strict list per audience: what is sent is parsed by it on the way out. */
export const changesSchemas = {
  wall: changesOf('wall', wallEntitySchema).extend(wallMemory),
  lead: changesOf('lead', leadEntitySchema).extend(leadMemory),
  hospital: changesOf('hospital', hospitalEntitySchema),
  coordination: changesOf('coordination', coordinationEntitySchema),
  mobile: changesOf('mobile', mobileEntitySchema),
  ratp: changesOf('ratp', ratpEntitySchema),
  restspace: changesOf('restspace', restspaceEntitySchema),
  outreach: changesOf('outreach', outreachEntitySchema).extend(outreachMemory),
} as const;
export const wallChangesSchema = changesSchemas.wall;
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

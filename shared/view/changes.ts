import { z } from 'zod';
import { instantSchema } from '../kernel/instant.ts';
import { leadEntitySchema, presenceEntitySchema } from './lead.ts';
import { revisionSchema } from './revision.ts';
import { wallEntitySchema } from './wall.ts';

const keySchema = z.string().regex(/^[a-z][a-z-]{1,20}(:[A-Za-z0-9-]{1,48}){0,3}$/);

function changesOf<Entity extends z.ZodType>(entity: Entity) {
  return {
    /** Who holds everything up to here may apply this; who holds less has a gap and asks again. */
    from: revisionSchema,
    to: revisionSchema,
    at: instantSchema,
    /** `value` null: the entity is gone. */
    changes: z
      .array(z.strictObject({ key: keySchema, rev: revisionSchema, value: entity.nullable() }))
      .max(5_000),
  };
}

export const wallChangesSchema = z.strictObject({
  audience: z.literal('wall'),
  ...changesOf(wallEntitySchema),
});
export const leadChangesSchema = z.strictObject({
  audience: z.literal('lead'),
  ...changesOf(leadEntitySchema),
  presence: z.array(presenceEntitySchema).max(20).optional(),
});

/** What one audience receives: on first load (from 0), at each tick and on each reconnection, always in this one form. */
export const viewChangesSchema = z.discriminatedUnion('audience', [wallChangesSchema, leadChangesSchema]);
export type WallChanges = z.infer<typeof wallChangesSchema>;
export type LeadChanges = z.infer<typeof leadChangesSchema>;
export type ViewChanges = z.infer<typeof viewChangesSchema>;
export type Audience = ViewChanges['audience'];

import { z } from 'zod';
import { instantSchema } from '../kernel/instant.ts';
import { revisionSchema } from './revision.ts';

const keySchema = z.string().regex(/^[a-z][a-z-]{1,20}(:[A-Za-z0-9-]{1,48}){0,3}$/);

/** What one audience is sent at once: its entities that changed, between two of its revisions. */
export function changesOf<Name extends string, EntitySchema extends z.ZodType>(
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

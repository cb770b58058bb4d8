import { z } from 'zod';
import { ratpPostIdSchema, restSpaceIdSchema, teamIdSchema } from '../kernel/ids.ts';

/**
 * A role with its scope: what an account or a screen may act as. A `Door` of the wire is what a connection asks to act
 * as; a grant is what whoever stands behind it may.
 */
export const grantSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('lead') }),
  z.strictObject({ role: z.literal('coordination') }),
  z.strictObject({ role: z.literal('hospital') }),
  z.strictObject({ role: z.literal('mobile') }),
  z.strictObject({ role: z.literal('ratp'), post: ratpPostIdSchema }),
  z.strictObject({ role: z.literal('restspace'), space: restSpaceIdSchema }),
  z.strictObject({ role: z.literal('outreach'), team: teamIdSchema }),
  z.strictObject({ role: z.literal('wall') }),
  z.strictObject({ role: z.literal('admin') }),
  z.strictObject({ role: z.literal('auditor') }),
]);
export type Grant = z.infer<typeof grantSchema>;

/** What an unattended screen may be: a wall to read, or one space's counter. */
export const screenGrantSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('wall') }),
  z.strictObject({ role: z.literal('restspace'), space: restSpaceIdSchema }),
]);
export type ScreenGrant = z.infer<typeof screenGrantSchema>;

/** What is this grant's own: a space, a team or a post; null for a role that has nothing of its own. */
export function scopeOf(grant: Grant): string | null {
  switch (grant.role) {
    case 'ratp':
      return grant.post;
    case 'restspace':
      return grant.space;
    case 'outreach':
      return grant.team;
    case 'lead':
    case 'coordination':
    case 'hospital':
    case 'mobile':
    case 'wall':
    case 'admin':
    case 'auditor':
      return null;
  }
}

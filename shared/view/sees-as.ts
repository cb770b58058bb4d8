import type { Audience } from './changes.ts';

/**
 * Whose screens a role may look at (`Voir comme…`, UX 4.4): audiences that are told nothing which the role itself is not
 * told, or is not told more finely. The ward and its mobile teams are not among them for a lead: their views hold beds
 * one by one, and requests by their code. Nor is what belongs to one space, one team or one post.
 */
export const SEES_AS = {
  lead: ['coordination', 'wall', 'ratp'],
} as const satisfies { readonly [role in 'lead']: readonly Audience[] };

export type SeenByLead = (typeof SEES_AS)['lead'][number];

/** The audience of this name, if a lead may look at what it is sent; else undefined. */
export function seenByLead(audience: string): SeenByLead | undefined {
  return SEES_AS.lead.find((each) => each === audience);
}

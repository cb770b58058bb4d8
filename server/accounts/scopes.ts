import type { Territory } from '#shared/territory/schema';

/** What a right may be about: the teams, spaces and posts of the pack. */
export function scopesIn({ teams, ratpPosts, services }: Territory): ReadonlySet<string> {
  return new Set([...teams, ...ratpPosts, ...services.restSpaces].map(({ id }) => id));
}

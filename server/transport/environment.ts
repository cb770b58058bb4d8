import { z } from 'zod';
import type { Feed } from './ask.ts';

const FEED_ADDRESS = 'https://prim.iledefrance-mobilites.fr/marketplace/disruptions_bulk/disruptions/v2';

/** The part of the environment that the feed reads. Without a key nothing is asked of anybody. */
export const transportEnvironment = {
  PASSERELLE_PRIM_KEY: z.string().min(1).optional(),
  PASSERELLE_PRIM_URL: z.url({ protocol: /^https?$/ }).default(FEED_ADDRESS),
  /** Minutes between two questions. */
  PASSERELLE_PRIM_EVERY: z.coerce.number().int().min(5).max(120).default(5),
};

type Environment = z.infer<z.ZodObject<typeof transportEnvironment>>;

export type TransportFeed = Feed & { readonly everyMin: number };

/** The feed to follow; null when it is off, which it is until somebody gives a key. */
export function feedOf(environment: Environment): TransportFeed | null {
  const { PASSERELLE_PRIM_KEY: key, PASSERELLE_PRIM_URL: url, PASSERELLE_PRIM_EVERY: everyMin } = environment;
  return key === undefined ? null : { key, url, everyMin };
}

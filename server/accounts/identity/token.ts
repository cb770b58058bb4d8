import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Chance } from '#server/ports/chance';

/** SHA-256 of a token, in hexadecimal: all that is kept of one. With 256 random bits behind it, no salt is needed. */
export const tokenHashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'TokenHash'>();
export type TokenHash = z.infer<typeof tokenHashSchema>;

/** 256 random bits, 43 characters that may stand in a cookie or after the # of an address. */
export function drawToken(chance: Chance): string {
  return chance.bytes(32).toString('base64url');
}

export function hashOfToken(token: string): TokenHash {
  return createHash('sha256').update(token).digest('hex') as TokenHash;
}

/** Whether a text has the shape of a token: nothing else is hashed, however long it is. */
export function isTokenShaped(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);
}

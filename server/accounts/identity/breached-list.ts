import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { asTyped } from './password-hash.ts';

/** Enough for some millions of entries; a whole corpus does not belong in memory. */
const LARGEST_BYTES = 256 * 1024 * 1024;
/** Shorter ones are refused for their length already. */
const SHORTEST = 12;
const SHA1_LINE = /^([0-9A-Fa-f]{40})(:\d+)?$/;

/** Passwords that are known to have leaked. */
export interface BreachedPasswords {
  has(password: string): boolean;
}

export const noBreachedPasswords: BreachedPasswords = { has: () => false };

/**
 * Reads a list that the operator gives, from the disk and never from the network. One entry a line: a password, or its
 * SHA-1 in hexadecimal with or without `:count`, as Have I Been Pwned publishes them. Kept in memory as 64 bits each.
 * @throws Error naming the file when it cannot be read or is too large
 */
export function readBreachedPasswords(path: string): BreachedPasswords {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw new Error(`PASSERELLE_BREACHED_PASSWORDS: there is no file ${path}`);
  if (size > LARGEST_BYTES)
    throw new Error('PASSERELLE_BREACHED_PASSWORDS: at most 256 MB; take its most frequent entries');
  const known = new Set<string>();
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/)) {
    const hashed = SHA1_LINE.exec(line)?.[1];
    if (hashed !== undefined) known.add(short(Buffer.from(hashed, 'hex')));
    else if ([...line].length >= SHORTEST) known.add(keyOf(line));
  }
  return {
    has: (password) => known.has(keyOf(password)) || known.has(keyOf(asTyped(password).toLowerCase())),
  };
}

function keyOf(password: string): string {
  return short(createHash('sha1').update(asTyped(password)).digest());
}

function short(digest: Buffer): string {
  return digest.toString('latin1', 0, 8);
}

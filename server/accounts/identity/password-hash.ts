import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Chance } from '#server/ports/chance';

const derive = promisify(argon2);

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. About 35 ms of one core. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

/** One spelling for what looks the same on two keyboards (NIST SP 800-63B). */
export function asTyped(password: string): string {
  return password.normalize('NFKC');
}

/** A PHC string: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string, chance: Chance): Promise<string> {
  const salt = chance.bytes(SALT_BYTES);
  const tag = await argon2id(asTyped(password), salt);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Whether this is the password of that PHC string. The same work is done whatever the answer. */
export async function verifyPassword(phc: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(phc) ?? [];
  if (salt === undefined || tag === undefined) throw new Error('a stored password is not in a known form');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const found = await argon2id(asTyped(password), Buffer.from(salt, 'base64'), cost);
  return timingSafeEqual(found, Buffer.from(tag, 'base64'));
}

/** Thirty-two bytes of argon2id, for what is already spelled one way. */
export function argon2id(
  message: string,
  salt: Buffer,
  cost: { memory: number; passes: number; parallelism: number } = COST,
): Promise<Buffer> {
  return derive('argon2id', { message, nonce: salt, tagLength: TAG_BYTES, ...cost });
}

export function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

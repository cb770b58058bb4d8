import type { Chance } from '#server/ports/chance';
import { CODE_ALPHABET } from '#shared/kernel/ids';
import { argon2id, unpadded } from './password-hash.ts';
import type { Account } from './rows.ts';

const COUNT = 10;
/** Twelve of 31 letters: 59 bits, hashed as a password is. */
const LENGTH = 12;
const SALT_BYTES = 16;

export type RecoveryCodes = NonNullable<Account['recovery']>;

/** Ten codes to print or copy, shown once (`XXXX-XXXX-XXXX`), and what is kept of them. */
export async function drawRecoveryCodes(
  chance: Chance,
): Promise<{ codes: readonly string[]; kept: RecoveryCodes }> {
  const salt = chance.bytes(SALT_BYTES);
  const codes = Array.from({ length: COUNT }, () =>
    Array.from({ length: LENGTH }, () => CODE_ALPHABET[chance.below(CODE_ALPHABET.length)]).join(''),
  );
  const hashes: string[] = [];
  for (const code of codes) hashes.push(unpadded(await argon2id(code, salt)));
  return {
    codes: codes.map((code) => code.match(/.{4}/g)?.join('-') ?? code),
    kept: { salt: unpadded(salt), hashes },
  };
}

/** The hash kept of this code; null when it has not the shape of one. One computation, whatever is kept. */
export async function hashOfRecoveryCode(code: string, { salt }: RecoveryCodes): Promise<string | null> {
  const plain = code.toUpperCase().replace(/[\s-]/g, '');
  if (plain.length !== LENGTH) return null;
  return unpadded(await argon2id(plain, Buffer.from(salt, 'base64')));
}

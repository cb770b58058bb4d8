import { codeAt, stepAt } from '#server/accounts/identity/totp';
import type { Instant } from '#shared/kernel/instant';

/** What an authenticator application shows for a secret as it is written for people (base32). */
export function totpNow(secret: string, now: Instant): string {
  const letters = [...secret.replace(/\s/g, '')].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter),
  );
  const bits = letters.map((five) => five.toString(2).padStart(5, '0')).join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2));
  return codeAt(Buffer.from(bytes), stepAt(now));
}

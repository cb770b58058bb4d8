import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Chance } from '#server/ports/chance';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM. `about` is bound to it: moved to another account, what is sealed does not open. */
export function seal(plain: Buffer, about: string, key: Buffer, chance: Chance): string {
  const iv = chance.bytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
  const hidden = Buffer.concat([cipher.update(plain), cipher.final()]);
  return `v1.${Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64url')}`;
}

/** @throws Error when it was sealed under another key, about something else, or changed since */
export function unseal(sealed: string, about: string, key: Buffer): Buffer {
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  if (!sealed.startsWith('v1.') || bytes.length < IV_BYTES + TAG_BYTES)
    throw new Error('not something this program sealed');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

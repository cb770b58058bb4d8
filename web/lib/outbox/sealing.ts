import type { Kept } from './item.ts';

/** What rests on the device of one command: bytes that say nothing without the device's key. */
export type Sealed = { readonly iv: Uint8Array<ArrayBuffer>; readonly bytes: ArrayBuffer };

const CIPHER = 'AES-GCM';
/** Every command fits one block, so that its length does not tell which one it is, nor which place it names. */
const BLOCK = 1_024;

/** A key that this browser can use and nobody can read, not even this page. */
export function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt']);
}

export async function seal(key: CryptoKey, kept: Kept): Promise<Sealed> {
  const text = new TextEncoder().encode(JSON.stringify(kept));
  const padded = new Uint8Array(Math.ceil(text.length / BLOCK) * BLOCK).fill(0x20);
  padded.set(text);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: CIPHER, iv }, key, padded) };
}

/** Rejects when the bytes were not sealed by this key, or have changed since. */
export async function unseal(key: CryptoKey, { iv, bytes }: Sealed): Promise<Kept> {
  const padded = await crypto.subtle.decrypt({ name: CIPHER, iv }, key, bytes);
  return JSON.parse(new TextDecoder().decode(padded)) as Kept;
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { SECOND, msOf, type Instant } from '#shared/kernel/instant';

// RFC 6238 as every authenticator application speaks it: SHA-1, six digits, thirty seconds.

const STEP_MS = 30 * SECOND;
const DIGITS = 6;
/** A step before and one after: a phone's clock and a slow hand. */
const WINDOW = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const TOTP_SECRET_BYTES = 20;

/** Which step of thirty seconds a moment is in. */
export function stepAt(now: Instant): number {
  return Math.floor(msOf(now) / STEP_MS);
}

/** The six digits of a step (RFC 4226, section 5.3). */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, '0');
}

/**
 * The step whose code this is; null when it is none that may still be used.
 * @param lastStep the step of the last code taken: neither it nor one before is taken again
 */
export function stepOfCode(secret: Buffer, code: string, now: Instant, lastStep: number): number | null {
  const given = Buffer.from(code.replace(/\s/g, ''));
  if (given.length !== DIGITS) return null;
  let found: number | null = null;
  for (let step = stepAt(now) - WINDOW; step <= stepAt(now) + WINDOW; step += 1) {
    if (timingSafeEqual(Buffer.from(codeAt(secret, step)), given) && step > lastStep) found = step;
  }
  return found;
}

/** RFC 4648, without padding: what a person copies when a camera cannot. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** What the QR code says to an authenticator application. */
export function otpauthUri(secret: Buffer, login: string): string {
  const label = `Passerelle:${encodeURIComponent(login)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=Passerelle&algorithm=SHA1&digits=${DIGITS}&period=30`;
}

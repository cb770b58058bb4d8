import type { Form } from './form.ts';

/** Bytes as they are. */
export const EXACT = Uint8Array.from({ length: 256 }, (_, byte) => byte);
/** Capital letters as small ones. */
export const ANY_CASE = EXACT.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

export type Found = { readonly form: Form; readonly at: number };

/** Finds many short words in one pass over the bytes. */
export class Needles {
  readonly #byStart = new Map<number, Form[]>();
  readonly #isStart = new Uint8Array(65_536);

  constructor(forms: readonly Form[]) {
    for (const form of forms) {
      const start = form.needle.readUInt16BE(0);
      this.#isStart[start] = 1;
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), form]);
    }
  }

  /** @param fold what each byte is read as */
  in(bytes: Buffer, fold: Uint8Array): Found[] {
    const found: Found[] = [];
    let start = fold[bytes[0] ?? 0] ?? 0;
    for (let at = 0; at + 1 < bytes.length; at += 1) {
      start = ((start << 8) | (fold[bytes[at + 1] ?? 0] ?? 0)) & 0xffff;
      if (this.#isStart[start] === 0) continue;
      for (const form of this.#byStart.get(start) ?? []) {
        if (isAt(form.needle, bytes, at, fold) && standsAlone(form, bytes, at)) found.push({ form, at });
      }
    }
    return found;
  }
}

/** The first two bytes are known to be there. */
function isAt(needle: Buffer, bytes: Buffer, at: number, fold: Uint8Array): boolean {
  if (at + needle.length > bytes.length) return false;
  for (let index = 2; index < needle.length; index += 1) {
    if (fold[bytes[at + index] ?? 0] !== needle[index]) return false;
  }
  return true;
}

function standsAlone({ notAfter, notBefore, needle }: Form, bytes: Buffer, at: number): boolean {
  const end = at + needle.length;
  const letter = (index: number) => bytes.toString('latin1', index, index + 1).toLowerCase();
  if (notAfter !== null && at > 0 && notAfter.test(letter(at - 1))) return false;
  return !(notBefore !== null && end < bytes.length && notBefore.test(letter(end)));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every byte of every file of a folder. */
export function bytesOf(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
}

/** Those of these texts that the bytes hold in plain, in UTF-16, in hexadecimal or in base64. */
export function foundIn(bytes: Buffer, texts: readonly string[]): string[] {
  return texts.filter((text) => formsOf(text).some((form) => bytes.includes(form)));
}

/** The ways in which a text may lie in a file. */
export function formsOf(text: string): Buffer[] {
  const plain = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  const hex = plain.toString('hex');
  return [
    plain,
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from(hex),
    Buffer.from(hex.toUpperCase()),
    ...[0, 1, 2].map((offset) => Buffer.from(base64At(plain, offset))),
  ];
}

/** The characters that this text alone decides, when it begins at that byte of a group of three. */
function base64At(plain: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), plain]).toString('base64');
  const whole = Math.floor(((offset + plain.length) * 8) / 6);
  return encoded.slice(Math.ceil((offset * 8) / 6), whole);
}

import { gzipSync } from 'node:zlib';
import { bytes, text, WORD, type Form } from './form.ts';
import { Searcher, type Hit } from './search.ts';

/** What a person types or is given, and what a machine is: none of it is anybody else's. */
export const SECRET_KINDS = [
  'password',
  'invitation',
  'totp-secret',
  'totp-code',
  'recovery-code',
  'session',
  'device',
  'screen',
  'pairing-code',
  'device-code',
  'server-secret',
  'client-secret',
  'provider-token',
  'authorization-code',
  'verifier',
] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/** Every secret of a run, as it was drawn, and a search for all of them. */
export class Secrets {
  readonly #words = new Map<string, SecretKind>();

  /** Keeps a secret, and gives it back. */
  add(kind: SecretKind, word: string): string {
    if (word.length < 6) throw new Error(`a ${kind} was not drawn`);
    this.#words.set(word, kind);
    return word;
  }

  get words(): readonly { readonly kind: SecretKind; readonly word: string }[] {
    return [...this.#words].map(([word, kind]) => ({ kind, word }));
  }

  get kinds(): readonly SecretKind[] {
    return SECRET_KINDS.filter((kind) => this.words.some((one) => one.kind === kind));
  }

  /** Those of a kind, in the order in which they were drawn. */
  of(kind: SecretKind): string[] {
    return this.words.flatMap((one) => (one.kind === kind ? [one.word] : []));
  }

  /** The kinds that these bytes hold, in plain or wrapped: compressed, base64, hexadecimal, percent, UTF-16. */
  kindsIn(held: Buffer | string): string[] {
    return [...new Set(this.hitsIn(held).map(({ form }) => form.split(':')[0] ?? form))].sort();
  }

  hitsIn(held: Buffer | string): Hit[] {
    return new Searcher(this.words.flatMap(formsOf)).hitsIn(Buffer.from(held));
  }
}

/** As it is written, as a person would copy it, and the bytes that it stands for. */
function formsOf({ kind, word }: { kind: SecretKind; word: string }): Form[] {
  // Six digits are anywhere by chance, but for a word of its own.
  const edges = word.length < 12 ? { edges: WORD } : {};
  return [
    text(kind, 'text', word, edges),
    // As forms write spaces.
    ...(word.includes(' ') ? [text(kind, 'in a form', word.replaceAll(' ', '+'))] : []),
    ...(kind === 'recovery-code' || kind === 'pairing-code'
      ? [text(kind, 'without hyphens', word.replaceAll('-', ''), edges)]
      : []),
    ...(/^[\w-]{43}$/.test(word) ? [bytes(kind, 'its bytes', Buffer.from(word, 'base64url'))] : []),
    ...(kind === 'totp-secret' ? [bytes(kind, 'its bytes', fromBase32(word))] : []),
    bytes(kind, 'UTF-16', Buffer.from(word, 'utf16le')),
  ];
}

function fromBase32(word: string): Buffer {
  const bits = [...word].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)));
}

/** Ways in which a leak would write a secret. */
export const WAYS: readonly (readonly [string, (word: string) => Buffer])[] = [
  ['plain', (word) => Buffer.from(`tried ${word} and failed`)],
  ['a JSON string', (word) => Buffer.from(JSON.stringify({ typed: word }))],
  ['a query', (word) => Buffer.from(new URLSearchParams({ typed: word }).toString())],
  ['base64', (word) => Buffer.from(Buffer.from(`typed ${word} here`).toString('base64'))],
  ['hexadecimal', (word) => Buffer.from(Buffer.from(`typed ${word} here`).toString('hex'))],
  ['gzip', (word) => gzipSync(`typed ${word} here`)],
  ['UTF-16', (word) => Buffer.from(` ${word} `, 'utf16le')],
];

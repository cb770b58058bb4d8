import { createHash } from 'node:crypto';

/**
 * JSON with sorted keys and no spaces: two equal states give the same bytes, whatever the order in which they
 * were built. A property that is undefined counts as absent.
 * @throws TypeError on anything JSON would silently lose (Map, Set, Date, NaN, undefined in a list): a hash that
 * cannot see a part of the state would prove nothing about it.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (isPlainObject(value)) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`not plain JSON: ${Object.prototype.toString.call(value)}`);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** sha256, in hexadecimal, of the canonical JSON of a state. */
export function stateHash(plain: unknown): string {
  return sha256(canonicalJson(plain));
}

/** A snapshot bound to its log: `epoch` keeps the snapshot of one log from being read into another. */
export type Snapshot = { epoch: string; format: number; position: number; body: string };

/** The text to store: a checksum, a header, the body, one after the other on their own lines. */
export function sealSnapshot({ body, ...header }: Snapshot): string {
  const content = `${canonicalJson(header)}\n${body}`;
  return `${sha256(content)}\n${content}`;
}

/** Reads a stored text back; undefined when a byte of it is missing, added or changed. */
export function openSnapshot(text: string): Snapshot | undefined {
  const [checksum, content] = splitLine(text);
  if (sha256(content) !== checksum) return undefined;
  const [header, body] = splitLine(content);
  return { ...(JSON.parse(header) as Omit<Snapshot, 'body'>), body };
}

function splitLine(text: string): [line: string, rest: string] {
  const end = text.indexOf('\n');
  return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

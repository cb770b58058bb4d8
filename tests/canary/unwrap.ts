import { brotliDecompressSync, constants, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** `aligned`: its first byte is one, as far as can be told; only there is a stream without a magic number looked for. */
export type Layer = { readonly how: string; readonly bytes: Buffer; readonly aligned: boolean };

const MAX_OUTPUT = 64 * 1024 * 1024;
/** What is cut short still says what it says so far. */
const partial = (bytes: Buffer) => ({
  finishFlush: constants.Z_SYNC_FLUSH,
  maxOutputLength: MAX_OUTPUT,
  chunkSize: chunkFor(bytes),
});

/** Most attempts are on a few bytes: the usual 16 kB for each would be most of their cost. */
function chunkFor(bytes: Buffer): number {
  return Math.min(65_536, Math.max(256, 4 * bytes.length));
}

/** What these bytes say once one wrapping is taken off: compressed streams anywhere in them, and text that stands for bytes. */
export function unwrap({ bytes, aligned }: Pick<Layer, 'bytes' | 'aligned'>): Layer[] {
  return [...marked(bytes), ...(aligned ? unmarked(bytes) : []), ...decoded(bytes)];
}

type Magic = { how: string; magic: Buffer; open: (bytes: Buffer) => Buffer };

const STREAMS: Magic[] = [
  { how: 'gzip', magic: Buffer.from([0x1f, 0x8b, 0x08]), open: gunzipped },
  ...[0x01, 0x5e, 0x9c, 0xda].map((level) => ({
    how: 'deflate',
    magic: Buffer.from([0x78, level]),
    open: (bytes: Buffer) => inflateSync(bytes, partial(bytes)),
  })),
  {
    how: 'zstd',
    magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
    open: (bytes) =>
      zstdDecompressSync(bytes, {
        ...partial(bytes),
        finishFlush: constants.ZSTD_e_flush,
      }),
  },
];

/** As gunzip does, whatever comes after: Node's refuses a stream that is followed by something else. */
function gunzipped(bytes: Buffer): Buffer {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + bytes.readUInt16LE(at);
  // A file name, a comment.
  for (const flag of [8, 16]) if (flags & flag) at = bytes.indexOf(0, at) + 1;
  if (flags & 2) at += 2;
  return inflateRawSync(bytes.subarray(at), partial(bytes));
}

/** These have no magic number: they are recognised only where the bytes begin with them. */
const UNMARKED: Omit<Magic, 'magic'>[] = [
  { how: 'raw deflate', open: (bytes) => inflateRawSync(bytes, partial(bytes)) },
  {
    how: 'brotli',
    open: (bytes) =>
      brotliDecompressSync(bytes, {
        ...partial(bytes),
        finishFlush: constants.BROTLI_OPERATION_FLUSH,
      }),
  },
];

/** Bytes. A stream that says a point is longer than this. */
const SHORTEST_STREAM = 16;

function marked(bytes: Buffer): Layer[] {
  const layers: Layer[] = [];
  for (const { how, magic, open } of STREAMS) {
    for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
      layers.push(...attempt(how, () => open(bytes.subarray(at))));
    }
  }
  return layers;
}

function unmarked(bytes: Buffer): Layer[] {
  if (bytes.length < SHORTEST_STREAM) return [];
  return UNMARKED.flatMap(({ how, open }) => attempt(how, () => open(bytes)));
}

function attempt(how: string, open: () => Buffer): Layer[] {
  // Most attempts fail, and nobody reads where.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return [{ how, bytes: open(), aligned: true }];
  } catch {
    // Not such a stream after all.
    return [];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Where base64 may begin in a run of its letters: some of them also part the steps of a path or the words of a name. */
function startsOf(run: string): number[] {
  return [0, ...[...run.slice(0, 256).matchAll(/[/_+-]/g)].slice(0, 3).map(({ index }) => index + 1)];
}

const BASE64 = /[A-Za-z0-9+/_-]{12,}/g;
/** Ids and hashes: bytes at random would not make twelve such letters. */
const ALL_HEX = /^[0-9a-f-]+$/i;
const HEX = /(?:[0-9a-f]{2}){6,}/gi;

function decoded(bytes: Buffer): Layer[] {
  const text = bytes.toString('latin1');
  const layers: Layer[] = [];
  for (const run of new Set(text.match(BASE64))) {
    if (ALL_HEX.test(run)) continue;
    for (const start of startsOf(run)) {
      const inner = Buffer.from(run.slice(start), 'base64');
      layers.push({ how: 'base64', bytes: inner, aligned: true });
    }
  }
  for (const run of new Set(text.match(HEX))) {
    for (const skipped of [0, 1]) {
      const inner = Buffer.from(run.slice(skipped), 'hex');
      layers.push({ how: 'hex', bytes: inner, aligned: skipped === 0 });
    }
  }
  const unescaped = text.replace(
    ESCAPES,
    (_, percent?: string, json?: string, hex?: string, decimal?: string, quoted?: string) => {
      if (quoted !== undefined) return quoted;
      // A percent stands for a byte, the others for a character.
      if (percent !== undefined) return String.fromCharCode(parseInt(percent, 16));
      const code = decimal === undefined ? parseInt(json ?? hex ?? '0', 16) : Number(decimal);
      return Buffer.from(String.fromCharCode(code)).toString('latin1');
    },
  );
  if (unescaped.length < text.length) {
    layers.push({ how: 'escapes', bytes: Buffer.from(unescaped, 'latin1'), aligned: true });
  }
  // UTF-16 of plain text is that text with a zero beside each letter.
  if (bytes.includes(0)) {
    layers.push({ how: 'UTF-16', bytes: Buffer.from(bytes.filter((value) => value !== 0)), aligned: false });
  }
  return layers;
}

/** Percent encoding; JSON and JavaScript; HTML, hexadecimal and decimal; a quote in a quoted text. */
const ESCAPES =
  /%([0-9a-f]{2})|\\(?:u|x(?=[0-9a-f]{2}))([0-9a-f]{4}|[0-9a-f]{2})|&#x([0-9a-f]{1,4});|&#(\d{1,5});|\\(["\\/])/gi;

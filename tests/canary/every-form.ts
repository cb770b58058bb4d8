import { createHash } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { FORMS } from './encodings.ts';
import type { Form } from './form.ts';
import { geohash, plusCode, quadkey, s2Cell, s2Token, tileOf } from './grids.ts';
import {
  cut,
  float32,
  float64,
  integer,
  polyline,
  radians,
  scaled,
  sexagesimal,
  varint,
  zigzag,
} from './numbers.ts';
import { POINT } from './planted.ts';
import { lambert93, mercatorShare, webMercator } from './projections.ts';
import { Searcher } from './search.ts';

const searcher = new Searcher(FORMS);

/** Rules of the encoders. Known values come from the definitions' own documents and test suites, not from these functions. */
export function everyEncoderIsRight(): void {
  describe('each way of writing a place gives the known value', () => {
    test.each([
      ['decimals are cut, not rounded', cut(2.3719998877, 7), '2.3719998'],
      ['degrees, minutes, seconds', sexagesimal(2.3719998877).minutes, 22],
      ['radians', radians(180), Math.PI],
      ['E6 is cut and rounded', scaled(2.3719998877, 6), [2371999, 2372000]],
      ['IEEE 754 on 8 bytes, big end first', float64(1, 'BE').toString('hex'), '3ff0000000000000'],
      ['IEEE 754 on 8 bytes, little end first', float64(-2, 'LE').toString('hex'), '00000000000000c0'],
      ['IEEE 754 on 4 bytes', float32(0.15625, 'BE').toString('hex'), '3e200000'],
      ['an integer on 4 bytes', integer(488971337, 4, 'LE').toString('hex'), '491c251d'],
      ['a varint', varint(300).toString('hex'), 'ac02'],
      ['zigzag', [0, -1, 1, -2].map(zigzag), [0, 1, 2, 3]],
      ['an encoded polyline', polyline(38.5, -120.2, 5), '_p~iF~ps|U'],
      ['a geohash', geohash(57.64911, 10.40744, 11), 'u4pruydqqvj'],
      ['a plus code', plusCode(47.36559, 8.524997, 10), '8FVC9G8F+6X'],
      ['a tile', tileOf(0.1, 0.1, 1), { x: 1, y: 0, zoom: 1 }],
      ['a quadkey', quadkey({ x: 3, y: 5, zoom: 3 }), '213'],
      ['an S2 cell', s2Cell(49.703498679, 11.770681595), 0x47a1cbd595522b39n],
      ['an S2 cell of another face', s2Cell(45.486546517, -93.449700022), 0x52b30b71698e729dn],
      ['an S2 token', s2Token(0x47a1cbd595522b39n, 10), '47a1cb'],
    ])('%s', (_what, made, known) => expect(made).toEqual(known));

    test('Lambert-93 and Web-Mercator, to the centimetre', () => {
      const close = (made: { x: number; y: number }, x: number, y: number) =>
        expect([Math.abs(made.x - x) < 0.01, Math.abs(made.y - y) < 0.01]).toEqual([true, true]);
      close(lambert93(46.5, 3), 700_000, 6_600_000);
      close(lambert93(48.8582, 2.2945), 648_237.1, 6_862_249.44);
      close(webMercator(POINT.lat, POINT.lon), 264_049.82, 6_257_425.14);
      expect(mercatorShare(0, 0)).toEqual({ x: 0.5, y: 0.5 });
    });
  });
}

/** Text that repeats itself, and bytes that do not. */
const around = {
  text: Buffer.from('la maraude repart vers la place suivante; '.repeat(12)),
  bytes: Buffer.concat([1, 2, 3].map((seed) => createHash('sha256').update(String(seed)).digest())),
};

/** Forms as they would be found; halves of a point with the other half. */
function written(forms: readonly Form[]): Buffer {
  return Buffer.concat(
    forms.map((form) => {
      const other = FORMS.find(({ way, side }) => way === form.way && side !== form.side && side !== 'point');
      const parts = form.weight === 'half' && other ? [form.needle, other.needle] : [form.needle];
      return Buffer.concat([latin('{"v": '), ...parts.flatMap((part) => [part, latin(' ')]), latin('}')]);
    }),
  );
}

/** Fifty at a time: what is found beside others is found alone, as the first wrapping shows. */
function missedOf(forms: readonly Form[], wrap: (bytes: Buffer) => Buffer, together = 50): string[] {
  const missed: string[] = [];
  for (let from = 0; from < forms.length; from += together) {
    const some = forms.slice(from, from + together);
    const found = new Set(searcher.hitsIn(wrap(written(some))).map(({ form }) => form));
    missed.push(...some.map(({ name }) => name).filter((name) => !found.has(name)));
  }
  return missed;
}

const inText = (bytes: Buffer) => Buffer.concat([around.text, bytes, around.text]);
const inBytes = (bytes: Buffer) => Buffer.concat([around.bytes, bytes, around.bytes]);
const latin = (text: string) => Buffer.from(text, 'latin1');
const percent = (bytes: Buffer) =>
  latin([...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));

const WRAPPINGS: Record<string, (bytes: Buffer) => Buffer> = {
  plain: inText,
  'among bytes': inBytes,
  base64: (bytes) => inText(latin(bytes.toString('base64'))),
  'base64, one letter later': (bytes) => inText(latin(Buffer.concat([latin('"'), bytes]).toString('base64'))),
  'base64, two letters later': (bytes) =>
    inText(latin(Buffer.concat([latin(':"'), bytes]).toString('base64'))),
  'base64 of URLs, in a path': (bytes) => latin(`GET /v1/x/${bytes.toString('base64url')}/y`),
  hex: (bytes) => inText(latin(bytes.toString('hex'))),
  'hex, odd': (bytes) => latin(`f${bytes.toString('hex')}`),
  percent: (bytes) => inText(percent(bytes)),
  'brotli in percent': (bytes) => percent(brotliCompressSync(inText(bytes))),
  gzip: (bytes) => inBytes(gzipSync(inText(bytes))),
  deflate: (bytes) => inBytes(deflateSync(inText(bytes))),
  'deflate without a header': (bytes) => deflateRawSync(inText(bytes)),
  brotli: (bytes) => brotliCompressSync(inText(bytes)),
  zstd: (bytes) => inBytes(zstdCompressSync(inText(bytes))),
  'gzip in base64': (bytes) => inText(latin(gzipSync(inText(bytes)).toString('base64'))),
  'deflate in hex in gzip': (bytes) => gzipSync(inText(latin(deflateSync(bytes).toString('hex')))),
  'brotli in base64 in percent': (bytes) =>
    inText(percent(latin(` ${brotliCompressSync(inText(bytes)).toString('base64')} `))),
  'zstd in gzip in base64': (bytes) => inText(latin(gzipSync(zstdCompressSync(bytes)).toString('base64'))),
};

const TEXT_WRAPPINGS: Record<string, (text: string) => Buffer> = {
  'capital letters': (text) => Buffer.from(text.toUpperCase()),
  'UTF-16, little end first': (text) => inText(Buffer.from(text, 'utf16le')),
  'UTF-16, big end first': (text) => inText(Buffer.from(text, 'utf16le').swap16()),
  'JSON escapes': (text) =>
    latin([...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')),
  'JSON in JSON': (text) => Buffer.from(JSON.stringify(JSON.stringify({ text }))),
  'HTML references': (text) => latin([...text].map((letter) => `&#${letter.charCodeAt(0)};`).join('')),
};

/** Rules of the searcher. */
export function everyFormIsFound(): void {
  describe('every form of every planted value is found', () => {
    test('alone', () => expect(missedOf(FORMS, inText, 1)).toEqual([]));

    test.each(Object.entries(WRAPPINGS))('%s', (_how, wrap) => expect(missedOf(FORMS, wrap)).toEqual([]));

    test.each(Object.entries(TEXT_WRAPPINGS))('in text, %s', (_how, wrap) => {
      const texts = FORMS.filter(({ kind }) => kind === 'text');
      expect(missedOf(texts, (bytes) => wrap(bytes.toString()))).toEqual([]);
    });

    test('and nothing is found where nothing was planted', () => {
      expect(searcher.hitsIn(inText(around.bytes))).toEqual([]);
      // Parts of longer numbers and words, and half a point alone.
      for (const other of ['148.89713377', 'a9973', '99731', 'zu09wj', '0.9973', float32(POINT.lat, 'LE')])
        expect(searcher.hitsIn(inText(Buffer.from(other)))).toEqual([]);
    });
  });
}

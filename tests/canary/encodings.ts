import { latLngToCell } from 'h3-js';
import { bytes, COUNTED, DIGIT, opened, text, WORD, type Form } from './form.ts';
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
import { ADDRESS, AGENT, HEAD_COUNT, NAME, POINT, RECEIVED, TAP } from './planted.ts';
import { lambert93, mercatorShare, webMercator } from './projections.ts';

const DIGITS = [4, 5, 6, 7, 8, 9, 10];
const ORDERS = ['LE', 'BE'] as const;

function degreeForms(side: 'lat' | 'lon', value: number): Form[] {
  const as = (way: string, written: string, weight: Form['weight'] = 'sure', edges: RegExp = DIGIT) =>
    text(side, way, written, { side, weight, edges });
  const weighed = (digits: number) => (digits < 7 ? 'plain' : 'sure');
  const { degrees, minutes, seconds } = sexagesimal(value);
  const whole = Math.floor(seconds);
  const minuteShare = cut(minutes + seconds / 60, 3);
  // Cut forms begin one another, so what follows is free: only what stands before must not be a digit.
  return [
    ...DIGITS.flatMap((digits) => [
      opened(as(`decimal, ${digits} digits`, cut(value, digits), weighed(digits))),
      ...[',', '-', '_'].map((point) =>
        opened(
          as(
            `decimal with ${point}, ${digits} digits`,
            cut(value, digits).replace('.', point),
            weighed(digits),
          ),
        ),
      ),
      opened(
        as(
          `scientific, ${digits} digits`,
          cut(value / 10 ** Math.floor(Math.log10(value)), digits),
          weighed(digits),
        ),
      ),
    ]),
    ...[4, 5, 6].map((digits) => as(`decimal, rounded to ${digits}`, value.toFixed(digits), 'plain')),
    ...[6, 7, 8, 9, 10].map((digits) =>
      opened(as(`radians, ${digits} digits`, cut(radians(value), digits).slice(1), weighed(digits))),
    ),
    ...[
      ['°', "'"],
      ['° ', "' "],
      ['°', '′'],
      ['° ', '′ '],
      ['d', 'm'],
      ['d ', 'm '],
      ['°', ' '],
      [' ', ' '],
      [':', ':'],
      ['-', '-'],
    ].flatMap(([after = '', then = '']) => [
      opened(as('degrees, minutes, seconds', `${degrees}${after}${minutes}${then}${cut(seconds, 1)}`)),
      opened(as('degrees, minutes', `${degrees}${after}${minuteShare}`)),
      ...('°d'.includes(after.charAt(0))
        ? [as('degrees, minutes, whole seconds', `${degrees}${after}${minutes}${then}${whole}`)]
        : []),
    ]),
    opened(as('sentence of a receiver', `${degrees}${cut(minutes + seconds / 60, 4).padStart(7, '0')}`)),
    ...[5, 6, 7].flatMap((decimals) =>
      scaled(value, decimals).flatMap((integral) => [
        as(`E${decimals}`, String(integral), decimals === 7 ? 'sure' : 'plain', COUNTED),
        ...ORDERS.map((order) =>
          bytes(side, `E${decimals} on 4 bytes ${order}`, integer(integral, 4, order), {
            side,
            weight: 'half',
          }),
        ),
        ...ORDERS.map((order) =>
          bytes(side, `E${decimals} on 8 bytes ${order}`, integer(integral, 8, order), {
            side,
            weight: 'half',
          }),
        ),
        bytes(side, `E${decimals} varint`, varint(integral), { side, weight: 'half' }),
        bytes(side, `E${decimals} zigzag varint`, varint(zigzag(integral)), { side, weight: 'half' }),
      ]),
    ),
    ...ORDERS.flatMap((order) => [
      bytes(side, `float32 ${order}`, float32(value, order), { side, weight: 'half' }),
      bytes(side, `float32 radians ${order}`, float32(radians(value), order), { side, weight: 'half' }),
      bytes(side, `float64 radians ${order}`, float64(radians(value), order), { side }),
      ...DIGITS.map((digits) =>
        bytes(side, `float64 cut at ${digits} ${order}`, float64(Number(cut(value, digits)), order), {
          side,
        }),
      ),
    ]),
  ];
}

function planeForms(way: string, x: number, y: number, share = false): Form[] {
  return (
    [
      ['lon', x],
      ['lat', y],
    ] as const
  ).flatMap(([side, value]) =>
    share
      ? [6, 7, 8, 9, 10].map((digits) =>
          text(side, `${way}, ${digits} digits`, cut(value, digits).slice(1), {
            side,
            weight: digits < 8 ? 'plain' : 'sure',
          }),
        )
      : [
          ...scaled(value, 0).map((metres) =>
            text(side, way, String(metres), { side, weight: 'half', edges: COUNTED }),
          ),
          ...[1, 2, 3].map((digits) =>
            opened(text(side, `${way}, ${digits} digits`, cut(value, digits), { side, edges: DIGIT })),
          ),
          ...ORDERS.map((order) => bytes(side, `${way}, float64 ${order}`, float64(value, order), { side })),
        ],
  );
}

function pointForms({ lat, lon }: typeof POINT): Form[] {
  const as = (way: string, written: string, weight: Form['weight'] = 'sure', edges?: RegExp) =>
    text('point', way, written, { side: 'point', weight, ...(edges && { edges }) });
  const plus = plusCode(lat, lon, 11);
  const s2 = s2Cell(lat, lon);
  const mercator = webMercator(lat, lon);
  const share = mercatorShare(lat, lon);
  const lambert = lambert93(lat, lon);
  return [
    ...degreeForms('lat', lat),
    ...degreeForms('lon', lon),
    ...planeForms('Web-Mercator', mercator.x, mercator.y),
    ...planeForms('Web-Mercator share', share.x, share.y, true),
    ...planeForms('Lambert-93', lambert.x, lambert.y),
    ...range(5, 12).map((length) =>
      opened(as(`geohash ${length}`, geohash(lat, lon, length), length < 8 ? 'plain' : 'sure', WORD)),
    ),
    opened(as('plus code 8', plus.slice(0, 9), 'sure', WORD)),
    opened(as('plus code 10', plus.slice(0, 11), 'sure', WORD)),
    opened(as('plus code 11', plus, 'sure', WORD)),
    as('plus code, short', plus.slice(4, 11), 'plain', WORD),
    ...range(7, 15).flatMap((resolution) => {
      const cell = latLngToCell(lat, lon, resolution);
      const index = Buffer.from(cell.padStart(16, '0'), 'hex');
      return [
        as(`H3 ${resolution}`, cell),
        as(`H3 ${resolution} as a number`, String(BigInt(`0x${cell}`))),
        bytes('point', `H3 ${resolution} BE`, index, { side: 'point' }),
        bytes('point', `H3 ${resolution} LE`, Buffer.from(index).reverse(), { side: 'point' }),
      ];
    }),
    ...range(13, 30).map((level) =>
      as(`S2 ${level}`, s2Token(s2, level), level < 18 ? 'plain' : 'sure', WORD),
    ),
    as('S2 as a number', String(s2)),
    ...range(13, 20).flatMap((zoom) => {
      const tile = tileOf(lat, lon, zoom);
      return [
        as(`tile ${zoom}`, `${zoom}/${tile.x}/${tile.y}`, 'sure', DIGIT),
        opened(as(`quadkey ${zoom}`, quadkey(tile), zoom < 16 ? 'plain' : 'sure', WORD)),
      ];
    }),
    as('polyline 5', polyline(lat, lon, 5)),
    as('polyline 6', polyline(lat, lon, 6)),
  ];
}

/** A moment to the millisecond: as it is written, counted, or hidden in an id made of it. */
function momentForms(name: string, instant: string): Form[] {
  const ms = Date.parse(instant);
  const paris = new Date(ms + 3_600_000).toISOString();
  const hex = ms.toString(16).padStart(12, '0');
  return [
    text(name, 'UTC', instant.slice(11, 23), { weight: 'plain' }),
    text(name, 'Paris', paris.slice(11, 23), { weight: 'plain' }),
    text(name, 'milliseconds', String(ms)),
    text(name, 'seconds', String(Math.floor(ms / 1000))),
    text(name, 'UUID v7', hex),
    text(name, 'UUID v7 with its hyphen', `${hex.slice(0, 8)}-${hex.slice(8)}`),
    text(name, 'ULID', crockford(ms)),
    text(name, 'base 36', ms.toString(36)),
    ...ORDERS.flatMap((order) => [
      bytes(name, `float64 ${order}`, float64(ms, order)),
      bytes(name, `on 6 bytes ${order}`, integer(ms, 6, order)),
    ]),
  ];
}

function crockford(ms: number): string {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from({ length: 10 }, (_, place) => letters[Math.floor(ms / 32 ** (9 - place)) % 32]).join('');
}

function addressForms(): Form[] {
  const four = Buffer.from(ADDRESS.split('.').map(Number));
  const hex = four.toString('hex');
  return [
    text('address', 'dotted', ADDRESS, { edges: DIGIT }),
    text('address', 'with hyphens', ADDRESS.replaceAll('.', '-'), { edges: DIGIT }),
    text('address', 'as a number', String(four.readUInt32BE())),
    text('address', 'hexadecimal', hex, { edges: WORD }),
    text('address', 'within IPv6', `${hex.slice(0, 4)}:${hex.slice(4)}`),
    bytes('address', '16 bytes', Buffer.concat([Buffer.alloc(10), Buffer.from([0xff, 0xff]), four])),
  ];
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Every form of every planted value that may come out of nowhere. */
export const FORMS: readonly Form[] = unique([
  ...pointForms(POINT),
  ...[HEAD_COUNT.toString(), '9 973', '9\u202f973', '9\u00a0973', '9.973', '9,973'].map((written) =>
    text('head-count', `written ${written}`, written, { weight: 'plain', edges: COUNTED }),
  ),
  // On crowded ground a number may be anything: there it is looked for as somebody's value.
  ...[`":${HEAD_COUNT}`, `"${HEAD_COUNT}"`, `>${HEAD_COUNT}<`, `=${HEAD_COUNT}`].map((written) =>
    text('head-count', `as a value ${written}`, written),
  ),
  ...ORDERS.map((order) =>
    bytes('head-count', `float64 ${order}`, float64(HEAD_COUNT, order), { weight: 'plain' }),
  ),
  text('name', 'text', NAME),
  text('agent', 'text', AGENT),
  ...addressForms(),
  ...momentForms('tap', TAP),
]);

/** The moment of receipt: what rests must not hold it; a frame may carry the time at which it left. */
export const RECEIPT_FORMS: readonly Form[] = momentForms('receipt', RECEIVED);

/** Letters beyond ASCII are other bytes in UTF-16, which the zero beside a plain letter does not tell. */
function inUtf16(form: Form): Form[] {
  const letters = form.needle.toString();
  if (form.kind === 'bytes' || !/[^\0-\x7f]/.test(letters)) return [];
  const little = Buffer.from(letters, 'utf16le');
  const rest = { kind: 'bytes', notAfter: null, notBefore: null } as const;
  return [little, Buffer.from(little).swap16()].map((needle) => ({ ...form, ...rest, needle }));
}

function unique(forms: readonly Form[]): Form[] {
  return [
    ...new Map(
      forms
        .flatMap((form) => [form, ...inUtf16(form)])
        .map((form) => [`${form.kind} ${form.needle.toString('hex')}`, form]),
    ).values(),
  ];
}

import { crc32, deflateSync } from 'node:zlib';

// The product's mark as a PNG, computed: an arch, three hangers, a deck and the water line (BridgeMark.svelte).

type Colour = readonly [number, number, number];
const GROUND: Colour = [0x11, 0x16, 0x1b];
const INK: Colour = [0xe6, 0xe9, 0xec];
const WATER: Colour = [0x4c, 0x9b, 0xff];
/** The mark is 34 by 25; the square around it leaves what a phone cuts off its icons. */
const SIDE = 50;
const LEFT = 8;
const TOP = 12;
const SAMPLES = 3;

type Stroke = {
  readonly colour: Colour;
  readonly width: number;
  readonly distance: (x: number, y: number) => number;
};

const STROKES: readonly Stroke[] = [
  {
    colour: INK,
    width: 2,
    distance: (x, y) => (y > 18.4 ? 99 : Math.abs(Math.hypot(x - 17, y - 18.4) - 13)),
  },
  ...[10.6, 17, 23.4].map((at): Stroke => ({
    colour: INK,
    width: 2,
    distance: (x, y) => (y < 18.4 - Math.sqrt(169 - (at - 17) ** 2) || y > 18.4 ? 99 : Math.abs(x - at)),
  })),
  { colour: INK, width: 2.6, distance: (x, y) => (x < 0 || x > 34 ? 99 : Math.abs(y - 18.6)) },
  { colour: WATER, width: 2, distance: (x, y) => (x < 0 || x > 34 ? 99 : Math.abs(y - 23.6)) },
];

/** A square PNG of `size` by `size` pixels. */
export function drawIcon(size: number): Uint8Array<ArrayBuffer> {
  const row = 1 + size * 3;
  const pixels = new Uint8Array(row * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) pixels.set(colourAt(x, y, SIDE / size), y * row + 1 + x * 3);
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, size);
  view.setUint32(4, size);
  // 8 bits, red green blue, no interlacing.
  header.set([8, 2, 0, 0, 0], 8);
  return joined(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', new Uint8Array()),
  );
}

/** The mean of a few points of the pixel, so that edges are smooth. */
function colourAt(x: number, y: number, unit: number): number[] {
  const sum = [0, 0, 0];
  for (let point = 0; point < SAMPLES * SAMPLES; point += 1) {
    const across = (x + ((point % SAMPLES) + 0.5) / SAMPLES) * unit - LEFT;
    const down = (y + (Math.floor(point / SAMPLES) + 0.5) / SAMPLES) * unit - TOP;
    const stroke = STROKES.find(({ width, distance }) => distance(across, down) <= width / 2);
    (stroke?.colour ?? GROUND).forEach((value, channel) => (sum[channel] = (sum[channel] ?? 0) + value));
  }
  return sum.map((value) => Math.round(value / (SAMPLES * SAMPLES)));
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const named = joined(new TextEncoder().encode(name), body);
  const around = new Uint8Array(4);
  new DataView(around.buffer).setUint32(0, body.length);
  const check = new Uint8Array(4);
  new DataView(check.buffer).setUint32(0, crc32(named));
  return joined(around, named, check);
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

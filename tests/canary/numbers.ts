// How a number of degrees is written down, in text and in bytes.

/** Decimals cut, not rounded: 2.3719998 at 7 digits. */
export function cut(value: number, digits: number): string {
  const written = value.toFixed(digits + 3);
  return written.slice(0, written.length - 3);
}

/** Degrees, minutes and seconds of an angle of 0 or more; seconds have their fraction. */
export function sexagesimal(angle: number): { degrees: number; minutes: number; seconds: number } {
  const degrees = Math.floor(angle);
  const minutes = Math.floor((angle - degrees) * 60);
  return { degrees, minutes, seconds: ((angle - degrees) * 60 - minutes) * 60 };
}

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** The integers that this many decimals make of a value: cut and rounded. */
export function scaled(value: number, decimals: number): number[] {
  const exact = value * 10 ** decimals;
  return [...new Set([Math.floor(exact), Math.round(exact)])];
}

export type ByteOrder = 'LE' | 'BE';

export function float64(value: number, order: ByteOrder): Buffer {
  const bytes = Buffer.alloc(8);
  return order === 'LE' ? (bytes.writeDoubleLE(value), bytes) : (bytes.writeDoubleBE(value), bytes);
}

export function float32(value: number, order: ByteOrder): Buffer {
  const bytes = Buffer.alloc(4);
  return order === 'LE' ? (bytes.writeFloatLE(value), bytes) : (bytes.writeFloatBE(value), bytes);
}

/** An integer on this many bytes. */
export function integer(value: number, size: 4 | 6 | 8, order: ByteOrder): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  const big = bytes.subarray(8 - size);
  return order === 'LE' ? Buffer.from(big).reverse() : big;
}

/** Seven bits to a byte, lowest first, as protocol buffers write an unsigned integer. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

/** Signed to unsigned, small ones first: what a protocol buffer does before a varint. */
export function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

/** A line of one point in the encoded polyline format; `decimals` 5 or 6. */
export function polyline(lat: number, lon: number, decimals: number): string {
  return [lat, lon]
    .map((value) => {
      let rest = zigzag(Math.round(value * 10 ** decimals));
      let text = '';
      for (; rest >= 0x20; rest = Math.floor(rest / 32))
        text += String.fromCharCode((0x20 | (rest % 32)) + 63);
      return text + String.fromCharCode(rest + 63);
    })
    .join('');
}

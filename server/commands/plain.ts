type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/**
 * Turns maps into tagged lists, so that a state can be written as JSON and read back the same. Sorted: two equal maps
 * are one text, whatever the order in which they were filled.
 */
export function toPlain(value: unknown): Plain {
  if (value instanceof Map) {
    const entries = [...(value as Map<string, unknown>)].sort(([a], [b]) => (a < b ? -1 : 1));
    return { $map: entries.map(([key, item]) => [toPlain(key), toPlain(item)]) };
  }
  if (Array.isArray(value)) return value.map(toPlain);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)]));
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  throw new Error(`a state holds something that cannot be kept: ${typeof value}`);
}

/** The opposite of `toPlain`. */
export function fromPlain(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(fromPlain);
  if (plain !== null && typeof plain === 'object') {
    if ('$map' in plain && Array.isArray(plain.$map)) {
      return new Map(plain.$map.map((entry) => fromPlain(entry) as [unknown, unknown]));
    }
    return Object.fromEntries(Object.entries(plain).map(([key, item]) => [key, fromPlain(item)]));
  }
  return plain;
}

/** What stands for the east-west or north-south half of a point, or says it whole. */
type Side = 'lat' | 'lon' | 'point';

/** One way of writing one planted value. */
export type Form = {
  /** The value and the way: `point: geohash 7`. */
  readonly name: string;
  /** Halves of a point belong together when they are written the same way. */
  readonly way: string;
  readonly side: Side | null;
  readonly needle: Buffer;
  /** Text is searched whatever its case; bytes as they are. */
  readonly kind: 'text' | 'bytes';
  /** A character that, right before or after, makes it a part of a longer number or word. */
  readonly notAfter: RegExp | null;
  readonly notBefore: RegExp | null;
  /**
   * `sure`: nothing else is written so. `plain`: on crowded ground another thing might be. `half`: a few bytes that
   * chance alone writes in a large file, so it counts only beside the other half of the point.
   */
  readonly weight: 'sure' | 'plain' | 'half';
};

export const DIGIT = /[0-9]/;
export const WORD = /[0-9a-z]/;
/** What may not touch a number that stands for something counted. */
export const COUNTED = /[0-9a-z._+-]/;

type Options = { side?: Side; weight?: Form['weight']; edges?: RegExp };

/** A way of writing that letters tell. */
export function text(name: string, way: string, written: string, options: Options = {}): Form {
  return { ...bytes(name, way, Buffer.from(written.toLowerCase()), options), kind: 'text' };
}

/** A way of writing that only a program reads. */
export function bytes(name: string, way: string, needle: Buffer, options: Options = {}): Form {
  const { side = null, weight = 'sure', edges = null } = options;
  return {
    name: `${name}: ${way}`,
    way,
    side,
    needle,
    kind: 'bytes',
    notAfter: edges,
    notBefore: edges,
    weight,
  };
}

/** The beginning of what was written: anything may follow. */
export function opened(form: Form): Form {
  return { ...form, notBefore: null };
}

/** One given word, for what only this run holds. */
export function wordForm(name: string, word: string): Form {
  return text(name, 'text', word);
}

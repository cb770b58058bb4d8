/**
 * What a browser is given in the place of zod (vite.config.ts): the same schemas of `shared`, read in a hundredth of the
 * bytes that every screen would wait for. A value is taken or not: no reason, no path, since a frame that is not of this
 * protocol is counted and never explained. Only what the schemas use is here; anything else throws as the page starts.
 * `tests/wire/schema-reader.test.ts` holds both to the same verdict on everything that crosses.
 */

/** Not of this schema. */
const NOT = Symbol('not');
type Read = (value: unknown) => unknown;
type Shape = Readonly<Record<string, Schema>>;

export class Schema {
  /** The value as read, or `NOT`. */
  readonly read: Read;
  /** Of an enumeration: its words. Of a union: its schemas. */
  readonly options: readonly unknown[];
  /** Of an object: its fields. */
  readonly shape: Shape;

  constructor(read: Read, options: readonly unknown[] = [], shape: Shape = {}) {
    this.read = read;
    this.options = options;
    this.shape = shape;
  }

  parse(value: unknown): unknown {
    const read = this.read(value);
    if (read === NOT) throw new Error('not of this schema');
    return read;
  }

  safeParse(value: unknown) {
    const data = this.read(value);
    return data === NOT ? { success: false, error: { issues: [] } } : { success: true, data };
  }

  refine(holds: (value: never) => boolean): Schema {
    return new Schema(
      (value) => {
        const read = this.read(value);
        return read !== NOT && holds(read as never) ? read : NOT;
      },
      this.options,
      this.shape,
    );
  }

  regex(pattern: RegExp): Schema {
    return this.refine((text) => pattern.test(text));
  }

  min(least: number): Schema {
    return this.refine((value) => measure(value) >= least);
  }

  max(most: number): Schema {
    return this.refine((value) => measure(value) <= most);
  }

  length(exactly: number): Schema {
    return this.refine((value) => measure(value) === exactly);
  }

  nullable(): Schema {
    return new Schema((value) => (value === null ? null : this.read(value)));
  }

  optional(): Schema {
    return new Schema((value) => (value === undefined ? undefined : this.read(value)));
  }

  or(other: Schema): Schema {
    return union([this, other]);
  }

  /** Only the type knows it. */
  brand(): this {
    return this;
  }

  /** Only the server's tests ask for it. */
  meta(): this {
    return this;
  }

  exclude(words: readonly string[]): Schema {
    return oneOf(this.options.filter((word) => !words.includes(word as string)));
  }

  extend(more: Shape): Schema {
    return object({ ...this.shape, ...more }, true);
  }

  omit(left: Readonly<Record<string, true>>): Schema {
    const kept = Object.entries(this.shape).filter(([key]) => !(key in left));
    return object(Object.fromEntries(kept), true);
  }
}

const when = (holds: (value: unknown) => boolean) => new Schema((value) => (holds(value) ? value : NOT));

/** A number by itself, a text or a list by its length. */
function measure(value: number | string | readonly unknown[]): number {
  return typeof value === 'number' ? value : value.length;
}

function oneOf(words: readonly unknown[]): Schema {
  return new Schema((value) => (words.includes(value) ? value : NOT), words);
}

function union(options: readonly Schema[]): Schema {
  return new Schema((value) => {
    for (const option of options) {
      const read = option.read(value);
      if (read !== NOT) return read;
    }
    return NOT;
  }, options);
}

/** A field that is absent is read as undefined, which an optional one alone takes. */
function object(shape: Shape, isStrict: boolean): Schema {
  const read = (value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return NOT;
    const given = value as Record<string, unknown>;
    if (isStrict && Object.keys(given).some((key) => !Object.hasOwn(shape, key))) return NOT;
    const whole: Record<string, unknown> = {};
    for (const [key, schema] of Object.entries(shape)) {
      const field = schema.read(given[key]);
      if (field === NOT) return NOT;
      if (key in given) whole[key] = field;
    }
    return whole;
  };
  return new Schema(read, [], shape);
}

function array(item: Schema): Schema {
  return new Schema((value) => {
    if (!Array.isArray(value)) return NOT;
    const items = value.map(item.read);
    return items.includes(NOT) ? NOT : items;
  });
}

/** The field that tells them apart leads to the only one that may take the value. */
function discriminatedUnion(key: string, options: readonly Schema[]): Schema {
  const byWord = new Map(
    options.flatMap((option) => (option.shape[key]?.options ?? []).map((word) => [word, option] as const)),
  );
  const read = (value: unknown) =>
    typeof value === 'object' && value !== null
      ? (byWord.get((value as Record<string, unknown>)[key])?.read(value) ?? NOT)
      : NOT;
  return new Schema(read, options, { [key]: oneOf([...byWord.keys()]) });
}

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);

export const z = {
  string: () => when((value) => typeof value === 'string'),
  number: () => when(isNumber),
  int: () => when(Number.isSafeInteger),
  boolean: () => when((value) => typeof value === 'boolean'),
  literal: (word: unknown) => oneOf([word]),
  enum: oneOf,
  uuid: ({ version }: { version: 'v4' }) =>
    z
      .string()
      .regex(
        new RegExp(
          `^[\\da-f]{8}-[\\da-f]{4}-${version.slice(1)}[\\da-f]{3}-[89ab][\\da-f]{3}-[\\da-f]{12}$`,
          'i',
        ),
      ),
  object: (shape: Shape) => object(shape, false),
  strictObject: (shape: Shape) => object(shape, true),
  array,
  union,
  discriminatedUnion,
};

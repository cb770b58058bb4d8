const made = new WeakSet<object>();

/**
 * A value that has passed the release gate. Only `server/release` makes one (lint says so), and the outbox, the one
 * file that emits, takes nothing else: what was not released cannot leave, by type and at run time.
 */
export class Released<T> {
  readonly #value: T;

  private constructor(value: T) {
    this.#value = value;
    made.add(this);
  }

  /** For `server/release` alone. */
  static make<T>(value: T): Released<T> {
    return new Released(value);
  }

  /** For the outbox alone. Throws on an object that only looks released. */
  static open<T>(released: Released<T>): T {
    if (!made.has(released)) throw new Error('refused to emit a value that did not pass the release gate');
    return released.#value;
  }
}

import type { Logger } from '#server/ports/logger';

/** In real milliseconds. */
const TOLD_EVERY_MS = 1_000;

/** What was not of this protocol, by rule. A number for whoever watches over the machine, nothing more. */
export class Violations {
  readonly #logger: Logger;
  readonly #counts = new Map<string, number>();
  /** When each rule of a bound was last told to the journal. */
  readonly #told = new Map<string, number>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** How many times each rule was broken since the start. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** A message that is not one of ours: counted, and told to the journal. */
  count(rule: string): void {
    this.#add(rule);
    this.#logger({ kind: 'violation', rule });
  }

  /** A bound was met: counted each time, told to the journal once a second at most, which a flood must not fill. */
  overLimit(rule: string): void {
    const now = performance.now();
    if (now - (this.#told.get(rule) ?? -Infinity) < TOLD_EVERY_MS) return this.#add(rule);
    this.#told.set(rule, now);
    this.count(rule);
  }

  #add(rule: string): void {
    this.#counts.set(rule, (this.#counts.get(rule) ?? 0) + 1);
  }
}

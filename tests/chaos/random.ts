import { seededRandom } from '../contract/append-plan.ts';

/** What a run leaves to chance, again for the same seed. */
export class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seededRandom(seed);
  }

  next(): number {
    return this.#next();
  }

  isLess(than: number): boolean {
    return this.#next() < than;
  }

  between(from: number, to: number): number {
    return from + (to - from) * this.#next();
  }

  oneOf<T>(things: readonly T[]): T {
    const one = things[Math.floor(this.#next() * things.length)];
    if (one === undefined) throw new Error('nothing to choose from');
    return one;
  }
}

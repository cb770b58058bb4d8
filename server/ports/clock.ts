import { instantAt, msOf, type Instant } from '#shared/kernel/instant';

/** The product's time. The domain reads time through this alone; the health of connections uses real time. */
export interface Clock {
  now(): Instant;
  /** Seconds of the product in a real one. */
  readonly speed: number;
}

export const systemClock: Clock = { now: () => instantAt(Date.now()), speed: 1 };

/** A clock that stands until it is moved, then runs at a chosen speed: the demonstration's, and the tests'. */
export class SettableClock implements Clock {
  #base: number;
  #realBase = 0;
  #speed = 0;

  constructor(start: Instant) {
    this.#base = msOf(start);
  }

  now(): Instant {
    return instantAt(
      Math.floor(this.#base + (this.#speed === 0 ? 0 : (performance.now() - this.#realBase) * this.#speed)),
    );
  }

  get speed(): number {
    return this.#speed;
  }

  /** Moves forward only: the log has already seen what is behind. */
  set(instant: Instant): void {
    this.#base = Math.max(msOf(this.now()), msOf(instant));
    this.#realBase = performance.now();
  }

  run(speed: number): void {
    this.#base = msOf(this.now());
    this.#realBase = performance.now();
    this.#speed = speed;
  }
}

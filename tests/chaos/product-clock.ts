import type { Clock } from '#server/ports/clock';
import { instantAt, msOf, type Instant } from '#shared/kernel/instant';

/** Where the day of a run begins, in product time, and when that was in real time. */
export type Day = { readonly begins: Instant; readonly beganAt: number; readonly speed: number };

/** One day for every process of a run, each with a clock of its own that can be wrong. */
export class ProductClock implements Clock {
  readonly speed: number;
  readonly #day: Day;
  #stands: Instant | undefined;
  /** By how much this clock is wrong, in ms of the product. */
  skew = 0;

  constructor(day: Day) {
    this.#day = day;
    this.speed = day.speed;
  }

  /** It stands at this moment from now on. */
  stand(at: Instant): void {
    this.#stands = at;
  }

  now(): Instant {
    if (this.#stands !== undefined) return this.#stands;
    const { begins, beganAt, speed } = this.#day;
    return instantAt(Math.floor(msOf(begins) + (Date.now() - beganAt) * speed + this.skew));
  }
}

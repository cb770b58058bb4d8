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
    return this.#stands ?? instantAt(msOf(this.rightAt(Date.now())) + Math.round(this.skew));
  }

  /** What a clock that is right shows at this real moment, in ms since 1970. */
  rightAt(realMs: number): Instant {
    const { begins, beganAt, speed } = this.#day;
    return this.#stands ?? instantAt(Math.floor(msOf(begins) + (realMs - beganAt) * speed));
  }
}

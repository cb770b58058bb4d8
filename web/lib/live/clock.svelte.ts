import { SECOND, type Instant } from '#shared/kernel/instant';
import { heard, productTime, type Anchor } from './product-time.ts';

/** The product's time on this page, turning by the page's own timer between two words of the server. */
export class LiveClock {
  #anchor: Anchor;
  #real: number;

  constructor(at: Instant, speed: number) {
    // One reading for both: a few real milliseconds apart are a quarter of a minute at sixty times.
    const real = performance.now();
    this.#real = $state(real);
    this.#anchor = $state.raw({ at, real, speed });
  }

  /** Product time, to the last tick. */
  get now(): Instant {
    return productTime(this.#anchor, this.#real);
  }

  /** Real milliseconds on the page's monotonic clock, to the last tick. */
  get real(): number {
    return this.#real;
  }

  /** Product time at a real moment of this page. */
  at(real: number): Instant {
    return productTime(this.#anchor, real);
  }

  hear(at: Instant, speed: number = this.#anchor.speed): void {
    const real = performance.now();
    this.#anchor = heard(this.#anchor, { at, real, speed });
    this.#real = real;
  }

  /** Ticks at each whole second of the page's clock, so that none is skipped; returns how to stop. */
  start(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      this.#real = performance.now();
      timer = setTimeout(tick, SECOND + 5 - (this.#real % SECOND));
    };
    tick();
    return () => clearTimeout(timer);
  }
}

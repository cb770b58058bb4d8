import { counted, NOTHING, passed, read, written, type Carnet } from './carnet.ts';

export const CARNET_KEY = 'carnet';

/** The private tally on this phone: in the page, and in the browser's storage so that a killed page finds it again. */
export class KeptCarnet {
  #now: Carnet = $state.raw(NOTHING);

  /** In the browser only. */
  restore(): void {
    try {
      this.#now = read(localStorage.getItem(CARNET_KEY));
    } catch {
      // Storage is blocked: it counts as long as the page lives.
    }
  }

  get sincePass(): number {
    return this.#now.sincePass;
  }

  get tour(): number {
    return this.#now.tour;
  }

  count(by: 1 | -1): void {
    this.#become(counted(this.#now, by));
  }

  passed(): void {
    this.#become(passed(this.#now));
  }

  /** Sent or thrown away: nothing of it is left on the phone. */
  zero(): void {
    this.#become(NOTHING);
  }

  #become(carnet: Carnet): void {
    this.#now = carnet;
    try {
      if (carnet.tour === 0 && carnet.sincePass === 0) localStorage.removeItem(CARNET_KEY);
      else localStorage.setItem(CARNET_KEY, written(carnet));
    } catch {
      // As above.
    }
  }
}

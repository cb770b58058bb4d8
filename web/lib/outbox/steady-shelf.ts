import { SECOND } from '#shared/kernel/instant';
import type { Clock, Shelf } from './ports.ts';

/** `memoire`: nothing can be kept on this device, or not now; what is said is lost with the page. */
export type Storage = 'ouverture' | 'indexeddb' | 'memoire';

/** Past this the storage is taken for dead: nobody is kept waiting by it. */
export const SHELF_WITHIN = 3 * SECOND;

/** The device's storage, that may be missing, fail or hang at any moment: then it is given up until it is opened again. */
export class SteadyShelf {
  readonly #openIt: () => Promise<Shelf>;
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #shelf: Shelf | null = null;
  #storage: Storage = 'ouverture';

  constructor(openIt: () => Promise<Shelf>, clock: Clock, onChange: () => void) {
    this.#openIt = openIt;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get storage(): Storage {
    return this.#storage;
  }

  get isOpen(): boolean {
    return this.#shelf !== null;
  }

  async open(): Promise<void> {
    try {
      this.#shelf = await this.#within(this.#openIt());
      this.#storage = 'indexeddb';
      this.#onChange();
    } catch {
      this.#giveUp();
    }
  }

  /** Undefined when it could not be done: what was asked may then have been done or not. */
  async attempt<T>(work: (shelf: Shelf) => Promise<T>): Promise<T | undefined> {
    if (this.#shelf === null) return undefined;
    try {
      return await this.#within(work(this.#shelf));
    } catch {
      this.#giveUp();
      return undefined;
    }
  }

  #giveUp(): void {
    this.#shelf = null;
    this.#storage = 'memoire';
    this.#onChange();
  }

  #within<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const callOff = this.#clock.after(SHELF_WITHIN, () => reject(new Error('the storage hangs')));
      work.finally(callOff).then(resolve, reject);
    });
  }
}

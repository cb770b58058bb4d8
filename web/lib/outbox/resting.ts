import type { Entries, Entry } from './entries.ts';
import type { ItemState, Kept } from './item.ts';
import type { SteadyShelf } from './steady-shelf.ts';

/**
 * Keeps on the device what a page has said, and follows what other tabs and earlier pages left there. Writes follow one
 * another, so that commands rest in the order they were said.
 */
export class Resting {
  readonly #shelf: SteadyShelf;
  readonly #entries: Entries;
  readonly #post: string;
  /** Called after each command that came to rest, and at the end of each round of writing. */
  readonly #onRest: (came: boolean) => void;
  /** Rows that are not for this post, or that nobody can read: left where they are. */
  readonly #foreign = new Set<number>();
  #writing: Promise<void> = Promise.resolve();

  constructor(shelf: SteadyShelf, entries: Entries, post: string, onRest: (came: boolean) => void) {
    this.#shelf = shelf;
    this.#entries = entries;
    this.#post = post;
    this.#onRest = onRest;
  }

  open(): void {
    this.#writing = this.#writing.then(async () => {
      await this.#shelf.open();
      await this.reread();
      await this.#writeAll();
    });
  }

  /** Writes what was said and is not written yet. */
  write(): void {
    this.#writing = this.#writing.then(() => this.#writeAll());
  }

  /** Once all that was said until now is written. */
  after(then: () => Promise<void>): void {
    this.#writing = this.#writing.then(then);
  }

  /** Writes again what is already there: it was refused. */
  async rewrite(entry: Entry): Promise<void> {
    const { key } = entry;
    if (key !== null) await this.#shelf.attempt((shelf) => shelf.replace(key, this.#kept(entry)));
  }

  async remove({ key }: Entry): Promise<void> {
    if (key !== null) await this.#shelf.attempt((shelf) => shelf.remove(key));
  }

  async reread(): Promise<void> {
    const before = new Set(this.#entries.all.map(({ key }) => key));
    const keys = await this.#shelf.attempt((shelf) => shelf.keys());
    if (keys === undefined) return;
    for (const key of keys) if (!this.#isKnown(key)) await this.#take(key);
    const there = new Set<number | null>(keys);
    // Another tab had it answered, or took it away. What came to rest since the keys were read is not meant.
    const isGone = ({ key, item }: Entry) =>
      key !== null && before.has(key) && !there.has(key) && item.state.name !== 'transmis';
    if (this.#entries.all.some(isGone)) this.#entries.keepOnly((entry) => !isGone(entry));
  }

  async #writeAll(): Promise<void> {
    for (;;) {
      const entry = this.#entries.all.find(({ key, item }) => key === null && item.state.name === 'ecriture');
      if (!entry) break;
      const key = await this.#shelf.attempt((shelf) => shelf.put(this.#kept(entry)));
      if (key === undefined) break;
      await this.#rests(entry, key);
      this.#onRest(true);
    }
    this.#onRest(false);
  }

  /** This command rests there. It may have been answered, or forgotten, while it was being written. */
  async #rests(entry: Entry, key: number): Promise<void> {
    if (this.#entries.wasAccepted(entry.item.id) || !this.#entries.all.includes(entry)) {
      await this.remove({ ...entry, key });
      return;
    }
    this.#entries.rest(entry, key);
    if (entry.item.state.name === 'refuse') await this.rewrite(entry);
    else this.#entries.become(entry, { name: 'sur-ce-telephone' });
  }

  async #take(key: number): Promise<void> {
    const kept = await this.#shelf.attempt((shelf) => shelf.read(key));
    if (kept === undefined || kept === 'gone') return;
    if (kept === 'unreadable' || kept.post !== this.#post) {
      this.#foreign.add(key);
      return;
    }
    const { id, command, addedAt, refusal } = kept;
    const state: ItemState = refusal === null ? { name: 'sur-ce-telephone' } : { name: 'refuse', refusal };
    const read: Entry = { key, item: { id, command, addedAt, state } };
    const known = this.#entries.find(id);
    if (known) await this.#rests(known, key);
    else if (this.#entries.wasAccepted(id)) await this.remove(read);
    else this.#entries.add(read);
  }

  #isKnown(key: number): boolean {
    return this.#foreign.has(key) || this.#entries.all.some((entry) => entry.key === key);
  }

  #kept({ item }: Entry): Kept {
    const { id, command, addedAt, state } = item;
    const refusal = state.name === 'refuse' ? state.refusal : null;
    return { post: this.#post, id, command, addedAt, refusal };
  }
}

import { NO_REVISION, type Revision } from './revision.ts';

/**
 * One audience's view on the server: keyed entities, each with the revision at which it last changed. It is changed
 * only by `put` and `remove`, in the order of the log, so that every node counts the same revisions.
 */
export class KeyedView<Entity> {
  #revision: Revision = NO_REVISION;
  // Insertion order is revision order: a changed key is deleted, then set again. Changes leave in the order they came.
  #entries = new Map<string, { rev: Revision; text: string; value: Entity | null }>();

  get revision(): Revision {
    return this.#revision;
  }

  get size(): number {
    return this.#entries.size;
  }

  value(key: string): Entity | undefined {
    return this.#entries.get(key)?.value ?? undefined;
  }

  values(): Entity[] {
    return [...this.#entries.values()].flatMap(({ value }) => (value === null ? [] : [value]));
  }

  /** Records a value. The same value again changes nothing: a revision is spent only on a visible change. */
  put(key: string, value: Entity): void {
    this.#set(key, value);
  }

  /** Forgets an entity, and remembers that it is gone for those who still hold it. */
  remove(key: string): void {
    const known = this.#entries.get(key);
    if (known && known.value !== null) this.#set(key, null);
  }

  /** Everything that changed after `revision`: from 0 it is the whole view, without what is gone. */
  changesSince(revision: Revision): { key: string; rev: Revision; value: Entity | null }[] {
    const changes: { key: string; rev: Revision; value: Entity | null }[] = [];
    for (const [key, { rev, value }] of this.#entries) {
      if (rev > revision && (revision > NO_REVISION || value !== null)) changes.push({ key, rev, value });
    }
    return changes;
  }

  /** Plain form for a snapshot. */
  save(): { revision: Revision; entries: [string, Revision, Entity | null][] } {
    return {
      revision: this.#revision,
      entries: [...this.#entries].map(([key, { rev, value }]) => [key, rev, value]),
    };
  }

  static restore<Entity>(saved: {
    revision: Revision;
    entries: [string, Revision, Entity | null][];
  }): KeyedView<Entity> {
    const view = new KeyedView<Entity>();
    view.#revision = saved.revision;
    for (const [key, rev, value] of saved.entries) {
      view.#entries.set(key, { rev, value, text: JSON.stringify(value) });
    }
    return view;
  }

  #set(key: string, value: Entity | null): void {
    const text = JSON.stringify(value);
    if (this.#entries.get(key)?.text === text) return;
    this.#revision = (this.#revision + 1) as Revision;
    this.#entries.delete(key);
    this.#entries.set(key, { rev: this.#revision, value, text });
  }
}

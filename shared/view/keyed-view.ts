import { NO_REVISION, type Revision } from './revision.ts';

type Saved<Entity> = {
  revision: Revision;
  floor: Revision;
  entries: [string, Revision, Entity | null][];
};

/**
 * One audience's view on the server: keyed entities, each with the revision at which it last changed. It is changed
 * only by `put` and `remove`, in the order of the log, so that every node counts the same revisions.
 */
export class KeyedView<Entity> {
  #revision: Revision = NO_REVISION;
  #floor: Revision = NO_REVISION;
  // Insertion order is revision order: a changed key is deleted, then set again. Changes leave in the order they came.
  #entries = new Map<string, { rev: Revision; text: string; value: Entity | null }>();

  get revision(): Revision {
    return this.#revision;
  }

  /** Before this revision changes are no longer told apart: who holds less starts again from nothing. */
  get floor(): Revision {
    return this.#floor;
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

  /**
   * Records a value. The same value again changes nothing: a revision is spent only on a visible change.
   * @param text the value as JSON, where it is known already
   */
  put(key: string, value: Entity, text = JSON.stringify(value)): void {
    this.#set(key, value, text);
  }

  /** Forgets an entity, and remembers that it is gone for those who still hold it. */
  remove(key: string): void {
    const known = this.#entries.get(key);
    if (known && known.value !== null) this.#set(key, null, 'null');
  }

  /** Everything that changed after `revision`: from 0 it is the whole view, without what is gone. */
  changesSince(revision: Revision): { key: string; rev: Revision; value: Entity | null }[] {
    const changes: { key: string; rev: Revision; value: Entity | null }[] = [];
    for (const [key, { rev, value }] of this.#entries) {
      if (rev > revision && (revision > NO_REVISION || value !== null)) changes.push({ key, rev, value });
    }
    return changes;
  }

  /** Forgets how the view came to what it held at this revision: what was gone by then leaves no trace of its name. */
  settle(upTo: Revision): void {
    if (upTo <= this.#floor) return;
    const entries = [...this.#entries];
    const settled = entries.filter(([, { rev, value }]) => rev <= upTo && value !== null);
    // In an order that does not tell which came last.
    settled.sort(([a], [b]) => (a < b ? -1 : 1));
    this.#entries = new Map([
      ...settled.map(([key, entry]) => [key, { ...entry, rev: upTo }] as const),
      ...entries.filter(([, { rev }]) => rev > upTo),
    ]);
    this.#floor = upTo;
  }

  /**
   * Goes on from this revision: that which the view had reached when all its changes were known. Where they all still
   * are, this changes nothing.
   */
  goOnFrom(revision: Revision): void {
    this.#revision = revision;
    for (const [key, entry] of this.#entries) {
      if (entry.rev > revision) this.#entries.set(key, { ...entry, rev: revision });
    }
  }

  /** Plain form for a snapshot. */
  save(): Saved<Entity> {
    return {
      revision: this.#revision,
      floor: this.#floor,
      entries: [...this.#entries].map(([key, { rev, value }]) => [key, rev, value]),
    };
  }

  static restore<Entity>(saved: Saved<Entity>): KeyedView<Entity> {
    const view = new KeyedView<Entity>();
    view.#revision = saved.revision;
    view.#floor = saved.floor;
    for (const [key, rev, value] of saved.entries) {
      view.#entries.set(key, { rev, value, text: JSON.stringify(value) });
    }
    return view;
  }

  #set(key: string, value: Entity | null, text: string): void {
    if (this.#entries.get(key)?.text === text) return;
    this.#revision = (this.#revision + 1) as Revision;
    this.#entries.delete(key);
    this.#entries.set(key, { rev: this.#revision, value, text });
  }
}

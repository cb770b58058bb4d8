import type { CommandId } from '#shared/kernel/ids';
import type { Item, ItemState, RefusedItem } from './item.ts';

/** One command on this page; `key` says where it rests, null while it does not. */
export type Entry = { item: Item; key: number | null };

/** The commands that this page knows and that are not over, in the order they were said on the device. */
export class Entries {
  readonly #onChange: () => void;
  #all: readonly Entry[] = [];
  /** Accepted since this page began: what storage still holds of them is not to be sent again. */
  readonly #accepted = new Set<CommandId>();

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get all(): readonly Entry[] {
    return this.#all;
  }

  find(id: CommandId): Entry | undefined {
    return this.#all.find(({ item }) => item.id === id);
  }

  wasAccepted(id: CommandId): boolean {
    return this.#accepted.has(id);
  }

  accept(id: CommandId): void {
    this.#accepted.add(id);
  }

  add(entry: Entry): void {
    this.#all = [...this.#all, entry];
    if (entry.key !== null) this.#order();
    this.#onChange();
  }

  /** Says where it rests. What is not written yet comes after all that is. */
  rest(entry: Entry, key: number | null): void {
    entry.key = key;
    this.#order();
  }

  become(entry: Entry, state: ItemState): void {
    entry.item = { ...entry.item, state };
    this.#onChange();
  }

  keepOnly(stays: (entry: Entry) => boolean): void {
    this.#all = this.#all.filter(stays);
    this.#onChange();
  }

  #order(): void {
    const place = ({ key }: Entry) => key ?? Number.MAX_SAFE_INTEGER;
    this.#all = this.#all.toSorted((a, b) => place(a) - place(b));
  }
}

/** Whether the server has still to answer. */
export function isWaiting({ state }: Item): boolean {
  return state.name === 'ecriture' || state.name === 'sur-ce-telephone';
}

export function isRefused(item: Item): item is RefusedItem {
  return item.state.name === 'refuse';
}

import type { Door } from '#shared/wire/up';
import { actorOf, type Actor } from './grants.ts';

/** Which actor a door opens as: said again for each message and each connection, so that no right is remembered. */
export class GrantBook {
  readonly #changed = new Map<string, Actor | null>();
  #onChange: (door: string) => void = () => {};

  /** Who this door is now; null when it may not enter any more. */
  actorFor(door: Door): Actor | null {
    const changed = this.#changed.get(nameOf(door));
    return changed === undefined ? actorOf(door) : changed;
  }

  /** Gives a door another role, or none. Whoever is connected through it feels it at once. */
  change(door: Door, actor: Actor | null): void {
    this.#changed.set(nameOf(door), actor);
    this.#onChange(nameOf(door));
  }

  onChange(listener: (door: string) => void): void {
    this.#onChange = listener;
  }
}

/** One name for one door, however its keys are ordered. */
export function nameOf(door: Door): string {
  return Object.values(door).join(' ');
}

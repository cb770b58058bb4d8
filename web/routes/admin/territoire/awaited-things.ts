import { toConfigure } from './to-configure.ts';

/** One thing of a pack whose facts are awaited. `list`: where the file keeps it; `id`: what names it there, if anything does. */
export type AwaitedThing = {
  readonly list: string;
  readonly id: string | null;
  readonly facts: readonly string[];
  /** Where each of them is written, in the same order. */
  readonly places: readonly string[];
};

/** The awaited facts of a pack's file, thing by thing. A fact that belongs to none, as `coordinationPhone`, is its own thing. */
export function awaitedThings(file: string, value: unknown): AwaitedThing[] {
  const things = new Map<string, AwaitedThing>();
  for (const { path } of toConfigure(file, value)) {
    const fact = path.at(-1) ?? '';
    const owner = path.slice(0, -1);
    const key = owner.length === 0 ? fact : owner.join('.');
    const before = things.get(key);
    things.set(key, {
      list: owner[0] ?? fact,
      id: nameOf(value, owner),
      facts: [...(before?.facts ?? []), fact],
      places: [...(before?.places ?? []), path.join('.')],
    });
  }
  return [...things.values()];
}

function nameOf(value: unknown, owner: readonly string[]): string | null {
  if (owner.length < 2) return null;
  const thing = owner.reduce<unknown>((held, key) => (held as Record<string, unknown>)[key], value);
  const { id, kind } = thing as { id?: unknown; kind?: unknown };
  if (typeof id === 'string') return id;
  return typeof kind === 'string' ? kind : null;
}

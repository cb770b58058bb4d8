/** A value of a JSON file that holds no other, or a list of such values. */
export type Plain = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** One field of the policy: where it is written, key by key, and its value. */
export type Leaf = { readonly path: readonly string[]; readonly value: Plain };

/** Every field of a tree of JSON values, in its order. Nothing is left out: what is not an object is a value. */
export function leavesOf(tree: unknown, path: readonly string[] = []): Leaf[] {
  if (isPlain(tree)) return [{ path, value: tree }];
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, held]) => leavesOf(held, [...path, key]));
}

function isPlain(value: unknown): value is Plain {
  if (Array.isArray(value)) return value.every((each) => typeof each !== 'object' || each === null);
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

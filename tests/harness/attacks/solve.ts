/** A hidden count: what everybody knows of it before anything is released. */
export type Bounds = { readonly min: number; readonly max: number };
/** What a release says: the sum of these counts lies between these bounds. */
export type Said = { readonly of: readonly string[]; readonly min: number; readonly max: number };

/** One sum that was spoken of, as the sum of the largest parts of it that were spoken of too. */
type Sum = { readonly of: ReadonlySet<string>; bounds: Bounds; parts: Sum[] };

/**
 * The tightest bounds of every count under all that was said. Exact when the sums nest in each other, as they do here
 * (PRV-11: one partition, by table); for crossing sums the bounds are true, and an attacker might still do better.
 */
export function solve(unknowns: ReadonlyMap<string, Bounds>, said: readonly Said[]): Map<string, Bounds> {
  const singles = new Map(
    [...unknowns].map(([id, bounds]): [string, Sum] => [id, { of: new Set([id]), bounds, parts: [] }]),
  );
  const bySize = [...said].sort((a, b) => a.of.length - b.of.length);
  const sums: Sum[] = [...singles.values()];
  for (const { of, min, max } of bySize) {
    const whole = new Set(of);
    const single = of.length === 1 ? singles.get(of[0] ?? '') : undefined;
    const same = single ?? sums.find((sum) => sum.of.size === whole.size && sum.of.isSubsetOf(whole));
    if (same) {
      same.bounds = { min: Math.max(same.bounds.min, min), max: Math.min(same.bounds.max, max) };
      continue;
    }
    const parts: Sum[] = [];
    const left = new Set(whole);
    for (const sum of sums.toReversed()) {
      if (!sum.of.isSubsetOf(left)) continue;
      parts.push(sum);
      for (const id of sum.of) left.delete(id);
    }
    sums.push({ of: whole, bounds: { min, max }, parts });
  }
  while (sums.some(tighten));
  return new Map([...singles].map(([id, { bounds }]) => [id, bounds]));
}

/** Draws what a sum says of its parts, and they of it. Whether anything was learnt. */
function tighten(sum: Sum): boolean {
  if (sum.parts.length === 0) return false;
  const least = sum.parts.reduce((all, { bounds }) => all + bounds.min, 0);
  let learnt = narrow(
    sum,
    least,
    sum.parts.reduce((all, { bounds }) => all + bounds.max, 0),
  );
  for (const part of sum.parts) {
    const others = sum.parts.filter((other) => other !== part);
    const most = others.reduce((all, { bounds }) => all + bounds.max, 0);
    const fewest = others.reduce((all, { bounds }) => all + bounds.min, 0);
    learnt = narrow(part, sum.bounds.min - most, sum.bounds.max - fewest) || learnt;
  }
  return learnt;
}

function narrow(sum: Sum, min: number, max: number): boolean {
  const before = sum.bounds;
  sum.bounds = { min: Math.max(before.min, min), max: Math.min(before.max, max) };
  return sum.bounds.min > before.min || sum.bounds.max < before.max;
}

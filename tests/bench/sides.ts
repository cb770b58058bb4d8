/**
 * Runs each side once a pair, one after the other, the first of them changing with each pair: what disturbs the
 * machine for a while disturbs them all.
 */
export async function inTurn<Side extends string, Result>(
  sides: readonly Side[],
  pairs: number,
  run: (side: Side) => Promise<Result>,
): Promise<Record<Side, Result>[]> {
  const results: Record<Side, Result>[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = sides.map((_, index) => sides[(index + pair) % sides.length]);
    const entries: [Side, Result][] = [];
    for (const side of order) if (side !== undefined) entries.push([side, await run(side)]);
    results.push(Object.fromEntries(entries) as Record<Side, Result>);
  }
  return results;
}

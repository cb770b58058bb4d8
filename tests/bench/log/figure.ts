/** One line of the benchmark's table. Times are for reading; only the ratio counts. */
export type Figure = {
  metric: string;
  product: string;
  anchor: string;
  ratio: number;
  target: string;
  spread: string;
};

/** The figure of interleaved pairs: median of the pairs' own ratios, middle half of them as the spread. */
export function figureOfPairs(
  metric: string,
  target: string,
  pairs: readonly { product: number; anchor: number }[],
  ratioOf: (pair: { product: number; anchor: number }) => number,
  print: (value: number) => string,
): Figure {
  const ratios = pairs.map(ratioOf);
  return {
    metric,
    product: print(
      quantile(
        pairs.map((pair) => pair.product),
        0.5,
      ),
    ),
    anchor: print(
      quantile(
        pairs.map((pair) => pair.anchor),
        0.5,
      ),
    ),
    ratio: rounded(quantile(ratios, 0.5)),
    target,
    spread: `${rounded(quantile(ratios, 0.25))} to ${rounded(quantile(ratios, 0.75))} over ${pairs.length} pairs`,
  };
}

/** A figure that is counted, not timed: the same each time, or of one long run. */
export function figureOfOne(
  metric: string,
  target: string,
  { product, anchor }: { product: number; anchor: number },
  print: (value: number) => string,
  spread = 'one run',
): Figure {
  return {
    metric,
    product: print(product),
    anchor: print(anchor),
    ratio: rounded(product / anchor),
    target,
    spread,
  };
}

export function milliseconds(value: number): string {
  return `${value.toFixed(2)} ms`;
}

/** Milliseconds that some work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

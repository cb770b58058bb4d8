import type { Random } from './random.ts';

export function uniform(random: Random, from: number, to: number): number {
  return from + random() * (to - from);
}

/** A whole number from `from` to `to`, both included. */
export function wholeNumber(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Lognormal with this mean (not this median). */
export function lognormalOfMean(random: Random, mean: number, sigma: number): number {
  return Math.exp(Math.log(mean) - (sigma * sigma) / 2 + sigma * normal(random));
}

export function lognormalOfMedian(random: Random, median: number, sigma: number): number {
  return median * Math.exp(sigma * normal(random));
}

/** Knuth's product of uniforms: exact, and fast enough below a mean of 30. */
export function poisson(random: Random, mean: number): number {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > floor; product *= random()) count += 1;
  return count;
}

/** Gamma of mean `shape * scale`, by Marsaglia and Tsang (2000); shape >= 1. */
export function gamma(random: Random, shape: number, scale: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v * scale;
  }
}

/** Negative binomial of mean `mean` and dispersion `k`: a Poisson whose rate is drawn from a gamma. */
export function negativeBinomial(random: Random, k: number, mean: number): number {
  return poisson(random, gamma(random, k, mean / k));
}

export function binomial(random: Random, trials: number, probability: number): number {
  let successes = 0;
  for (let i = 0; i < trials; i += 1) if (random() < probability) successes += 1;
  return successes;
}

/** One of the options, with these weights (any positive sum). */
export function pick<T>(random: Random, options: readonly (readonly [T, number])[]): T {
  const total = options.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [option, weight] of options) {
    left -= weight;
    if (left < 0) return option;
  }
  const last = options.at(-1);
  if (!last) throw new Error('nothing to pick from');
  return last[0];
}

export function oneOf<T>(random: Random, options: readonly T[]): T {
  return pick(
    random,
    options.map((option) => [option, 1] as const),
  );
}

import { randomOf } from '#server/demo/law/random';

/** What one night adds to a ratio: a count, and out of how many. */
export type Night = { readonly num: number; readonly den: number };
export type Tally = readonly Night[];
/** A ratio of sums and its 95 % interval. */
export type Measure = { readonly value: number; readonly low: number; readonly high: number };

const DRAWS = 400;

/** The ratio over all nights; whole nights are drawn again for the interval, because moments of one night are not independent. */
export function ratio(tally: Tally): Measure {
  const random = randomOf(1, 'bootstrap', tally.length);
  const ratioOf = (pickNight: (i: number) => Night | undefined) => {
    let num = 0;
    let den = 0;
    for (let i = 0; i < tally.length; i += 1) {
      const night = pickNight(i);
      num += night?.num ?? 0;
      den += night?.den ?? 0;
    }
    return den === 0 ? 0 : num / den;
  };
  const draws = Array.from({ length: DRAWS }, () =>
    ratioOf(() => tally[Math.floor(random() * tally.length)]),
  ).sort((a, b) => a - b);
  const at = (share: number) => draws[Math.min(DRAWS - 1, Math.floor(share * DRAWS))] ?? 0;
  return { value: ratioOf((i) => tally[i]), low: at(0.025), high: at(0.975) };
}

/** A count that has no chance in it: its interval is itself. */
export function exact(value: number): Measure {
  return { value, low: value, high: value };
}

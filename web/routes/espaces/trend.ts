import { elapsed, HOUR, plus, type Instant } from '#shared/kernel/instant';

/** People inside from a moment on, until the next point. */
export type TrendPoint = { readonly at: Instant; readonly present: number };

/** The points that still say something of the last hour: one may begin before it. Memory of this page alone. */
export function trendAfter(
  points: readonly TrendPoint[],
  at: Instant,
  present: number,
): readonly TrendPoint[] {
  const last = points.at(-1);
  const added =
    last && last.at >= at ? [...points.slice(0, -1), { at: last.at, present }] : [...points, { at, present }];
  const from = plus(at, -HOUR);
  const begins = added.findLastIndex((point) => point.at <= from);
  return begins > 0 ? added.slice(begins) : added;
}

/** The last hour as the steps of an SVG path, `width` by `height`, up to `highest` people; the unknown part stays empty. */
export function trendSteps(
  points: readonly TrendPoint[],
  now: Instant,
  { width, height, highest }: { width: number; height: number; highest: number },
): string {
  const x = (at: Instant) => round(width * Math.min(1, Math.max(0, 1 - elapsed(at, now) / HOUR)));
  const y = (present: number) => round(height - (Math.min(present, highest) / highest) * height);
  const [first, ...rest] = points;
  if (!first) return '';
  const steps = rest.map(({ at, present }) => `H${x(at)}V${y(present)}`).join('');
  return `M${x(first.at)} ${y(first.present)}${steps}H${width}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

import type { Band } from '#shared/view/capacity';
import { assertNever } from '#shared/kernel/assert-never';

/** Half-hours a trend may hold. */
export const TREND_LENGTH = 8;

/**
 * Height of a class in a trend: 0 full, 1 some room, 2 more room. `null` leaves a hole: closed and unknown are not
 * a level. Classes of different sizes share a step because the line shows a direction, never a number.
 */
export function trendLevel(band: Band): 0 | 1 | 2 | null {
  switch (band) {
    case 'complet':
      return 0;
    case '1-4':
    case '1+':
    case 'ouvert':
      return 1;
    case '5-9':
    case '5+':
    case '10+':
      return 2;
    case 'ferme':
    case 'inconnu':
      return null;
    default:
      return assertNever(band);
  }
}

/**
 * The step line of the last half-hours as an SVG path, newest at the right edge; a short history leaves the left
 * empty. `width` and `height` in the units of the SVG.
 */
export function trendPath(trend: readonly Band[], width: number, height: number): string {
  const step = width / TREND_LENGTH;
  const first = width - trend.length * step;
  let path = '';
  let drawn: number | null = null;
  trend.forEach((band, index) => {
    const level = trendLevel(band);
    if (level !== null) {
      const y = height - (level / 2) * height;
      const x = first + index * step;
      path += drawn === null ? `M${x} ${y}` : drawn === y ? '' : `V${y}`;
      path += `H${x + step}`;
      drawn = y;
    } else drawn = null;
  });
  return path;
}

import { elapsed, MINUTE, type Instant } from '../../kernel/instant.ts';

/** How full an open space is, under the jauge in force (DOMAIN 3). */
export type OccupancyState =
  | { readonly kind: 'ouvert' }
  | { readonly kind: 'tendu' }
  | { readonly kind: 'sature'; readonly since: Instant }
  | { readonly kind: 'complet'; readonly why: 'jauge' | 'declare' };

/** Shares of the jauge, in percent, from the pack. */
export type OccupancyThresholds = { readonly tenduPercent: number; readonly saturePercent: number };

/** A space is saturated after this long at the threshold, so that two people at a door do not make it blink (DOMAIN 3). */
export const SATURATED_AFTER_MS = 5 * MINUTE;

/** Saturation ends this many points under its threshold: 90 % for 95 % (DOMAIN 3). */
export const SATURATION_CLEARS_POINTS = 5;

/**
 * The moment since when the count stands at the saturation threshold, or null; to be carried from one count to the
 * next. Once saturated it lasts until the count falls under the clearing threshold.
 */
export function saturatingSince(
  previous: Instant | null,
  present: number,
  jauge: number,
  { saturePercent }: OccupancyThresholds,
  now: Instant,
): Instant | null {
  const wasSaturated = previous !== null && isSaturated(previous, now);
  const floor = wasSaturated ? saturePercent - SATURATION_CLEARS_POINTS : saturePercent;
  return reaches(present, jauge, floor) ? (previous ?? now) : null;
}

/** `saturating` comes from `saturatingSince`; `since` is the moment the threshold was reached. */
export function stateOf(
  space: { readonly present: number; readonly jauge: number; readonly declaredFull: boolean },
  thresholds: OccupancyThresholds,
  saturating: Instant | null,
  now: Instant,
): OccupancyState {
  if (space.declaredFull) return { kind: 'complet', why: 'declare' };
  if (space.present >= space.jauge) return { kind: 'complet', why: 'jauge' };
  if (saturating !== null && isSaturated(saturating, now)) return { kind: 'sature', since: saturating };
  return reaches(space.present, space.jauge, thresholds.tenduPercent)
    ? { kind: 'tendu' }
    : { kind: 'ouvert' };
}

function isSaturated(since: Instant, now: Instant): boolean {
  return elapsed(since, now) >= SATURATED_AFTER_MS;
}

/** In whole numbers: 80 % of 14 is 11.2, reached by 12. */
function reaches(present: number, jauge: number, percent: number): boolean {
  return present * 100 >= jauge * percent;
}

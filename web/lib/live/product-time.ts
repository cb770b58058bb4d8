import { SECOND, instantAt, msOf, type Instant } from '#shared/kernel/instant';

/** The product's time was `at` when the page's own monotonic clock showed `real` ms; `speed` of its seconds pass in one. */
export type Anchor = { readonly at: Instant; readonly real: number; readonly speed: number };

/** Real milliseconds between two clocks that are let pass: correcting every network delay would shake the minutes. */
export const TOLERATED_DRIFT = SECOND / 2;

/** The product's time when the page's clock shows `real` ms. */
export function productTime(anchor: Anchor, real: number): Instant {
  return instantAt(Math.floor(msOf(anchor.at) + (real - anchor.real) * anchor.speed));
}

/** The anchor after hearing the time: kept while both agree, replaced when the pace changed or they drifted apart. */
export function heard(anchor: Anchor, fresh: Anchor): Anchor {
  const drift = Math.abs(msOf(productTime(anchor, fresh.real)) - msOf(fresh.at)) / Math.max(1, fresh.speed);
  return fresh.speed === anchor.speed && drift <= TOLERATED_DRIFT ? anchor : fresh;
}

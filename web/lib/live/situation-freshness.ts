import type { Freshness } from './freshness.ts';
import { MINUTE, elapsed, type Instant } from '#shared/kernel/instant';

/** A release comes each half-hour: two missed in a row and the coverage is stale (UX 3.1, A13). */
export const RELEASE_LATE_MIN = 90;

/**
 * Whether the coverage on screen is still being released. A delayed view is not stale because it is delayed, and once
 * it describes the end of the day's last half-day there is nothing more to wait for.
 */
export function situationFreshness(
  situation: { readonly describes: Instant | null; readonly releasedAt: Instant | null },
  dayEnd: Instant,
  now: Instant,
): Freshness {
  if (situation.describes === null || situation.releasedAt === null) return 'inconnu';
  if (situation.describes >= dayEnd) return 'frais';
  return elapsed(situation.releasedAt, now) > RELEASE_LATE_MIN * MINUTE ? 'perime' : 'frais';
}

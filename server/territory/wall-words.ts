import type { Policy } from '#shared/policy/schema';
import type { Band } from '#shared/view/capacity';
import { bandForHospital, bandForWall } from '#server/release/bands';

/**
 * The words that a wall may write of an open space under this limit, fullest first. Of the limit alone: who tries one
 * limit after another learns nothing of who is inside (PRV-20, PRV-26).
 */
export function wallWordsUnder(limit: number, policy: Policy): Band[] {
  const words = Array.from({ length: limit + 1 }, (_, free) => {
    const space = { kind: 'ouvert', present: limit - free, declaredFull: false } as const;
    return bandForWall(bandForHospital(space, limit, policy), limit, policy);
  });
  // Staff may say that it is full under any limit.
  return [...new Set<Band>(['complet', ...words])];
}

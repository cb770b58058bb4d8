import { assertNever } from '#shared/kernel/assert-never';
import { stateOf, type OccupancyThresholds } from '#shared/domain/rest-space/occupancy';
import type { Instant } from '#shared/kernel/instant';
import type { LeadEntity } from '#shared/view/lead';

export type RestSpaceEntity = Extract<LeadEntity, { kind: 'rest-space' }>;

/** How full a space is against the jauge in force (DOMAIN 3). */
export type Occupancy =
  | {
      readonly kind: 'ouvert';
      readonly present: number;
      readonly jauge: number;
      readonly word: 'ok' | 'tendu' | 'sature' | 'complet';
    }
  | { readonly kind: 'ferme' }
  | { readonly kind: 'jamais-recu'; readonly jauge: number };

/** `present` is exact: the lead may have it. A count above the jauge is a fact and stays as counted. */
export function occupancyOf(
  space: RestSpaceEntity,
  thresholds: OccupancyThresholds,
  now: Instant,
): Occupancy {
  const { state } = space;
  switch (state.kind) {
    case 'ferme':
      return { kind: 'ferme' };
    case 'jamais-recu':
      return { kind: 'jamais-recu', jauge: space.jaugeJour };
    case 'ouvert': {
      const jauge = state.regime === 'jour' ? space.jaugeJour : space.jaugeNuit;
      const { present, declaredFull, saturatingSince } = state;
      const { kind } = stateOf({ present, jauge, declaredFull }, thresholds, saturatingSince, now);
      return { kind: 'ouvert', present, jauge, word: kind === 'ouvert' ? 'ok' : kind };
    }
    default:
      return assertNever(state);
  }
}

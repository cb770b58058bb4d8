import { assertNever } from '#shared/kernel/assert-never';
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

type Thresholds = { readonly tenduPercent: number; readonly saturePercent: number };

/** `present` is exact: the lead may have it. A count above the jauge is a fact and stays as counted. */
export function occupancyOf(space: RestSpaceEntity, thresholds: Thresholds): Occupancy {
  const { state } = space;
  switch (state.kind) {
    case 'ferme':
      return { kind: 'ferme' };
    case 'jamais-recu':
      return { kind: 'jamais-recu', jauge: space.jaugeJour };
    case 'ouvert': {
      const jauge = state.regime === 'jour' ? space.jaugeJour : space.jaugeNuit;
      const full = state.declaredFull || state.present >= jauge;
      return {
        kind: 'ouvert',
        present: state.present,
        jauge,
        word: full ? 'complet' : near(state.present, jauge),
      };
    }
    default:
      return assertNever(state);
  }

  function near(present: number, jauge: number): 'ok' | 'tendu' | 'sature' {
    const percent = (present * 100) / jauge;
    if (percent >= thresholds.saturePercent) return 'sature';
    return percent >= thresholds.tenduPercent ? 'tendu' : 'ok';
  }
}

import type { RestSpaceId } from '#shared/kernel/ids';
import type { Band } from '#shared/view/capacity';
import type { BandEntity } from './entities.ts';

/** Where to send somebody for whom there is no room here: the space, and the class it is released as. */
export type Advice = { readonly space: RestSpaceId; readonly band: Band };

/**
 * The first space of the pack's order that is known to have room, from what this audience may see of it and from
 * nothing else; null when none has. A word that is stale sends nobody anywhere.
 */
export function adviceFrom(towards: readonly RestSpaceId[], bands: readonly BandEntity[]): Advice | null {
  for (const space of towards) {
    const known = bands.find(({ id }) => id === space);
    if (!known || !hasRoom(known.band)) continue;
    const { freshness } = known.source;
    if (freshness === 'frais' || freshness === 'vieillissant') return { space, band: known.band };
  }
  return null;
}

function hasRoom(band: Band): boolean {
  return band !== 'complet' && band !== 'ferme' && band !== 'inconnu';
}

import { m } from '#lib/paraglide/messages.js';
import type { Region, ResidenceKind } from '#shared/domain/placement/commands';
import type { RegionFacts } from './facts.ts';
import { RESIDENCE_WORDS } from './words.ts';

/** `Communauté thérapeutique, Bretagne`: a region that the pack does not name is said by its letters. */
export function establishmentWords(
  { region, residence }: { readonly region: Region; readonly residence: ResidenceKind },
  regions: readonly RegionFacts[],
): string {
  return m.aval_residence_of({
    residence: RESIDENCE_WORDS[residence](),
    region: regionWords(region, regions),
  });
}

export function regionWords(region: Region, regions: readonly RegionFacts[]): string {
  return regions.find(({ id }) => id === region)?.name ?? region;
}

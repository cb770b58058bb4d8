import { residenceKindSchema, type Region } from '#shared/domain/placement/commands';
import type { EntityOf } from '#shared/view/entity';
import type { RegionFacts } from './facts.ts';

export type ResidencesEntity = Extract<EntityOf['hospital'], { kind: 'residences' }>;

export type RegionPlaces = { readonly region: RegionFacts; readonly reports: readonly ResidencesEntity[] };

/** What was reported, region by region in the pack's order, each kind in the order of the model. No sum is made. */
export function byRegion(
  regions: readonly RegionFacts[],
  reports: readonly ResidencesEntity[],
): RegionPlaces[] {
  const rank = (report: ResidencesEntity) => residenceKindSchema.options.indexOf(report.residence);
  return regions.flatMap((region) => {
    const own = reports.filter((report) => report.region === region.id).sort((a, b) => rank(a) - rank(b));
    return own.length > 0 ? [{ region, reports: own }] : [];
  });
}

/** The regions of which nothing was ever received. */
export function silentRegions(
  regions: readonly RegionFacts[],
  reports: readonly ResidencesEntity[],
): RegionFacts[] {
  const heard = new Set<Region>(reports.map(({ region }) => region));
  return regions.filter(({ id }) => !heard.has(id));
}

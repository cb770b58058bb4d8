import { checkSurface, SECTOR_MIN_KM2, ZONE_MIN_KM2 } from '../territory/check-surface.ts';
import { checkUnderground, GROUP_MIN_STATIONS } from '../territory/check-underground.ts';
import type { Finding } from '../territory/finding.ts';
import { isNestingPath } from './check-chains.ts';
import type { Flaw, Subject } from './finding.ts';

/** V12: no area smaller than it may be, each in one piece, each cell in one zone. */
export function areasAreLarge({ policy: { zone_set }, territory }: Subject): Flaw[] {
  return [
    ...checkedAt('zone_min_km2', zone_set.zone_min_km2, ZONE_MIN_KM2),
    ...checkedAt('sector_min_km2', zone_set.sector_min_km2, SECTOR_MIN_KM2),
    ...(territory ? inPolicyWords(checkSurface(territory.surface)) : []),
  ];
}

/** V13: no group of fewer than three stations, each station in one group. */
export function groupsAreLarge({ policy: { zone_set }, territory }: Subject): Flaw[] {
  return [
    ...checkedAt('group_min_stations', zone_set.group_min_stations, GROUP_MIN_STATIONS),
    ...(territory ? inPolicyWords(checkUnderground(territory)) : []),
  ];
}

/** The pack is checked at one figure: a policy that states less is weaker, one that states more would not be kept. */
function checkedAt(key: string, stated: number, checked: number): Flaw[] {
  if (stated === checked) return [];
  return [{ path: `zone_set.${key}`, reason: `${stated} is not what packs are checked at, ${checked}` }];
}

/** A place without its coarser place is V2's to name. */
function inPolicyWords(findings: readonly Finding[]): Flaw[] {
  return findings
    .filter(({ path }) => !isNestingPath(path))
    .map(({ file, path, reason }) => ({ path: `${file}: ${path}`, reason }));
}

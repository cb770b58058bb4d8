import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BreachSetting } from '#shared/forecast/breach';
import { PROFILE_DAYS } from '#shared/forecast/profile';
import type { SaturationSetting } from '#shared/forecast/saturation';
import { dateAfter, instantAtLocal, type LocalDate } from '#shared/kernel/local-time';
import { loadPolicy } from '#server/release/policy';
import { loadTerritory } from '#server/territory/load-pack';

const shared = join(import.meta.dirname, '../../shared');
export const territory = loadTerritory(join(shared, 'territories/paris-nord-est/'));
export const { policy } = loadPolicy(pathToFileURL(join(shared, 'policy/release.json')));

const { timezone, regimes, thresholds } = territory.rhythm;
export const saturationSetting: SaturationSetting = {
  timezone,
  regimes,
  leastJauge: policy.rest.min_limit_for_classes,
};
export const breachSetting: BreachSetting = {
  timezone,
  holdMin: thresholds.holdMin,
  leastAdmissions: policy.request.share.k,
};

/** Beds are filled in silence before the law's first request: after this many days everybody in them was told of. */
const WARD_FILLS_DAYS = 70;

/** The days foreseen, and the weeks before them. The clocks change on 25 October 2026. */
export function seasonOf(days: number) {
  const first = '2026-09-15' as LocalDate;
  const at = (day: number) => instantAtLocal(timezone, dateAfter(first, day), 0);
  return {
    first,
    from: at(0),
    to: at(days),
    /** Two hours more: the last half-hours are foreseen too. */
    spaces: { from: at(-PROFILE_DAYS), to: instantAtLocal(timezone, dateAfter(first, days), 2 * 60) },
    wardFrom: at(-WARD_FILLS_DAYS),
  };
}

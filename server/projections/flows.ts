import type { D2oEvent } from '#shared/domain/d2o/evolve';
import type { PlacementEvent } from '#shared/domain/placement/events';
import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import { localDateOf } from '#shared/kernel/local-time';
import type { ContinuumStage } from '#shared/view/services';

/** What is counted. `rencontres` will come with the reports of the tours: until something feeds it, it is not there. */
export type CountedStage = Exclude<ContinuumStage, 'rencontres'>;
/** Exact: it is read by the release alone, which hides what is small. */
export type FlowCounts = Readonly<Record<CountedStage, number>>;
/** A month of the territory's calendar: `2026-11`. */
export type Month = string;
export type FlowMonths = ReadonlyMap<Month, FlowCounts>;

/** The month under way and the twelve before. */
export const MONTHS_KEPT = 13;

const NOTHING: FlowCounts = {
  visites: 0,
  demandes: 0,
  admissions: 0,
  reorientations: 0,
  'autres-fins': 0,
  placements: 0,
  'entrees-hors-region': 0,
};

type Flowing = D2oEvent | RestSpaceEvent | PlacementEvent;

/**
 * After a fact: each counts in the month in which it was recorded, so that a month that is over changes no more. Visits
 * are those that the doors count, not the day sheets: a sheet may be filed late, again or never, a door always counts.
 */
export function countFlow(months: FlowMonths, event: Flowing, timezone: string): FlowMonths {
  const counted = stageOf(event);
  if (counted === null) return months;
  const [stage, by] = counted;
  const month = localDateOf(timezone, event.at).slice(0, 7);
  const before = months.get(month) ?? NOTHING;
  const after = new Map(months).set(month, { ...before, [stage]: Math.max(0, before[stage] + by) });
  if (after.size <= MONTHS_KEPT) return after;
  for (const old of [...after.keys()].sort().slice(0, -MONTHS_KEPT)) after.delete(old);
  return after;
}

function stageOf(event: Flowing): [stage: CountedStage, by: 1 | -1] | null {
  switch (event.type) {
    case 'RestSpaceEntered':
      return ['visites', 1];
    case 'RestSpaceCountUndone':
      return event.what === 'entree' ? ['visites', -1] : null;
    case 'AdmissionRequested':
      return ['demandes', 1];
    case 'PersonAdmitted':
      return ['admissions', 1];
    case 'RequestRedirected':
      return ['reorientations', 1];
    case 'RequestRefused':
    case 'RequestWithdrawn':
    case 'RequestLost':
      return ['autres-fins', 1];
    case 'PlacementOpened':
      return ['placements', 1];
    case 'PlacementAdvanced':
      return event.step === 'entree' ? ['entrees-hors-region', 1] : null;
    default:
      return null;
  }
}

import type { LocalDate } from '#shared/kernel/local-time';
import type { ContinuumStage } from '#shared/view/services';
import type { CountedStage, FlowCounts, FlowMonths, Month } from '#server/projections/flows';
import type { FlowsCounted, MonthFlows } from './events.ts';

/** The figures shown, as they were last released: nothing before the first release. */
export type FlowsState = { readonly months: readonly MonthFlows[] };
export const NO_FLOWS: FlowsState = { months: [] };

export function evolveFlows(_state: FlowsState, event: FlowsCounted): FlowsState {
  return { months: event.months };
}

/** In the order of the chain; `rencontres` has no figure yet. */
const SHOWN: readonly CountedStage[] = [
  'visites',
  'demandes',
  'admissions',
  'reorientations',
  'autres-fins',
  'placements',
  'entrees-hors-region',
];

/** What may be said of each month, the oldest first; `k` is the policy's: fewer are said by no number (PRV-23). */
export function releasedFlows(months: FlowMonths, today: LocalDate, k: number): MonthFlows[] {
  const now: Month = today.slice(0, 7);
  return [...months]
    .filter(([month]) => month > yearBefore(now) || month === yearBefore(now))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, counts]) => {
      const hidden = hiddenIn(counts, k);
      const stages = SHOWN.map((stage) => ({ stage, count: hidden.has(stage) ? null : counts[stage] }));
      return { month, closed: month < now, stages };
    });
}

function yearBefore(month: Month): Month {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
}

/**
 * The stages of which no number is said. Those of requests are bound: who sees the requests under way knows by how many
 * they grew, and that `demandes` = `admissions` + `reorientations` + `autres-fins` + that. So a small one is never hidden
 * alone: what the others leave open for it always holds zero and eleven values or more, also for who knows this rule
 * (PRV-24; `tests/unit/release/flow-figures.test.ts` solves it). Which ones leave with it is a fixed order, not the
 * smallest: that choice would itself tell.
 */
export function hiddenIn(counts: FlowCounts, k: number): ReadonlySet<ContinuumStage> {
  const free = (['visites', 'placements', 'entrees-hors-region'] as const).filter(
    (stage) => counts[stage] < k,
  );
  return new Set<ContinuumStage>([...free, ...hiddenRequests(counts, k)]);
}

function hiddenRequests(counts: FlowCounts, k: number): readonly ContinuumStage[] {
  const { demandes, admissions, reorientations, 'autres-fins': others } = counts;
  const ends = ['reorientations', 'autres-fins'] as const;
  if (demandes < k || admissions + reorientations + others < k) return ['demandes', 'admissions', ...ends];
  if (admissions < k || reorientations + others < k) return ['admissions', ...ends];
  return reorientations < k || others < k ? ends : [];
}

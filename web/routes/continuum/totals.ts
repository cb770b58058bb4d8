import type { Freshness } from '#lib/live/freshness.ts';
import type { Instant } from '#shared/kernel/instant';

export type BedsReport = {
  readonly free: number;
  readonly occupied: number;
  readonly closed: number;
  readonly confirmedAt: Instant;
};
export type UnitNow = { readonly report: BedsReport | null; readonly fresh: Freshness };

/** Beds of the units that may still be believed; the others are counted apart, never as zero (UX 3.2). */
export type UnitTotals = {
  readonly free: number;
  readonly occupied: number;
  readonly closed: number;
  readonly counted: number;
  readonly stale: number;
  readonly never: number;
  /** Of those counted, when the one that was confirmed longest ago was. */
  readonly oldest: Instant | null;
};

export function unitTotals(units: readonly UnitNow[]): UnitTotals {
  const believed = units.flatMap(({ report, fresh }) => (report && fresh !== 'perime' ? [report] : []));
  const sum = (of: 'free' | 'occupied' | 'closed') =>
    believed.reduce((total, report) => total + report[of], 0);
  const never = units.filter(({ report }) => report === null).length;
  return {
    free: sum('free'),
    occupied: sum('occupied'),
    closed: sum('closed'),
    counted: believed.length,
    stale: units.length - believed.length - never,
    never,
    oldest: believed.map(({ confirmedAt }) => confirmedAt).sort()[0] ?? null,
  };
}

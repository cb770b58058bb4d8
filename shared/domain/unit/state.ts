import type { Instant } from '../../kernel/instant.ts';

/** Beds by state, as the unit last said, and when it last said that this is right. */
export type UnitReport = {
  readonly free: number;
  readonly occupied: number;
  readonly closed: number;
  readonly confirmedAt: Instant;
};

/** One addictology unit (stream `unit:UHA-1`). `report` null: never heard of. */
export type UnitState = { readonly report: UnitReport | null };

export const initialUnit: UnitState = { report: null };

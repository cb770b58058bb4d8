import type { Instant } from '../../kernel/instant.ts';
import type { ResidenceCondition } from '../placement/commands.ts';
import type { Establishment } from '../placement/state.ts';

/** What the establishments of one kind in one region last said that they have, and when. */
export type ResidencesReport = Establishment & {
  readonly establishments: number;
  readonly free: number;
  readonly conditions: readonly ResidenceCondition[];
  readonly confirmedAt: Instant;
};

/** Every report (stream `residences`), under its region and kind. One that was never made is not there. */
export type ResidencesState = ReadonlyMap<string, ResidencesReport>;

export const initialResidences: ResidencesState = new Map();

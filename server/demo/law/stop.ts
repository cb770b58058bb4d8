import type { Place } from '#shared/domain/pass/commands';

/** One halt of a team. Minutes after local midnight; `syncsAfter` minutes without network after leaving. */
export type Stop = {
  readonly place: Place;
  readonly arrivesAt: number;
  readonly leavesAt: number;
  readonly syncsAfter: number;
};

/** [SIM] DOMAIN 12: chance that a tour reaches an area it took on. The others stay to be done, and some are missed. */
export const REACHED = 0.9;

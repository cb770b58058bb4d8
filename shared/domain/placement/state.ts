import type { Instant } from '../../kernel/instant.ts';
import { DAY } from '../../kernel/instant.ts';
import {
  placementStepSchema,
  type PlacementEnd,
  type PlacementStep,
  type Region,
  type ResidenceKind,
  type Sending,
} from './commands.ts';

/** A kind of establishment in one region: the finest that is ever said of where a person goes (PRV-61). */
export type Establishment = { readonly region: Region; readonly residence: ResidenceKind };

export type AskedResidence = Establishment & {
  readonly answer: 'en-attente' | 'acceptee' | 'refusee' | 'sans-objet';
};

/** A code and a clock, no person (PRV-61). */
type PlacementCore = {
  readonly sending: Sending;
  readonly expertSupport: boolean;
  readonly openedAt: Instant;
  readonly step: PlacementStep;
  readonly stepSince: Instant;
  readonly asked: readonly AskedResidence[];
  /** The last time anything was said of this placement. */
  readonly lastSignAt: Instant;
};
export type OpenPlacement = PlacementCore & { readonly kind: 'ouvert' };
export type ClosedPlacement = PlacementCore & {
  readonly kind: 'clos';
  readonly end: PlacementEnd;
  readonly closedAt: Instant;
};
export type Placement = OpenPlacement | ClosedPlacement;

/** One placement outside the region (stream `placement:K7WPAR`); null before it is opened, and once it is erased. */
export type PlacementState = Placement | null;

export const initialPlacement: PlacementState = null;

/** A placement of which nothing is said for this long is closed as lost: nothing may last for ever (PRV-33, 61). [SIM] */
export const PLACEMENT_SILENCE_MS = 90 * DAY;

/** How far a step is: 0 for the first. */
export function rankOf(step: PlacementStep): number {
  return placementStepSchema.options.indexOf(step);
}

export function isSame(a: Establishment, b: Establishment): boolean {
  return a.region === b.region && a.residence === b.residence;
}

import type { AdmissionCode, CommandId, PlacementCode } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { LawTerritory } from './law/territory.ts';
import type { Scenario } from './scenario.ts';

export type DemoClock = {
  now(): Instant;
  /** Moves the product's time forward; resolves once everything due until then is done. */
  jumpTo(instant: Instant): Promise<void>;
  /** Simulated seconds in a real one. */
  run(speed: number): void;
};

export type DemoOptions = {
  readonly url: string;
  readonly territory: LawTerritory;
  readonly clock: DemoClock;
  readonly seed: number;
  readonly speed: number;
  readonly scenario: Scenario;
  /** Kinds and counts only: never a payload, a place or a code. */
  readonly log: (line: { kind: 'note'; text: string }) => void;
  readonly newId: () => CommandId;
  /** Reads the operator's recorded feed again and tells the server what it closes: the scripts that have one. */
  readonly readFeed?: (() => void) | undefined;
  /** The simulated moment at which the day starts to run. */
  readonly present: Instant;
  /** Set when the log already holds a day: nothing before this is told again. */
  readonly resume?:
    | {
        readonly after: Instant;
        /** Requests still open in the log: their codes were known by voice alone. */
        readonly openRequests: readonly { readonly code: AdmissionCode; readonly requestedAt: Instant }[];
        /** The same of the placements. */
        readonly openPlacements: readonly { readonly code: PlacementCode; readonly openedAt: Instant }[];
      }
    | undefined;
};

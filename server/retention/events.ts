import type { RestSpaceId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import type { WardWeek } from '#shared/forecast/ward-weeks';
import type { FlowCounts, Month } from '#server/projections/flows';
import type { Revisions } from '#server/release/views';

/** A class that ends: everything but the beds themselves. */
export type Ending = 'r72h' | 'request' | 'mission' | 'r13m';

/**
 * What outlived its class at this hour, by its positions alone. It is recorded first and erased from the storage
 * after, so that an erasure cut short is known and finished at the next start (PRV-51).
 */
export type Erased = { type: 'Erased'; at: Instant } & (
  { retention: 'r72h' | 'r13m'; upTo: number } | { retention: 'request' | 'mission'; positions: number[] }
);

/**
 * What is still current at this hour and was made of facts that will be erased, restated without its history: beside
 * the `RestSpaceCarried`, `WardCarried` and the like of the same group, what is counted and dated from all of them.
 */
export type Carried = {
  type: 'Carried';
  at: Instant;
  /** The position that the log had reached: what came before is older than this hour. */
  after: number;
  /** The facts of the same group between `after` and this one. */
  restated: number;
  /** How far each view has come, without the requests that leave the screens at this hour. */
  revisions: Revisions;
  /** Up to where each view no longer tells its changes apart. */
  settled: Revisions;
  /** Admissions of the last weeks, whose facts are erased with their requests. */
  weeks: [week: LocalDate, { admitted: number; under24h: number }][];
  /** Since when each space has had room. */
  room: [space: RestSpaceId, since: Instant | null][];
  /** What the months have counted so far: how many, never who. */
  flows: [month: Month, counts: FlowCounts][];
  /** The ward's discharges and admissions of the last weeks. */
  wardWeeks: [monday: LocalDate, week: WardWeek][];
};

/** What the ids of the facts that an hour restates begin with: nobody else's do. */
export const RESTATES = 'carry:';

export type RetentionEvent = Erased | Carried;

import type { CommandId, RatpPostId } from '../../kernel/ids.ts';
import { DAY, MINUTE, plus, type Instant } from '../../kernel/instant.ts';
import type { PeopleClass, Place } from '../pass/commands.ts';
import type { Assignee, ReportKind, ReportOrigin, ReportOutcome } from './commands.ts';

/** One who noticed, under the id of their own command. `at`: its receipt. `over`: they said since that it is over. */
export type Filing = {
  readonly id: CommandId;
  readonly origin: ReportOrigin;
  readonly post: RatpPostId | null;
  /** What they themselves said that it is. */
  readonly what: ReportKind;
  readonly seenAt: Instant;
  readonly at: Instant;
  readonly over: Instant | null;
};

type Core = {
  readonly place: Place;
  readonly what: ReportKind;
  readonly people: PeopleClass;
  readonly filings: readonly Filing[];
  readonly filedAt: Instant;
  readonly acknowledgedAt: Instant | null;
  /** Kept once it was assigned, also after its end: the kind alone, never which team. */
  readonly to: Assignee | null;
  readonly reachedAt: Instant | null;
  readonly lastSignAt: Instant;
};

export type OpenStep = { readonly step: 'recu' | 'accuse' | 'assigne' | 'sur-place' };
export type ClosedStep =
  | { readonly step: 'clos'; readonly closedAt: Instant; readonly outcome: ReportOutcome }
  | { readonly step: 'retire' | 'expire'; readonly closedAt: Instant };

export type FieldReport = Core & (OpenStep | ClosedStep);
export type OpenReport = Core & OpenStep;
export type FieldReports = ReadonlyMap<CommandId, FieldReport>;

/** Whatever is said of it, a report is over a day after it was filed: nothing of the field is kept alive for ever. */
export const LONGEST_OPEN_MS = DAY;
/** A report that is over is forgotten this long after: less than half of what its facts last (PRV-38). */
export const REPORT_KEPT_MS = DAY;

export function isReportOpen(report: FieldReport): report is OpenReport {
  return !('closedAt' in report);
}

/** When an open report expires if nobody acts on it. `expiresMin`: the pack's, in minutes. */
export function expiryOf({ lastSignAt, filedAt }: OpenReport, expiresMin: number): Instant {
  const [fades, ends] = [plus(lastSignAt, expiresMin * MINUTE), plus(filedAt, LONGEST_OPEN_MS)];
  return fades < ends ? fades : ends;
}

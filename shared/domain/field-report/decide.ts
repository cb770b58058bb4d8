import { assertNever } from '../../kernel/assert-never.ts';
import type { CommandId, RatpPostId } from '../../kernel/ids.ts';
import { elapsed, HOUR, MINUTE, type Instant } from '../../kernel/instant.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { FieldReportCommand } from './commands.ts';
import type { FieldReportEvent } from './events.ts';
import { expiryOf, isReportOpen, type FieldReport, type FieldReports, type OpenReport } from './state.ts';

export type FieldReportContext = {
  /** The command's own id: it names the report that it files, or this filing of one that is known. */
  readonly id: CommandId;
  readonly now: Instant;
  readonly places: { readonly zones: ReadonlySet<string>; readonly stations: ReadonlySet<string> };
  /** The operator's post that speaks, as the server knows it; null for anybody else. */
  readonly post: RatpPostId | null;
  /** Two reports of one place within this many minutes are one: the pack's. */
  readonly mergeMin: number;
};

/** What was noticed without network is told within this (as a door's count, RSP-19). */
const CREDITED_MS = 12 * HOUR;

type FileReport = Extract<FieldReportCommand, { type: 'FileReport' }>;
type StepCommand = Exclude<FieldReportCommand, FileReport | { type: 'WithdrawReport' }>;

/** What happens when somebody notices something, or when a lead acts on it. */
export function decideReport(
  command: FieldReportCommand,
  reports: FieldReports,
  context: FieldReportContext,
): Decision<FieldReportEvent> {
  switch (command.type) {
    case 'FileReport':
      return file(command, reports, context);
    case 'WithdrawReport':
      return withdraw(command.report, reports, context);
    default: {
      const known = reports.get(command.report);
      if (!known) return refused('ReportUnknown');
      return isReportOpen(known) ? step(command, known, context) : refused('ReportClosed');
    }
  }
}

/** The clock's own act: a report of which nobody says anything any more. Before its time it changes nothing. */
export function decideExpiry(
  report: CommandId,
  known: FieldReport | undefined,
  now: Instant,
  expiresMin: number,
): Decision<FieldReportEvent> {
  if (!known || !isReportOpen(known) || expiryOf(known, expiresMin) > now) return facts();
  return facts({ type: 'ReportExpired', report, at: now });
}

function file(
  { origin, place, kind: what, people, seenAt: said }: FileReport,
  reports: FieldReports,
  { id, now: at, places, post, mergeMin }: FieldReportContext,
): Decision<FieldReportEvent> {
  const known = place.kind === 'zone' ? places.zones.has(place.id) : places.stations.has(place.id);
  if (!known) return refused('PlaceUnknown');
  const isCredible = said <= at && elapsed(said, at) <= CREDITED_MS;
  const seenAt = isCredible ? said : at;
  const noticed = { at, origin, post, what, people, seenAt };
  const same = [...reports].find(
    ([, report]) => report.place.id === place.id && isReportOpen(report) && isSame(report, seenAt, mergeMin),
  );
  if (!same) return facts({ type: 'ReportFiled', report: id, ...noticed, place });
  return facts({ type: 'ReportJoined', report: same[0], filing: id, ...noticed });
}

/** Whether it was noticed within so many minutes of somebody else's noticing it. */
function isSame({ filings }: OpenReport, seenAt: Instant, mergeMin: number): boolean {
  return filings.some((filing) => Math.abs(elapsed(filing.seenAt, seenAt)) <= mergeMin * MINUTE);
}

function step(
  command: StepCommand,
  known: OpenReport,
  { now: at }: FieldReportContext,
): Decision<FieldReportEvent> {
  const { report } = command;
  switch (command.type) {
    case 'AcknowledgeReport':
      return known.step === 'recu' ? facts({ type: 'ReportAcknowledged', report, at }) : facts();
    case 'AssignReport':
      if (known.to !== null) return known.to === command.to ? facts() : refused('ReportAlreadyAssigned');
      return facts({ type: 'ReportAssigned', report, at, to: command.to });
    case 'UnassignReport':
      return known.to === null ? facts() : facts({ type: 'ReportUnassigned', report, at });
    case 'ReachReport':
      if (known.to === null) return refused('ReportStepOutOfOrder');
      return known.step === 'sur-place' ? facts() : facts({ type: 'ReportReached', report, at });
    case 'CloseReport':
      return facts({ type: 'ReportClosed', report, at, outcome: command.outcome });
    default:
      return assertNever(command);
  }
}

/** To another post it does not exist: it was never told of it. */
function withdraw(
  filing: CommandId,
  reports: FieldReports,
  { now: at, post }: FieldReportContext,
): Decision<FieldReportEvent> {
  for (const [report, known] of reports) {
    const mine = known.filings.find(({ id }) => id === filing);
    if (!mine || mine.post === null || mine.post !== post) continue;
    if (!isReportOpen(known)) return refused('ReportClosed');
    if (mine.over !== null) return facts();
    // Everything that this post said of it is over at once; what others noticed is theirs.
    const own = known.filings.filter((each) => each.post === post && each.over === null);
    const others = known.filings.some((each) => each.post !== post && each.over === null);
    if (!others) return facts({ type: 'ReportWithdrawn', report, at });
    return facts(...own.map(({ id }) => ({ type: 'FilingWithdrawn' as const, report, at, filing: id })));
  }
  return refused('ReportUnknown');
}

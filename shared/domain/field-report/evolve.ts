import { assertNever } from '../../kernel/assert-never.ts';
import { peopleClassSchema, type PeopleClass } from '../pass/commands.ts';
import type { FieldReportEvent } from './events.ts';
import { isReportOpen, type FieldReport, type FieldReports, type Filing } from './state.ts';

/** What a fact changes among the reports. What is said of one that was forgotten changes nothing. */
export function evolveReports(reports: FieldReports, event: FieldReportEvent): FieldReports {
  const after = evolveReport(reports.get(event.report), event);
  return after ? new Map(reports).set(event.report, after) : reports;
}

function evolveReport(before: FieldReport | undefined, event: FieldReportEvent): FieldReport | undefined {
  if (event.type === 'ReportFiled') {
    const { report: id, at, place, what, people, origin, post, seenAt } = event;
    const filings: Filing[] = [{ id, origin, post, what, seenAt, at, over: null }];
    const core = { place, what, people, filings, filedAt: at, lastSignAt: at };
    return { ...core, step: 'recu', acknowledgedAt: null, to: null, reachedAt: null };
  }
  if (!before || !isReportOpen(before)) return before;
  const { at } = event;
  const signed = { ...before, lastSignAt: at };
  const seen = { ...signed, acknowledgedAt: before.acknowledgedAt ?? at };
  switch (event.type) {
    case 'ReportJoined': {
      const { filing: id, origin, post, what, people, seenAt } = event;
      const filings = [...before.filings, { id, origin, post, what, seenAt, at, over: null }];
      // Whoever says more precisely what it is, or that they are more, is believed.
      const kind = before.what === 'autre' ? what : before.what;
      return { ...signed, filings, what: kind, people: larger(before.people, people) };
    }
    case 'ReportAcknowledged':
      return { ...seen, step: before.step === 'recu' ? 'accuse' : before.step };
    case 'ReportAssigned':
      return { ...seen, step: 'assigne', to: event.to };
    case 'ReportUnassigned':
      return { ...signed, step: 'accuse', to: null, reachedAt: null };
    case 'ReportReached':
      return { ...signed, step: 'sur-place', reachedAt: before.reachedAt ?? at };
    case 'ReportFollowed':
      return signed;
    case 'ReportClosed':
      return { ...seen, step: 'clos', closedAt: at, outcome: event.outcome };
    case 'FilingWithdrawn':
      return { ...before, filings: withdrawn(before.filings, event.filing, at) };
    case 'ReportWithdrawn':
      return { ...before, step: 'retire', closedAt: at };
    case 'ReportExpired':
      return { ...before, step: 'expire', closedAt: at };
    default:
      return assertNever(event);
  }
}

function withdrawn(filings: readonly Filing[], id: string, at: Filing['seenAt']): readonly Filing[] {
  return filings.map((filing) => (filing.id === id ? { ...filing, over: at } : filing));
}

function larger(a: PeopleClass, b: PeopleClass): PeopleClass {
  const { options } = peopleClassSchema;
  return options.indexOf(a) >= options.indexOf(b) ? a : b;
}

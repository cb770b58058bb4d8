import type { CommandId, RatpPostId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { PeopleClass, Place } from '../pass/commands.ts';
import type { Assignee, ReportKind, ReportOrigin, ReportOutcome } from './commands.ts';

type Fact<Type extends string, Fields = unknown> = { type: Type; report: CommandId; at: Instant } & Fields;

/** Somebody noticed something. `post`: where its steps are told; in no view but that post's own (PRV-38). */
type Noticed = {
  origin: ReportOrigin;
  post: RatpPostId | null;
  what: ReportKind;
  people: PeopleClass;
  seenAt: Instant;
};

export type FieldReportEvent =
  | Fact<'ReportFiled', Noticed & { place: Place }>
  /** Another who noticed the same: `filing` is the id under which they filed it. */
  | Fact<'ReportJoined', Noticed & { filing: CommandId }>
  | Fact<'ReportAcknowledged'>
  | Fact<'ReportAssigned', { to: Assignee }>
  | Fact<'ReportUnassigned'>
  | Fact<'ReportReached'>
  /** A sign of it, and nothing else: whoever was given it goes on. */
  | Fact<'ReportFollowed'>
  | Fact<'ReportClosed', { outcome: ReportOutcome }>
  /** One of several who noticed says that it is over: for the others it is not. */
  | Fact<'FilingWithdrawn', { filing: CommandId }>
  | Fact<'ReportWithdrawn'>
  | Fact<'ReportExpired'>;

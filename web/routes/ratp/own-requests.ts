import type { ReportKind } from '#shared/domain/field-report/commands';
import type { CommandId, StationId } from '#shared/kernel/ids';
import { elapsed, MINUTE, type Instant } from '#shared/kernel/instant';
import type { EntityOf } from '#shared/view/entity';
import type { Command } from '#shared/wire/up';

export type OwnReport = Extract<EntityOf['ratp'], { kind: 'own-report' }>;
export type Outcome = NonNullable<OwnReport['outcome']>;
type FileReport = Extract<Command, { type: 'FileReport' }>;
type Pending = readonly { readonly id: CommandId; readonly command: Command }[];

/** A request of this post: what the server tells of it, and what this device has said since. */
export type OwnRequest = {
  readonly id: CommandId;
  readonly station: StationId;
  readonly what: ReportKind;
  /** When the agent asked, also without network. */
  readonly sentAt: Instant;
  /** The server has it. */
  readonly transmitted: boolean;
  readonly acknowledgedAt: Instant | null;
  readonly underWay: boolean;
  readonly end: { readonly at: Instant; readonly outcome: Outcome } | null;
  /** Said on this device and not answered yet: one more signal of the same, or that it is over. */
  readonly onTheWay: 'rien' | 'ajout' | 'cloture';
};

/** The requests of this post as its screen shows them, the newest first. `mergeMin`: the pack's, in minutes. */
export function ownRequests(told: readonly OwnReport[], pending: Pending, mergeMin: number): OwnRequest[] {
  let requests = told.map(toldRequest);
  for (const { id, command } of pending) {
    if (command.type === 'WithdrawReport') requests = marked(requests, command.report, 'cloture');
    if (command.type !== 'FileReport' || requests.some((request) => request.id === id)) continue;
    const joined = openAt(requests, command.place.id, command.seenAt, mergeMin);
    if (joined) requests = marked(requests, joined.id, 'ajout');
    else requests = [...requests, ...asked(id, command)];
  }
  return requests.toSorted((a, b) => (a.sentAt < b.sentAt ? 1 : -1));
}

/** The request that another signal of this station would join: open, and noticed within so many minutes (P03). */
export function openAt(
  requests: readonly OwnRequest[],
  station: string,
  seenAt: Instant,
  mergeMin: number,
): OwnRequest | undefined {
  return requests.find(
    (request) =>
      request.station === station &&
      isOpen(request) &&
      Math.abs(elapsed(request.sentAt, seenAt)) <= mergeMin * MINUTE,
  );
}

export function isOpen({ end, onTheWay }: OwnRequest): boolean {
  return end === null && onTheWay !== 'cloture';
}

/** The coordination has had it for longer than it should need to say that it saw it (A3). */
export function isLate(request: OwnRequest, now: Instant, acknowledgeMin: number): boolean {
  const { transmitted, acknowledgedAt, underWay, sentAt } = request;
  const waits = transmitted && acknowledgedAt === null && !underWay && isOpen(request);
  return waits && elapsed(sentAt, now) > acknowledgeMin * MINUTE;
}

/** What has been reached of `Envoyée > Accusée > En route > Close`; `En route` has no time, so nobody's way is told. */
export type Step = {
  readonly step: 'envoyee' | 'accusee' | 'en-route' | 'close';
  readonly done: boolean;
  readonly at: Instant | null;
};

export function stepsOf({ transmitted, sentAt, acknowledgedAt, underWay, end }: OwnRequest): Step[] {
  return [
    { step: 'envoyee', done: transmitted, at: sentAt },
    { step: 'accusee', done: acknowledgedAt !== null, at: acknowledgedAt },
    { step: 'en-route', done: underWay || end?.outcome === 'passage-fait', at: null },
    { step: 'close', done: end !== null, at: end?.at ?? null },
  ];
}

/** The stations asked for last, each once, newest first: nothing else remembers a station, no storage holds one (U09). */
export function recentStations(requests: readonly OwnRequest[], most = 4): StationId[] {
  return [...new Set(requests.map(({ station }) => station))].slice(0, most);
}

function toldRequest(report: OwnReport): OwnRequest {
  const { id, station, what, sentAt, acknowledgedAt, underWay, closedAt, outcome } = report;
  return {
    id,
    station,
    what,
    sentAt,
    transmitted: true,
    // Seen before this post asked: then somebody else had, which is not this post's to know.
    acknowledgedAt: acknowledgedAt !== null && acknowledgedAt < sentAt ? sentAt : acknowledgedAt,
    underWay,
    end: closedAt === null || outcome === null ? null : { at: closedAt, outcome },
    onTheWay: 'rien',
  };
}

function asked(id: CommandId, { place, kind: what, seenAt: sentAt }: FileReport): OwnRequest[] {
  if (place.kind !== 'station') return [];
  const nothingYet = { transmitted: false, acknowledgedAt: null, underWay: false, end: null } as const;
  return [{ id, station: place.id, what, sentAt, ...nothingYet, onTheWay: 'rien' }];
}

function marked(
  requests: readonly OwnRequest[],
  id: CommandId,
  onTheWay: OwnRequest['onTheWay'],
): OwnRequest[] {
  return requests.map((request) => (request.id === id ? { ...request, onTheWay } : request));
}

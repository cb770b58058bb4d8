import { isOpen, type AdmissionRequest } from '#shared/domain/admission/state';
import type { AdmissionCode } from '#shared/kernel/ids';
import { HOUR, instantAt, msOf, plus, type Instant } from '#shared/kernel/instant';
import type { Erased } from './events.ts';
import { KEPT_MS, RELEASES_KEPT_MS, SHOWN_CLOSED_MS } from './lives.ts';
import type { Mark, RetentionState } from './state.ts';

type Requests = ReadonlyMap<AdmissionCode, AdmissionRequest>;
/** Where the facts of each request are in the log. */
export type RequestPositions = ReadonlyMap<AdmissionCode, readonly number[]>;

export function hourOf(instant: Instant): Instant {
  return instantAt(Math.floor(msOf(instant) / HOUR) * HOUR);
}

/** What is over at this hour, class by class; `position` is where the log is. Empty when nothing is. */
export function erasuresDue(
  state: RetentionState,
  at: Instant,
  position: number,
  requests: Requests,
  positions: RequestPositions,
): Erased[] {
  const recent = cutBefore(state.hours, plus(at, -KEPT_MS), position);
  const releases = cutBefore(state.days, plus(at, -RELEASES_KEPT_MS), 0);
  const closed = closedRequestsDue(state, at, requests).flatMap((code) => positions.get(code) ?? []);
  return [
    ...(recent > upToOf(state.erased.r72h)
      ? [{ type: 'Erased', at, retention: 'r72h', upTo: recent } as const]
      : []),
    ...(closed.length > 0
      ? [{ type: 'Erased', at, retention: 'request', positions: closed.toSorted((a, b) => a - b) } as const]
      : []),
    ...(releases > upToOf(state.erased.r13m)
      ? [{ type: 'Erased', at, retention: 'r13m', upTo: releases } as const]
      : []),
  ];
}

/** The keys under which screens hold requests closed so long ago that they show them no more; sorted, to leave in one order everywhere. */
export function requestsOffScreens(requests: Requests, at: Instant): string[] {
  const codes = closedBefore(requests, plus(at, -SHOWN_CLOSED_MS));
  return codes.map((code) => `request:${code}`).sort();
}

/**
 * The position up to which everything happened before this moment. Where nothing was marked since an hour before it,
 * the server was stopped, and the whole log (`whole`) is from before.
 */
function cutBefore(marks: readonly Mark[], moment: Instant, whole: number): number {
  const last = marks.at(-1);
  if (last && plus(last.at, HOUR) <= moment) return Math.max(whole, last.after);
  return marks.findLast(({ at }) => at <= moment)?.after ?? 0;
}

/** Its life is over, and it left the screens an hour ago or more: its removal, which names it, is settled by now. */
function closedRequestsDue(state: RetentionState, at: Instant, requests: Requests): AdmissionCode[] {
  const settled = state.hours.at(-1)?.at;
  if (!settled) return [];
  const shownSince = plus(settled, -SHOWN_CLOSED_MS);
  const aliveSince = plus(at, -KEPT_MS);
  return closedBefore(requests, shownSince < aliveSince ? shownSince : aliveSince);
}

function closedBefore(requests: Requests, moment: Instant): AdmissionCode[] {
  return [...requests].flatMap(([code, request]) =>
    !isOpen(request) && request.closedAt < moment ? [code] : [],
  );
}

function upToOf(erased: Erased | undefined): number {
  return erased && 'upTo' in erased ? erased.upTo : 0;
}

import { HOUR, instantAt, msOf, plus, type Instant } from '#shared/kernel/instant';
import type { Erased } from './events.ts';
import { ENDED_KEPT_MS, KEPT_MS, RELEASES_KEPT_MS, SHOWN_CLOSED_MS, SHOWN_ENDED_MS } from './lives.ts';
import type { Mark, RetentionState } from './state.ts';

/**
 * The key of what is erased by itself, once it is over: what a code names, as screens hold it (`request:K7WPAR`,
 * `placement:H4N3PC`), 72 h after its closing; a mission and a tour, by the id that opened them, 24 h after their end.
 */
export type CodedKey = `${'request' | 'placement' | 'mission' | 'maraude'}:${string}`;
/** When each of them was closed; null while it is open. */
export type Closings = ReadonlyMap<CodedKey, Instant | null>;
/** Where the facts of each of them are in the log. */
export type CodedPositions = ReadonlyMap<CodedKey, readonly number[]>;

export function hourOf(instant: Instant): Instant {
  return instantAt(Math.floor(msOf(instant) / HOUR) * HOUR);
}

/** What is over at this hour, class by class; `position` is where the log is. Empty when nothing is. */
export function erasuresDue(
  state: RetentionState,
  at: Instant,
  position: number,
  closings: Closings,
  positions: CodedPositions,
): Erased[] {
  const recent = cutBefore(state.hours, plus(at, -KEPT_MS), position);
  const releases = cutBefore(state.days, plus(at, -RELEASES_KEPT_MS), 0);
  const over = closedDue(state, at, closings);
  const positionsOf = (retention: 'request' | 'mission') =>
    over
      .filter((key) => classOf(key) === retention)
      .flatMap((key) => positions.get(key) ?? [])
      .sort((a, b) => a - b);
  const [closed, ended] = [positionsOf('request'), positionsOf('mission')];
  return [
    ...(recent > upToOf(state.erased.r72h)
      ? [{ type: 'Erased', at, retention: 'r72h', upTo: recent } as const]
      : []),
    ...(closed.length > 0 ? [{ type: 'Erased', at, retention: 'request', positions: closed } as const] : []),
    ...(ended.length > 0 ? [{ type: 'Erased', at, retention: 'mission', positions: ended } as const] : []),
    ...(releases > upToOf(state.erased.r13m)
      ? [{ type: 'Erased', at, retention: 'r13m', upTo: releases } as const]
      : []),
  ];
}

/** The keys of what was closed so long ago that screens show it no more; sorted, to leave in one order everywhere. */
export function codedOffScreens(closings: Closings, at: Instant): CodedKey[] {
  return closedBefore(closings, (key) => plus(at, -LIVES[classOf(key)].shown)).sort();
}

/** How long what is over is shown, and kept, by the class of its facts. */
const LIVES = {
  request: { shown: SHOWN_CLOSED_MS, kept: KEPT_MS },
  mission: { shown: SHOWN_ENDED_MS, kept: ENDED_KEPT_MS },
} as const;

function classOf(key: CodedKey): keyof typeof LIVES {
  return key.startsWith('mission:') || key.startsWith('maraude:') ? 'mission' : 'request';
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
function closedDue(state: RetentionState, at: Instant, closings: Closings): CodedKey[] {
  const settled = state.hours.at(-1)?.at;
  if (!settled) return [];
  return closedBefore(closings, (key) => {
    const { shown, kept } = LIVES[classOf(key)];
    const [shownSince, aliveSince] = [plus(settled, -shown), plus(at, -kept)];
    return shownSince < aliveSince ? shownSince : aliveSince;
  });
}

function closedBefore(closings: Closings, momentOf: (key: CodedKey) => Instant): CodedKey[] {
  return [...closings].flatMap(([key, closedAt]) =>
    closedAt !== null && closedAt < momentOf(key) ? [key] : [],
  );
}

function upToOf(erased: Erased | undefined): number {
  return erased && 'upTo' in erased ? erased.upTo : 0;
}

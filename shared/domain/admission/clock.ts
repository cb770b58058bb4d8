import { DAY, elapsed, HOUR, plus, type Instant } from '../../kernel/instant.ts';
import { settlesAt } from '../bed/undo.ts';
import type { D2oTimer } from '../d2o/decide.ts';
import type { D2oState } from '../d2o/state.ts';
import { isOpen, type AdmissionRequest } from './state.ts';

/** Admission is due strictly within 24 h of the request (« inférieur à 24 heures », ARS, continuum de prise en charge). */
export const TARGET_MS = 24 * HOUR;
/** Not admitted after this long, a request is at risk (DOMAIN 6, PRV-32). */
export const AT_RISK_MS = 18 * HOUR;
/** A request of which nothing is said for this long is closed as lost (PRV-33). */
export const SILENCE_CLOSES_MS = 7 * DAY;
/** A field time older than this at its receipt is not credible (DOMAIN 6). */
export const OLDEST_CREDIBLE_MS = 12 * HOUR;

/** The classes of waiting, shortest first; the first includes nobody waiting (PRV-32). */
export type WaitClass = '<6' | '6-12' | '12-18' | '18-24' | '>24';

/** Milliseconds from the request to the admission. Absolute: no pause, whatever the clock change. */
export function admissionDelay(requestedAt: Instant, admittedAt: Instant): number {
  return elapsed(requestedAt, admittedAt);
}

/** Exactly 24 h is too late. */
export function isMet(delayMs: number): boolean {
  return delayMs < TARGET_MS;
}

/** A class holds its lower bound: 6 h is `6-12`, 24 h is `>24`, since it is no longer met. */
export function waitClassOf(waitMs: number): WaitClass {
  if (waitMs < 6 * HOUR) return '<6';
  if (waitMs < 12 * HOUR) return '6-12';
  if (waitMs < AT_RISK_MS) return '12-18';
  return isMet(waitMs) ? '18-24' : '>24';
}

export function isAtRisk(waitMs: number): boolean {
  return waitMs >= AT_RISK_MS;
}

/** Milliseconds waited by the open request that waits longest; 0 when there is none. */
export function longestWait(requests: Iterable<AdmissionRequest>, now: Instant): number {
  let longest = 0;
  for (const request of requests) {
    if (isOpen(request)) longest = Math.max(longest, admissionDelay(request.requestedAt, now));
  }
  return longest;
}

/** The moment that starts the 24 h: the field's own, unless it is later than its receipt or more than 12 h before it. */
export function creditedTime(
  given: Instant,
  receivedAt: Instant,
): { requestedAt: Instant; timeReplaced: boolean } {
  const age = elapsed(given, receivedAt);
  return age < 0 || age > OLDEST_CREDIBLE_MS
    ? { requestedAt: receivedAt, timeReplaced: true }
    : { requestedAt: given, timeReplaced: false };
}

/** The timers that are due now, earliest first, and the moment of the next one that is not (null when there is none). */
export function dueTimers(state: D2oState, now: Instant): { due: readonly D2oTimer[]; next: Instant | null } {
  const timers = timersOf(state).sort((a, b) => compare(a.at, b.at));
  return {
    due: timers.filter(({ at }) => at <= now).map(({ timer }) => timer),
    next: timers.find(({ at }) => at > now)?.at ?? null,
  };
}

function timersOf(state: D2oState): { at: Instant; timer: D2oTimer }[] {
  const timers: { at: Instant; timer: D2oTimer }[] = [];
  for (const [id, bed] of state.beds) {
    if (bed.undo) {
      const changedAt = bed.undo.at;
      timers.push({ at: settlesAt(changedAt), timer: { type: 'SettleBedChange', bed: id, changedAt } });
    }
    if (bed.state !== 'reserve') continue;
    const { code, until } = bed;
    timers.push({ at: until, timer: { type: 'ExpireReservation', code, until } });
  }
  for (const [code, request] of state.requests) {
    if (!isOpen(request)) continue;
    const at = plus(request.lastSignAt, SILENCE_CLOSES_MS);
    timers.push({ at, timer: { type: 'CloseSilentRequest', code } });
  }
  return timers;
}

/** Instants sort as text. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

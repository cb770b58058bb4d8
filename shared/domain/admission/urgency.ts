import { HOUR, plus, type Instant } from '../../kernel/instant.ts';
import { admissionDelay, isMet, TARGET_MS } from './clock.ts';

/** Hours after the request, in increasing order and under the 24 h: the pack's (UX 4.5: settings). */
export type UrgencyThresholds = {
  readonly prevoirAfterH: number;
  readonly atRiskAfterH: number;
  readonly lastCallAfterH: number;
};

/** How pressing a request is; each holds its lower bound. */
export type UrgencyLevel = 'sous-12' | 'a-prevoir' | 'a-risque' | 'dernier-appel' | 'hors-delai';

export type Urgency = {
  readonly level: UrgencyLevel;
  /** The first moment that is too late. */
  readonly deadline: Instant;
  /** Milliseconds before the deadline; 0 once it has come. */
  readonly remaining: number;
  /** Milliseconds since the deadline, which keeps counting; 0 before it. */
  readonly overdue: number;
};

/**
 * Where an open request stands in its 24 h at `now`, the server's time. Absolute hours: the October night counts 25, the
 * March one 23. The level `a-risque` is the pack's word for screens and alarms; what the wall says at risk is the
 * policy's own (PRV-32, `isAtRisk`).
 */
export function urgencyOf(requestedAt: Instant, now: Instant, thresholds: UrgencyThresholds): Urgency {
  const waited = admissionDelay(requestedAt, now);
  return {
    level: levelOf(waited, thresholds),
    deadline: plus(requestedAt, TARGET_MS),
    remaining: Math.max(0, TARGET_MS - waited),
    overdue: Math.max(0, waited - TARGET_MS),
  };
}

function levelOf(waitedMs: number, thresholds: UrgencyThresholds): UrgencyLevel {
  if (!isMet(waitedMs)) return 'hors-delai';
  if (waitedMs >= thresholds.lastCallAfterH * HOUR) return 'dernier-appel';
  if (waitedMs >= thresholds.atRiskAfterH * HOUR) return 'a-risque';
  return waitedMs >= thresholds.prevoirAfterH * HOUR ? 'a-prevoir' : 'sous-12';
}

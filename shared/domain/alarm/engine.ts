import { HOUR, plus, type Instant } from '../../kernel/instant.ts';
import type { AlarmKey, ShelveReason } from './commands.ts';
import type { AlarmAnswers } from './answers.ts';
import type { AlarmFacts, AlarmThresholds } from './facts.ts';
import { ROWS, type Priority } from './rows.ts';

/** An alarm as it stands. `overAt`: since when its cause is gone, where that alone does not clear it. */
export type Raised = {
  readonly priority: Priority;
  readonly since: Instant;
  readonly overAt: Instant | null;
};
export type RaisedAlarms = ReadonlyMap<AlarmKey, Raised>;

export type AlarmState =
  | { readonly kind: 'active' }
  | { readonly kind: 'acquittee'; readonly at: Instant }
  | { readonly kind: 'revenue'; readonly at: Instant }
  | { readonly kind: 'mise-de-cote'; readonly until: Instant; readonly reason: ShelveReason };

/** A silence that ended before anybody said they saw it is told for this long. */
const TOLD_AFTER_MS = HOUR;

/**
 * The alarms that stand now, from what is known and from those that stood before. Each row waits for its own delay, so
 * that nothing blinks; a cause that is gone clears its alarm, but a silence that nobody had answered stays as over.
 */
export function raisedAlarms(
  facts: AlarmFacts,
  thresholds: AlarmThresholds,
  before: RaisedAlarms,
  answers: AlarmAnswers,
  now: Instant,
): RaisedAlarms {
  const standing = new Map<AlarmKey, Raised>();
  for (const row of ROWS) {
    for (const { key, priority, since } of row(facts, thresholds, now))
      standing.set(key, { priority, since, overAt: null });
  }
  for (const [key, raised] of before) {
    if (standing.has(key) || !isOf('A2', key)) continue;
    const overAt = raised.overAt ?? now;
    const seen = answers.get(key)?.acknowledged?.since === raised.since;
    if (!seen && plus(overAt, TOLD_AFTER_MS) > now) standing.set(key, { ...raised, overAt });
  }
  return standing;
}

/** What is to be shown of an alarm, after what was answered to it. A P1 is never out of sight. */
export function stateOfAlarm(
  key: AlarmKey,
  { priority, since, overAt }: Raised,
  answers: AlarmAnswers,
  now: Instant,
): AlarmState {
  const { acknowledged = null, shelved = null } = answers.get(key) ?? {};
  if (overAt !== null) return { kind: 'revenue', at: overAt };
  if (shelved !== null && priority !== 'P1') {
    if (shelved.until > now) return { kind: 'mise-de-cote', until: shelved.until, reason: shelved.reason };
    // It comes back by itself, and as new: whoever set it aside may be gone.
    if (acknowledged !== null && acknowledged.at < shelved.until) return { kind: 'active' };
  }
  return acknowledged?.since === since ? { kind: 'acquittee', at: acknowledged.at } : { kind: 'active' };
}

/** Whether an alarm is of this row of UX 3.4. */
export function isOf(row: string, key: AlarmKey): boolean {
  return key.startsWith(`${row}:`);
}

/**
 * Those a lead answers for; the others are answered by the ward and the spaces, on screens of their own. A silent screen
 * and a late feed are for whoever keeps the machines, who has no screen yet: leads tell them.
 */
const LEADS_ROWS = ['A1', 'A2', 'A3', 'A4', 'A6', 'A7', 'A8', 'A11', 'A12', 'A13'];

export function isForLeads(key: AlarmKey): boolean {
  return LEADS_ROWS.some((row) => isOf(row, key));
}

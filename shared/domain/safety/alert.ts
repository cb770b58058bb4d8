import { assertNever } from '../../kernel/assert-never.ts';
import type { TeamId } from '../../kernel/ids.ts';
import { DAY, elapsed, type Instant } from '../../kernel/instant.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { SafetyCommand } from './commands.ts';
import type { SafetyEvent } from './events.ts';

/** An alert stays until a lead has seen it and the tour is over. */
export type Alert = { readonly raisedAt: Instant; readonly acknowledgedAt: Instant | null };
export type Alerts = ReadonlyMap<TeamId, Alert>;

/** Seen or not, an alert is forgotten after this: less than half of what its facts last. */
export const ALERT_KEPT_MS = DAY;

export type AlertContext = {
  readonly now: Instant;
  readonly team: TeamId;
  /** How long an alert may be called a slip, in milliseconds of the product's clock. */
  readonly cancelWithinMs: number;
};

export type AlertCommand = Extract<SafetyCommand, { type: 'RaiseAlert' | 'CancelAlert' }>;

/** An alert is never refused, on a tour or not; pressed again before anybody has seen it, it is the same one. */
export function decideAlert(
  command: AlertCommand,
  alerts: Alerts,
  { now: at, team, cancelWithinMs }: AlertContext,
): Decision<SafetyEvent> {
  const known = alerts.get(team);
  switch (command.type) {
    case 'RaiseAlert':
      return known?.acknowledgedAt === null ? facts() : facts({ type: 'AlertRaised', team, at });
    case 'CancelAlert':
      if (!known) return refused('AlertUnknown');
      if (known.acknowledgedAt !== null || elapsed(known.raisedAt, at) > cancelWithinMs)
        return refused('AlertAlreadySeen');
      return facts({ type: 'AlertCancelled', team, at });
    default:
      return assertNever(command);
  }
}

export function evolveAlerts(alerts: Alerts, event: SafetyEvent): Alerts {
  const after = new Map(alerts);
  switch (event.type) {
    case 'AlertRaised':
      return after.set(event.team, { raisedAt: event.at, acknowledgedAt: null });
    case 'AlertCancelled':
    case 'AlertEnded':
      after.delete(event.team);
      return after;
    default:
      return assertNever(event);
  }
}

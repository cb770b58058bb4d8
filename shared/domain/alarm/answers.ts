import { assertNever } from '../../kernel/assert-never.ts';
import { DAY, MINUTE, plus, type Instant } from '../../kernel/instant.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { AlarmCommand, AlarmKey, ShelveReason } from './commands.ts';
import type { RaisedAlarms } from './engine.ts';
import type { AlarmEvent } from './events.ts';

/** What was answered to an alarm. */
export type AlarmAnswer = {
  readonly acknowledged: { readonly since: Instant; readonly at: Instant } | null;
  readonly shelved: { readonly until: Instant; readonly reason: ShelveReason } | null;
};
export type AlarmAnswers = ReadonlyMap<AlarmKey, AlarmAnswer>;

/** An answer is forgotten after this: an alarm that still stands then is to be answered again. */
export const ANSWER_KEPT_MS = DAY;

export type AlarmContext = { readonly now: Instant; readonly raised: RaisedAlarms };

export function decideAlarm(
  command: AlarmCommand,
  answers: AlarmAnswers,
  { now: at, raised }: AlarmContext,
): Decision<AlarmEvent> {
  const { alarm } = command;
  const known = raised.get(alarm);
  if (!known) return refused('AlarmUnknown');
  switch (command.type) {
    case 'AcknowledgeAlarm': {
      const { since } = known;
      if (answers.get(alarm)?.acknowledged?.since === since) return facts();
      return facts({ type: 'AlarmAcknowledged', alarm, at, since });
    }
    case 'ShelveAlarm': {
      if (known.priority === 'P1') return refused('AlarmNotShelvable');
      const { minutes, reason } = command;
      return facts({ type: 'AlarmShelved', alarm, at, until: plus(at, Number(minutes) * MINUTE), reason });
    }
    default:
      return assertNever(command);
  }
}

export function evolveAnswers(answers: AlarmAnswers, event: AlarmEvent): AlarmAnswers {
  const before = answers.get(event.alarm) ?? { acknowledged: null, shelved: null };
  switch (event.type) {
    case 'AlarmAcknowledged': {
      const { since, at } = event;
      return new Map(answers).set(event.alarm, { ...before, acknowledged: { since, at } });
    }
    case 'AlarmShelved': {
      const { until, reason } = event;
      return new Map(answers).set(event.alarm, { ...before, shelved: { until, reason } });
    }
    default:
      return assertNever(event);
  }
}

/** The answers of which something still counts at this hour. */
export function answersKept(answers: AlarmAnswers, at: Instant): AlarmAnswers {
  const from = plus(at, -ANSWER_KEPT_MS);
  const kept = [...answers].map(([key, { acknowledged, shelved }]) => {
    const seen = acknowledged !== null && acknowledged.at >= from ? acknowledged : null;
    return [key, { acknowledged: seen, shelved: shelved !== null && shelved.until >= from ? shelved : null }];
  }) as [AlarmKey, AlarmAnswer][];
  return new Map(kept.filter(([, { acknowledged, shelved }]) => acknowledged !== null || shelved !== null));
}

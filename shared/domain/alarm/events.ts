import type { Instant } from '../../kernel/instant.ts';
import type { AlarmKey, ShelveReason } from './commands.ts';

/** What leads answered to alarms. That an alarm was raised is nowhere: it is made of facts and of memory, at each moment. */
export type AlarmEvent =
  /** `since`: of the alarm that was seen; raised anew, it is another. */
  | { type: 'AlarmAcknowledged'; alarm: AlarmKey; at: Instant; since: Instant }
  | { type: 'AlarmShelved'; alarm: AlarmKey; at: Instant; until: Instant; reason: ShelveReason };

import { RETENTION, type DomainEvent } from '#shared/domain/aggregates';
import type { ReleaseEvent } from '#server/release/events';
import type { RetentionClass } from '#server/log/event-log';

/** Everything the log may hold. */
export type LogEvent = DomainEvent | ReleaseEvent;

/** How long each fact rests (PRIVACY section 11). Exhaustive: an event without a life cannot be written. */
export function retentionOf(event: LogEvent): RetentionClass {
  switch (event.type) {
    case 'CoverageReleased':
    case 'CapacityReleased':
    case 'WindowOpened':
    case 'WindowClosed':
    case 'WeekCounted':
    case 'ShareComputed':
      return 'r13m';
    default:
      return RETENTION[event.type];
  }
}

import { RETENTION, type DomainEvent } from '#shared/domain/aggregates';
import type { ReleaseEvent } from '#server/release/events';
import type { RetentionClass } from '#server/log/event-log';
import type { RetentionEvent } from '#server/retention/events';

/** Everything the log may hold. */
export type LogEvent = DomainEvent | ReleaseEvent | RetentionEvent;

/** How long each fact rests (PRIVACY section 11). Exhaustive: an event without a life cannot be written. */
export function retentionOf(event: LogEvent): RetentionClass {
  switch (event.type) {
    case 'CoverageReleased':
    case 'CapacityReleased':
    case 'WindowOpened':
    case 'WindowClosed':
    case 'WeekCounted':
    case 'ShareComputed':
    case 'FlowsCounted':
      return 'r13m';
    case 'Erased':
      // It tells which positions are gone, and nothing of what they held.
      return 'r13m';
    case 'Carried':
      return 'r72h';
    default:
      return RETENTION[event.type];
  }
}
